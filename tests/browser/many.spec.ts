// Many records at once, and lists arranged: groups, columns, several orders, groups of conditions, views.

import { check, journey, mark, rowsShown, same, titles, until } from './journey.ts';

interface Made {
  id: string;
  tags?: string[];
  owner?: { title: string } | null;
  source?: string | null;
}

const filterText = (filter: object) => encodeURIComponent(JSON.stringify(filter));

journey('selected rows are given to somebody, tagged and changed together, and undo takes it back', async ({ page, call, go, press, see }) => {
  const mark = String(Date.now()).slice(-7);
  const made = [];
  for (const n of [1, 2, 3]) made.push(await call<Made>('POST', 'party', { kind: 'person', given_name: `Many${mark}`, family_name: `No${n}`, source: 'fair' }));
  const now = async () => (await call<{ items: Made[] }>('GET', `party?filter=${filterText({ id: { in: made.map(({ id }) => id) } })}`)).items;
  await go(`/people?q=%22Many${mark}%22`);
  await until('three rows', async () => (await titles(page)).length === 3);
  await page.getByRole('grid').focus();
  await press('Control+a');
  const bar = page.getByRole('toolbar');
  await bar.getByRole('button', { name: 'Assign' }).click();
  await page.keyboard.type('Marta');
  await page.getByRole('option', { name: /Marta/ }).waitFor();
  await press('Enter');
  await until('all are Marta’s', async () => (await now()).every(({ owner }) => owner?.title.startsWith('Marta')));
  await bar.getByRole('button', { name: 'Tag' }).click();
  await page.keyboard.type(`Wave ${mark}`);
  await page.getByRole('option', { name: `Create “Wave ${mark}”` }).click();
  await until('all carry the tag', async () => (await now()).every(({ tags }) => tags?.includes(`Wave ${mark}`)));
  await bar.getByRole('button', { name: 'Change…' }).click();
  await page.keyboard.type('Source');
  await press('Enter');
  await page.getByRole('dialog', { name: /Source of 3 records/ }).getByLabel('Source').fill('web');
  await press('Enter');
  await until('all have the source', async () => (await now()).every(({ source }) => source === 'web'));
  await see('3 records are changed');
  await page.getByRole('grid').focus();
  await press('z');
  await until('undo brings the source back', async () => (await now()).every(({ source }) => source === 'fair'));
  const { items } = await call<{ items: { id: string; kind: string; undone_by: string | null }[] }>('GET', 'operation?limit=4');
  same(items.map(({ kind }) => kind), ['undo', 'bulk', 'bulk', 'bulk'], 'each change of the three is an operation, and so is the undo');
  same(items[1]!.undone_by, items[0]!.id, 'What was undone');
  await go(`/import?object=party&operation=${items[0]!.id}`);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await until('the undo is undone', async () => (await now()).every(({ source }) => source === 'web'));
});

journey('rows that go together come back together, but for what somebody went on with', async ({ page, call, go, press, see }) => {
  const made = [];
  for (const n of [1, 2, 3]) made.push(await call<Made>('POST', 'party', { kind: 'person', given_name: `Gone${mark}`, family_name: `No${n}`, source: 'fair' }));
  const source = async (n: number) => (await call<Made>('GET', `party/${made[n]!.id}`)).source;
  await go(`/people?q=%22Gone${mark}%22`);
  await until('three rows', async () => (await titles(page)).length === 3);
  await page.getByRole('grid').focus();
  await press('Control+a');
  const bar = page.getByRole('toolbar');
  await bar.getByRole('button', { name: 'Change…' }).click();
  await page.keyboard.type('Source');
  await press('Enter');
  await page.getByRole('dialog', { name: /Source of 3 records/ }).getByLabel('Source').fill('web');
  await press('Enter');
  await see('3 records are changed');
  await call('PATCH', `party/${made[0]!.id}`, { source: 'phone' });
  await page.getByRole('grid').focus();
  await press('z');
  await see('1 record was changed since and stays as it is');
  same([await source(0), await source(1)], ['phone', 'fair'], 'What came back');
  await bar.getByRole('button', { name: 'Delete' }).click();
  await until('no row', async () => (await titles(page)).length === 0);
  await press('z');
  await until('three rows again', async () => (await titles(page)).length === 3);
});

journey('a list is grouped, each group with its count and sum, and groups open and close by keys', async ({ page, go, press, call }) => {
  await go('/deal');
  await rowsShown(page);
  await page.getByRole('button', { name: 'Group by' }).click();
  await page.keyboard.type('Stage');
  await press('Enter');
  await page.waitForURL(/group=stage/);
  const heads = page.locator('.group-row');
  await heads.first().waitFor();
  const { rows } = await call<{ rows: { group: { stage: { title: string } }; count: number }[] }>('GET', 'deal/aggregate?group=stage&measure=count');
  await until('a head for each stage', async () => (await heads.count()) === rows.length);
  const first = rows.find((row) => row.group.stage.title === 'New')!;
  same((await heads.first().innerText()).includes(String(first.count)), true, 'The head says how many');
  check(/€/.test(await heads.first().innerText()), 'The head says how much.');
  const before = await page.locator('.grid-row[aria-selected]').count();
  await page.locator('[data-grid]').focus();
  await press('Enter');
  await until('the first group is closed', async () => (await page.locator('.grid-row[aria-selected]').count()) < before);
});

