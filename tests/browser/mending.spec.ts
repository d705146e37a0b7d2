// Small things set right where one stumbles on them: names of persons in a cell, stages of many deals, views, lost records.

import { check, journey, mark, rowsShown, same, until } from './journey.ts';

journey("a person's name is edited in the list by its two parts", async ({ page, call, go, press }) => {
  const { id } = await call<{ id: string }>('POST', 'party', { kind: 'person', given_name: 'Anna', family_name: `Przed${mark}` });
  await go(`/people?q=%22Przed${mark}%22`);
  await rowsShown(page);
  await page.getByRole('grid').focus();
  await press('Enter');
  await page.getByRole('dialog').getByLabel('Family name').fill(`Po${mark}`);
  await press('Enter');
  await until('both parts are saved', async () => {
    const now = await call<{ given_name: string; family_name: string }>('GET', `party/${id}`);
    return now.given_name === 'Anna' && now.family_name === `Po${mark}`;
  });
  await page.getByText(`Anna Po${mark}`).first().waitFor();
});

journey('the stage of several deals is changed at once, also to lost with its reason, and undone', async ({ page, call, go, press, see }) => {
  const made: string[] = [];
  for (const n of [1, 2]) made.push((await call<{ id: string }>('POST', 'deal', { name: `Razem ${mark} ${n}` })).id);
  const stages = async () => Promise.all(made.map(async (id) => (await call<{ stage: { title: string } }>('GET', `deal/${id}`)).stage.title));
  const before = await stages();
  await go(`/deal?show=list&q=%22Razem%20${mark}%22`);
  await until('both are shown', async () => (await page.locator('.grid-row .row-title').count()) === 2);
  await page.getByRole('grid').focus();
  await press('Control+a');
  await page.getByRole('toolbar').getByRole('button', { name: 'Change…' }).click();
  await page.getByRole('option', { name: 'Stage', exact: true }).click();
  const dialog = page.locator('dialog.dialog');
  await dialog.getByLabel('Stage').click();
  await page.getByRole('option', { name: 'Lost' }).first().click();
  await dialog.getByLabel('Loss reason').fill('Too dear');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await see('2 records are changed');
  same(await stages(), ['Lost', 'Lost'], 'The stages');
  await press('z');
  await until('both are back', async () => JSON.stringify(await stages()) === JSON.stringify(before));
});

journey('a view just saved has nothing to update; a record that is gone leads to its list', async ({ page, call, go }) => {
  await go(`/deal?show=list&filter=${encodeURIComponent(JSON.stringify({ outcome: { in: ['open'] } }))}`);
  await rowsShown(page);
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByLabel('Name').fill(`Fresh ${mark}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/view=/);
  await page.getByRole('button', { name: `Fresh ${mark}`, exact: true }).waitFor();
  await page.locator('dialog').waitFor({ state: 'detached' });
  check(!(await page.getByRole('button', { name: 'Update view' }).count()), 'Nothing is to be updated.');
  const { items } = await call<{ items: { id: string }[] }>('GET', `view?filter=${encodeURIComponent(JSON.stringify({ name: `Fresh ${mark}` }))}`);
  await call('DELETE', `view/${items[0]!.id}`);
  await go('/people/1');
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await rowsShown(page);
});

journey('rows selected with Shift leave no text marked', async ({ page, go }) => {
  await go('/people');
  await rowsShown(page);
  const boxes = page.locator('.grid-row .check-cell');
  await boxes.nth(1).click();
  await boxes.nth(5).click({ modifiers: ['Shift'] });
  same(await page.getByText('5 selected').count(), 1, 'Selected');
  same(await page.evaluate(() => String(getSelection())), '', 'Marked text');
});

journey('on a phone the first steps speak of no keys', async ({ page, go, see }) => {
  await go('/');
  await see('First steps');
  const text = await page.locator('.first-steps').innerText();
  check(!/Ctrl|key \?|mouse/i.test(text), `No keys in: ${text}`);
}, { phone: true });

journey('on a phone the look around speaks of no keys', async ({ page, go }) => {
  await go('/');
  await page.getByRole('button', { name: /Look around/ }).click();
  const card = page.locator('.tour-card');
  for (let at = 1; ; ++at) {
    const text = await card.innerText();
    check(!/Ctrl|key \?|mouse/i.test(text), `No keys in: ${text}`);
    const next = card.getByRole('button', { name: 'Next' });
    if (!(await next.count())) break;
    await next.click();
    check(at < 10, 'The look around ends.');
  }
}, { phone: true });

journey('a form says all that is wrong at once, each at its field, and begins at the first', async ({ page, go }) => {
  await go('/companies');
  await rowsShown(page);
  await page.getByRole('button', { name: 'New company' }).first().click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel('E-mail').fill('at home');
  await dialog.getByRole('button', { name: /^Create/ }).click();
  await until('both are marked', async () => (await dialog.locator('.form-field.bad').count()) === 2);
  await until('the first wrong field has the focus', () => page.evaluate(() => document.activeElement === document.querySelector('dialog[open] .form-field.bad input')));
  await dialog.locator('.form-field.bad', { hasText: 'Please give the name of the company.' }).waitFor();
  await dialog.locator('.form-field.bad', { hasText: 'This is not an e-mail address.' }).waitFor();
});

journey('a new field without a label and without choices says both where they stand', async ({ page, go }) => {
  await go('/settings/objects?object=deal');
  await page.getByRole('button', { name: /New field/ }).first().click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel('Kind').selectOption('choice');
  await dialog.getByRole('button', { name: /^Create/ }).click();
  await dialog.locator('.form-field.bad', { hasText: 'Please give it a label.' }).waitFor();
  await dialog.getByText('Please give at least one choice.').waitFor();
  same(await dialog.locator('footer .problem').count(), 0, 'Sentences at the foot');
});

journey('a password that is too short is said at its field, in the words of the hint', async ({ page, go }) => {
  await go('/settings/profile');
  const field = page.locator('.form-field', { has: page.getByLabel('New password') });
  await field.getByText('At least 10 characters').waitFor();
  await page.getByLabel('Present password').fill('whatever');
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await field.getByText('at least 10 characters').waitFor();
  await until('the field is marked', async () => ((await field.getAttribute('class')) ?? '').includes('bad'));
});

journey('a stage has the same dot on the board and in the head of its group', async ({ page, call, go }) => {
  const { items: stages } = await call<{ items: { id: string; title: string }[] }>('GET', 'stage?sort=position');
  const stage = stages[2]!;
  await call('POST', 'deal', { name: `Dotted ${mark}`, stage: stage.id });
  const dot = async (selector: string) => {
    await page.locator(selector).first().waitFor();
    return ((await page.locator(selector).first().getAttribute('class')) ?? '').match(/\bc\d\b/)?.[0];
  };
  await go('/deal?show=board');
  const onBoard = await dot(`.column[aria-label="${stage.title}"] .column-head .dot`);
  check(Boolean(onBoard), 'The board has dots.');
  await go(`/deal?show=list&group=stage&q=%22Dotted%20${mark}%22`);
  same(await dot(`.group-row:has-text("${stage.title}") .dot.${onBoard}`), onBoard, 'In the head of its group');
});
