// What is written stays: filters typed at any speed, drafts, wrong values, and where the focus goes.

import { check, journey, mark, rowsShown, same, until } from './journey.ts';
import { wordsOf } from './words.ts';

const filterIn = (address: string) => JSON.parse(new URL(address).searchParams.get('filter') ?? '{}') as Record<string, Record<string, unknown>>;

const deals = '/deal?show=list';

for (const [delay, language] of [[15, 'en'], [150, 'pl'], [350, 'mk']] as const)
  journey(`the value of a new condition is typed whole, ${delay} ms a key, in ${language}`, async ({ page, go, press, call }) => {
    await call('PATCH', 'me', { language });
    await go(deals);
    await rowsShown(page);
    await page.getByRole('grid').focus();
    const field = { en: 'Amount', pl: 'Wartość', mk: 'Износ' }[language];
    await press('f');
    await page.getByRole('option', { name: field, exact: true }).waitFor();
    await page.keyboard.type(field);
    await press('Enter');
    await page.keyboard.type('10 000', { delay });
    const box = page.locator('.popover input');
    same(await box.inputValue(), '10 000', 'What stands in the box');
    check(await box.evaluate((one) => one === document.activeElement), 'The box has the focus.');
    await until('the list follows', async () => filterIn(page.url()).amount_base?.gte === '10000');
    await press('Enter');
    await box.waitFor({ state: 'detached' });
    same(filterIn(page.url()), { amount_base: { gte: '10000' } }, 'The filter');
    same(await page.locator('.chip').count(), 1, 'Chips');
    check(!(await page.getByRole('dialog').count()), 'No letter was a shortcut.');
    await call('PATCH', 'me', { language: 'en' });
  });

journey('a phone number and a name are typed whole into a filter; Escape and a click outside keep them', async ({ page, go, press }) => {
  await go('/people');
  await rowsShown(page);
  await press('f');
  await page.keyboard.type('Given name');
  await press('Enter');
  await page.keyboard.type('Ada', { delay: 60 });
  await until('the box holds the name', async () => (await page.locator('.popover input').first().inputValue()) === 'Ada');
  await press('Escape');
  await until('the name in the address', async () => filterIn(page.url()).given_name?.contains === 'Ada');
  await press('f');
  await page.keyboard.type('Phone');
  await press('Enter');
  await page.keyboard.type('791', { delay: 60 });
  await until('the box holds the phone', async () => (await page.locator('.popover input').first().inputValue()) === '791');
  await page.getByRole('heading', { level: 1 }).click();
  await until('the phone in the address', async () => filterIn(page.url()).phone?.contains === '791');
  same(await page.locator('.chip').count(), 2, 'Chips');
});

journey('several choices are picked for a new condition without opening it again, and what is no number is said in the box', async ({ page, go, press, see }) => {
  await go(deals);
  await rowsShown(page);
  await press('f');
  await page.keyboard.type('Owner');
  await press('Enter');
  await page.locator('.popover [role=option]').nth(1).waitFor();
  await page.locator('.popover [role=option]').nth(0).click();
  await page.locator('.popover [role=option]').nth(1).click();
  await until('both are in the filter', async () => (filterIn(page.url()).owner?.in as string[] | undefined)?.length === 2);
  await press('Escape');
  await press('f');
  await page.keyboard.type('Amount');
  await press('Enter');
  await page.keyboard.type('abc', { delay: 40 });
  await press('Enter');
  await see('Write a number.');
  await press('Escape');
  await until('the condition that was not said is gone', async () => (await page.locator('.chip').count()) === 1);
  check(!(await page.getByRole('dialog').count()), 'No letter was a shortcut.');
});

journey('a list is filtered by a tag, in a group of conditions too, and its address shows the same again', async ({ page, call, go, see }) => {
  const mark = String(Date.now()).slice(-6);
  for (const [name, tags] of [['Ana', [`Fair ${mark}`]], ['Ewa', []]] as const) await call('POST', 'party', { kind: 'person', given_name: name, family_name: `Tagged ${mark}`, tags });
  for (const filter of [{ tags: { has: `Fair ${mark}` } }, { or: [{ tags: { has: `Fair ${mark}` } }, { tags: { has: 'Nobody has this' } }] }]) {
    await go(`/people?view=none&filter=${encodeURIComponent(JSON.stringify(filter))}`);
    await see(`Ana Tagged ${mark}`);
    check(!(await page.getByRole('grid').innerText()).includes(`Ewa Tagged ${mark}`), 'Who lacks the tag is not in the list.');
    await until('the condition says the tag', async () => (await page.locator('.chip').first().innerText()).includes(`Fair ${mark}`));
  }
});

