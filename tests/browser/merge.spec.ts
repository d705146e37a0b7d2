// Duplicates: who is this while typing, merging from a list and from a record, and the list of likely pairs.

import { check, journey, rowsShown, same, until, type Traveller } from './journey.ts';

type Party = { id: string; title: string; note: string | null; phone: string | null };

async function two(call: Traveller['call'], mark: string): Promise<[Party, Party]> {
  const one = await call<Party>('POST', 'party', { kind: 'person', given_name: 'Anna', family_name: mark, email: `${mark}@example.com`, phone: '+48601222333', note: 'met in Opole' });
  const other = await call<Party>('POST', 'party', { kind: 'person', given_name: 'Ania', family_name: mark, email: `${mark}@example.com`, note: 'likes tea' });
  return [one, other];
}

const named = async (call: Traveller['call'], mark: string) =>
  (await call<{ items: Party[] }>('GET', `party?filter=${encodeURIComponent(JSON.stringify({ family_name: mark }))}`)).items;

journey('two selected rows are merged with a choice for each field, and undone', async ({ page, call, go, see, press }) => {
  const mark = `Merg${Date.now()}`;
  const [one, other] = await two(call, mark);
  await go(`/people?filter=${encodeURIComponent(JSON.stringify({ family_name: mark }))}`);
  await rowsShown(page);
  for (const box of await page.locator('[data-grid] [role=row][aria-selected] [role=checkbox], [data-grid] [role=row][aria-selected] .check').all()) await box.click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Merge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge records' });
  await dialog.getByRole('radiogroup', { name: 'Stays' }).getByRole('radio', { name: one.title }).check();
  await dialog.getByRole('radio', { name: `Given name: ${other.title}` }).check();
  const note = dialog.getByRole('radiogroup', { name: 'Note' });
  await note.getByRole('radio', { name: 'Keep all' }).check();
  await dialog.getByText(`Ania ${mark} stays`).waitFor();
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await see(`1 record merged into Ania ${mark}`);
  const left = await named(call, mark);
  same(left.map(({ id }) => id), [one.id], 'Who stays');
  check(left[0]!.note!.includes('met in Opole') && left[0]!.note!.includes('likes tea'), 'Both notes are kept.');
  await page.locator('.grid-row .row-title').first().waitFor();
  await press('z');
  await see('The merge is undone');
  await until('both are back', async () => (await named(call, mark)).length === 2);
});

journey('a record is merged with one that looks alike, and its page leads to the one that stays', async ({ page, call, go }) => {
  const mark = `Merg${Date.now()}`;
  const [one, other] = await two(call, mark);
  await go(`/people/${other.id}`);
  await page.locator('.composer').waitFor();
  await page.locator('.title-bar').getByRole('button', { name: 'More' }).click();
  await page.getByRole('option', { name: 'Merge…' }).click();
  const pick = page.getByRole('dialog', { name: `Merge ${other.title} with` });
  await pick.getByRole('listitem').filter({ hasText: one.title }).getByRole('button', { name: 'Merge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge records' });
  await dialog.getByRole('radiogroup', { name: 'Stays' }).getByRole('radio', { name: one.title }).check();
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await page.waitForURL((url) => url.pathname.endsWith(one.id));
  same((await named(call, mark)).length, 1, 'People of the name');
});

journey('while a person is typed, those who look alike are named, and one is opened', async ({ page, call, go, press }) => {
  const mark = `Merg${Date.now()}`;
  const [one] = await two(call, mark);
  await go('/people');
  await rowsShown(page);
  await press('c');
  await page.getByRole('dialog').getByLabel('E-mail').fill(`${mark}@example.com`);
  const warning = page.getByRole('region', { name: 'This may be in here already' });
  await warning.getByText('the same E-mail').first().waitFor();
  await warning.getByRole('listitem').filter({ hasText: one.title }).getByRole('link', { name: 'Open' }).click();
  await page.waitForURL((url) => url.pathname.endsWith(one.id));
  same((await named(call, mark)).length, 2, 'Nobody was made');
});

journey('likely pairs are searched, told apart for good, and merged', async ({ page, call, go, see }) => {
  const mark = `Merg${Date.now()}`;
  const [one] = await two(call, mark);
  await go('/people');
  await rowsShown(page);
  await page.getByRole('link', { name: 'Duplicates' }).click();
  await page.getByRole('button', { name: 'Search now' }).click();
  const more = page.getByRole('button', { name: 'Show more' });
  const line = page.locator('.pairs > li', { hasText: one.title });
  await until('the pair is listed', async () => {
    if (await more.isVisible()) await more.click();
    return line.first().isVisible();
  });
  const whole = await page.locator('.pairs > li').count();
  check(whole > 0, 'There are pairs.');
  await line.first().getByRole('button', { name: 'Not the same' }).click();
  await see(/will not be proposed again/);
  await line.first().waitFor({ state: 'detached' });
  await page.locator('.pairs > li').first().getByRole('button', { name: 'Merge…' }).click();
  await page.getByRole('dialog', { name: 'Merge records' }).getByRole('radiogroup', { name: 'Stays' }).waitFor();
});

journey('an administrator switches a merge rule on, and what it says is one is joined by itself', async ({ page, call, go }) => {
  const mark = `Merg${Date.now()}`;
  await go('/duplicates/people');
  const rules = page.getByRole('region', { name: 'Joined without asking' });
  const rule = rules.getByRole('checkbox', { name: 'The same e-mail and name' });
  await rule.waitFor();
  check(!(await rule.isChecked()), 'No rule is on unasked.');
  await two(call, `${mark}before`);
  same((await named(call, `${mark}before`)).length, 2, 'People of one address before the rule');
  await rule.click();
  await until('the rule is on', async () => (await rule.isChecked()) && (await rule.isEnabled()));
  try {
    for (let i = 0; i < 2; i++) await call('POST', 'party', { kind: 'person', given_name: 'Ola', family_name: mark, email: `${mark}@example.com` });
    await page.getByRole('button', { name: 'Search now' }).click();
    await until('the two are one', async () => (await named(call, mark)).length === 1);
    await go('/duplicates/people');
    check(await rule.isChecked(), 'The rule is still on.');
  } finally {
    await rule.click();
    await until('the rule is off', async () => !(await rule.isChecked()) && (await rule.isEnabled()));
  }
});