journey('columns are moved and chosen, a second order is added with Shift, and rows made lower', async ({ page, go }) => {
  await go('/people');
  await rowsShown(page);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'Phone: further left' }).click();
  await page.getByRole('button', { name: 'Low' }).click();
  await page.keyboard.press('Escape');
  const heads = async () => (await page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim());
  await until('phone stands before e-mail', async () => (await heads()).indexOf('Phone') < (await heads()).indexOf('E-mail'));
  same(Math.round((await page.locator('.grid-row[aria-selected]').first().boundingBox())!.height), 32, 'The height of a row');
  await page.getByRole('columnheader', { name: /Lifecycle/ }).click();
  await page.getByRole('columnheader', { name: /E-mail/ }).click({ modifiers: ['Shift'] });
  await page.waitForURL((url) => url.searchParams.get('sort')?.includes('lifecycle_stage,email') ?? false);
  await rowsShown(page);
});

journey('any of several conditions, none of another, and a number of days of one’s own', async ({ page, go, press, call }) => {
  await go('/deal');
  await rowsShown(page);
  await press('f');
  await page.keyboard.type('Any of');
  await press('Enter');
  const any = page.getByRole('group', { name: 'Any of' });
  for (const stage of ['New', 'Won']) {
    await any.getByRole('button', { name: 'Add a condition' }).last().click();
    await page.keyboard.type('Stage');
    await page.getByRole('option', { name: 'Stage', exact: true }).click();
    await page.getByRole('option', { name: stage }).click();
    await page.keyboard.press('Escape');
  }
  await page.waitForURL(/or/);
  const stages = async () => (await call<{ items: { id: string; title: string }[] }>('GET', 'stage')).items;
  const ids = (await stages()).filter(({ title }) => ['New', 'Won'].includes(title)).map(({ id }) => id);
  const wanted = (await call<{ count: { value: number } }>('GET', `deal?limit=1&count=capped&filter=${filterText({ stage: { in: ids } })}`)).count.value;
  await until('as many as either', async () => (await page.locator('.list-foot').innerText()).startsWith(String(wanted)));
  await page.locator('.chips > span > button[aria-label="Add a condition"]').last().click();
  await page.keyboard.type('Expected close');
  await press('Enter');
  await page.keyboard.type('45');
  await page.getByRole('option', { name: 'the next 45 days' }).click();
  await page.waitForURL(/next_45_days/);
});

journey('a view is changed and kept, and the list begins with it', async ({ page, call, go, see, press }) => {
  const name = `Begin ${mark}`;
  const view = await call<Made>('POST', 'view', { name, object: 'deal', share: 'mine', definition: { filter: { stalled: true } } });
  await go(`/deal?view=%22${view.id}%22`);
  await rowsShown(page);
  await page.getByRole('columnheader', { name: /Owner/ }).click();
  await page.getByRole('button', { name: 'Update view' }).click();
  await until('the view keeps the order', async () => JSON.stringify(await call('GET', `view/${view.id}`)).includes('"sort":"owner"'));
  await page.getByRole('button', { name: `More: ${name}` }).click();
  await page.getByRole('option', { name: 'Begin with this view' }).click();
  await see(`The list begins with ${name}`);
  await go('/deal');
  await page.locator('.chip', { hasText: 'Stalled' }).waitFor();
  await page.getByRole('button', { name: 'All deals' }).click();
  await until('no condition', async () => (await page.locator('.chip').count()) === 0);
  await call('DELETE', `view/${view.id}`);
  await press('Escape');
});

journey('Space looks at a record beside its list, and a day is typed as it is said', async ({ page, call, go, press }) => {
  const name = `Peek ${mark}`;
  const { id } = await call<Made>('POST', 'deal', { name });
  await go(`/deal?q=${encodeURIComponent(JSON.stringify(name))}`);
  await rowsShown(page);
  await page.getByRole('grid').focus();
  await press('Space');
  const peek = page.getByRole('complementary', { name });
  await peek.getByRole('button', { name: 'Edit Expected close' }).click();
  await page.getByLabel('Day', { exact: true }).fill('in 2 weeks');
  await press('Enter');
  await until('the day is two weeks ahead', async () => {
    const { closes_on } = await call<{ closes_on: string | null }>('GET', `deal/${id}`);
    return closes_on !== null && Math.round((Date.parse(closes_on) - Date.now()) / 864e5) >= 13;
  });
  await page.getByRole('grid').focus();
  await press('Escape');
  await until('the panel is gone', async () => (await peek.count()) === 0);
  await call('DELETE', `deal/${id}`);
});

journey('on a phone rows are selected by their mark, and import and export are behind one button', async ({ page, go, see }) => {
  await go('/people');
  await page.locator('.phone-select').first().click();
  await see('1 selected');
  await page.getByRole('toolbar').getByRole('button', { name: 'Assign' }).waitFor();
  await page.getByRole('button', { name: 'Select nothing' }).click();
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('option', { name: 'Excel (XLSX)' }).first().waitFor();
  await page.getByRole('option', { name: 'Import' }).click();
  await page.getByRole('heading', { level: 1, name: 'Import a file' }).waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  check(width <= 390, `The page is ${width} px wide on a phone of 390.`);
}, { phone: true });