journey('a note half written waits at its record, and what a form held is brought back', async ({ page, call, go, press }) => {
  const made: string[] = [];
  for (const name of ['Pierwszy', 'Drugi']) made.push((await call<{ id: string }>('POST', 'party', { kind: 'person', given_name: name, family_name: `Szkic${mark}` })).id);
  await go(`/people/${made[0]}`);
  const composer = page.locator('[data-composer]');
  await composer.fill('Half of a thought');
  await press('Escape');
  await go(`/people/${made[1]}`);
  await composer.waitFor();
  same(await composer.inputValue(), '', 'The composer of another record');
  await go(`/people/${made[0]}`);
  await composer.waitFor();
  same(await composer.inputValue(), 'Half of a thought', 'The composer of the record');
  await page.getByRole('button', { name: /^Save/ }).click();
  await page.locator('.timeline', { hasText: 'Half of a thought' }).waitFor();
  await page.reload();
  await composer.waitFor();
  same(await composer.inputValue(), '', 'The composer after the note is sent');
});

for (const language of ['en', 'pl', 'mk'] as const)
  journey(`a form left by Escape can be gone on with, in ${language}`, async ({ page, call, go, press }) => {
    const words = await wordsOf(language);
    await call('PATCH', 'me', { language });
    await go('/people');
    await rowsShown(page);
    await press('c');
    const form = page.locator('dialog.dialog');
    await form.waitFor();
    await page.keyboard.type('Brygida');
    await press('Tab');
    await page.keyboard.type('Szkic');
    await press('Escape');
    await form.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: words['draft.back'] }).click();
    await form.waitFor();
    same(await form.locator('input').evaluateAll((boxes) => boxes.map((one) => (one as HTMLInputElement).value).filter(Boolean)), ['Brygida', 'Szkic'], 'What the form holds');
    await call('PATCH', 'me', { language: 'en' });
  });

for (const language of ['en', 'pl', 'mk'] as const)
  journey(`a party is made while it is linked, from a form and from a cell, in ${language}`, async ({ page, call, go, press }) => {
    const words = await wordsOf(language);
    const offer = (name: string) => words['pick.new']!.replace('{name}', name);
    const [firm, someone] = [`Nowa Firma ${language}${mark}`, `Zofia Nowa${language}${mark}`];
    await call('PATCH', 'me', { language });
    const { id } = await call<{ id: string }>('POST', 'deal', { name: `Bez strony ${language}${mark}` });
    await go(`/deal?show=list&q=%22${encodeURIComponent(`Bez strony ${language}${mark}`)}%22`);
    await rowsShown(page);
    await page.locator('[role=gridcell]').nth(2).dblclick();
    await page.keyboard.type(firm);
    await page.getByRole('option', { name: offer(firm) }).first().click();
    await until('the deal has the new company', async () => (await call<{ party?: { title: string } }>('GET', `deal/${id}`)).party?.title === firm);
    await press('c');
    const form = page.locator('dialog.dialog');
    await form.waitFor();
    const { objects } = await call<{ objects: { name: string; fields: { name: string; label: Record<string, string> }[] }[] }>('GET', 'meta');
    const party = objects.find(({ name }) => name === 'deal')!.fields.find(({ name }) => name === 'party')!.label[language]!;
    await form.getByLabel(party).click();
    await page.keyboard.type(someone);
    await page.getByRole('option', { name: offer(someone) }).nth(1).click();
    await form.locator('.pick-button', { hasText: someone }).waitFor();
    const { items } = await call<{ items: { kind: string }[] }>('GET', `party?filter=${encodeURIComponent(JSON.stringify({ family_name: `Nowa${language}${mark}` }))}`);
    same(items.map(({ kind }) => kind), ['person'], 'What was made');
    await call('PATCH', 'me', { language: 'en' });
  });

for (const language of ['en', 'pl', 'mk'] as const)
  journey(`what is no day and what is no amount is said where it was written, in ${language}`, async ({ page, call, go, press }) => {
    const words = await wordsOf(language);
    const name = `Zła wartość ${language}${mark}`;
    const { id } = await call<{ id: string }>('POST', 'deal', { name, closes_on: '2031-05-17', amount: { amount: '10.00', currency: 'EUR' } });
    await call('PATCH', 'me', { language });
    await go(`/deal?show=list&columns=${encodeURIComponent(JSON.stringify(['name', 'closes_on', 'amount', 'probability']))}&q=%22${encodeURIComponent(name)}%22`);
    await rowsShown(page);
    await page.locator('[role=gridcell]').nth(2).dblclick();
    await page.keyboard.type('blurgh');
    await press('Enter');
    const said = page.locator('.popover .problem');
    await said.waitFor();
    check((await said.innerText()).startsWith(words['problem.day']!.split('{')[0]!), 'The sentence about days stands in the picker.');
    await press('Control+a');
    await page.keyboard.type('2031-06-01');
    await press('Enter');
    await until('the day is saved', async () => (await call<{ closes_on: string }>('GET', `deal/${id}`)).closes_on === '2031-06-01');
    await page.locator('[role=gridcell]').nth(3).dblclick();
    await press('Control+a');
    await page.keyboard.type('12k');
    await press('Enter', 'Enter');
    await page.locator('.editing .cell-problem', { hasText: words['problem.amount']! }).waitFor();
    same(await page.locator('.toast').count(), 0, 'Messages at the foot');
    same(await page.locator('.inline-input').inputValue(), '12k', 'What was typed');
    await press('Escape');
    await page.locator('[role=gridcell]').nth(4).dblclick();
    await page.keyboard.type('400');
    await press('Enter');
    await page.locator('.refused .cell-problem').waitFor();
    same(await page.locator('.toast').count(), 0, 'Messages at the foot');
    await page.locator('[role=gridcell]').nth(4).dblclick();
    same(await page.locator('.inline-input').inputValue(), '400', 'What was refused can be mended');
    await press('Escape');
    await call('PATCH', 'me', { language: 'en' });
  });

journey('the sheet of keys begins at its top, knows Space, and on a record C makes one more of its kind', async ({ page, call, go, press }) => {
  const { id } = await call<{ id: string }>('POST', 'party', { kind: 'organization', name: `Klawisze ${mark}` });
  await go('/people');
  await rowsShown(page);
  await press('?');
  await page.locator('.shortcut').first().waitFor();
  same(await page.locator('.dialog-body').evaluate((body) => body.scrollTop), 0, 'How far the sheet is scrolled');
  await page.locator('.shortcut', { hasText: 'Peek' }).waitFor();
  await press('Escape');
  await go(`/party/${id}`);
  await page.locator('.record .who h2').waitFor();
  await press('c');
  await page.getByRole('dialog', { name: 'New company' }).waitFor();
});

const sortIn = (address: string) => new URL(address).searchParams.get('sort');

journey('a list is sorted by the keyboard: by the column one is at, or by any from a menu', async ({ page, go, press }) => {
  await go('/people');
  await rowsShown(page);
  const grid = page.getByRole('grid');
  await grid.focus();
  await press('ArrowRight', 's');
  await until('rising', async () => sortIn(page.url()) === 'email');
  await grid.focus();
  await press('s');
  await until('falling', async () => sortIn(page.url()) === '-email');
  await page.getByRole('button', { name: 'Sort by' }).focus();
  await press('Enter');
  await page.getByRole('option', { name: 'Family name' }).waitFor();
  await page.keyboard.type('family');
  await press('Enter');
  await until('by the family name', async () => sortIn(page.url()) === 'family_name');
});

journey('a phone sorts lists and chooses their columns', async ({ page, go }) => {
  await go('/deal?show=list');
  await rowsShown(page);
  await page.getByRole('button', { name: 'Sort by' }).click();
  await page.getByRole('option', { name: 'Amount', exact: true }).click();
  await until('by the amount', async () => sortIn(page.url()) === 'amount_base');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Owner', exact: true }).click();
  await until('without the owner', async () => page.url().includes('columns=') && !page.url().includes('owner'));
}, { phone: true });
