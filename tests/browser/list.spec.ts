// Working in a list with the keyboard.

import { check, journey, mark, rowsShown, same, titles, until } from './journey.ts';

interface Made {
  id: string;
  version: number;
  email?: string;
  given_name?: string;
}

/** Keeps the journeys apart from those of an earlier run on the same data. */

const person = (given_name: string, family_name: string, email: string) => ({ kind: 'person', given_name, family_name, email });

journey('a person is created by the key C, found across scripts, opened, and deleted with undo', async ({ page, go, press, see }) => {
  await go('/people');
  await rowsShown(page);
  await press('c');
  await page.getByLabel('Given name').fill('Љубица');
  await page.getByLabel('Family name').fill('Малешевска');
  await page.getByLabel('E-mail').fill('ljubica@example.com');
  await press('Enter');
  await see('Љубица Малешевска was created');
  await press('Control+k');
  await page.keyboard.type('ljubica males');
  await page.getByRole('option', { name: /Љубица Малешевска/ }).waitFor();
  await press('Enter');
  await page.getByRole('heading', { level: 2, name: 'Љубица Малешевска' }).waitFor();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('option', { name: 'Delete' }).click();
  await see('Љубица Малешевска is in the bin');
  await press('z');
  await go('/people?q=%22ljubica%20males%22');
  await see('Љубица Малешевска');
});

journey('a cell is edited in place, a bad value goes back with its sentence, and Z undoes', async ({ page, call, go, press, see }) => {
  const { id } = await call<Made>('POST', 'party', person('Edyta', `Zmienna${mark}`, 'edyta@example.com'));
  await go(`/people?q=%22Zmienna${mark}%22`);
  await rowsShown(page);
  const grid = page.getByRole('grid');
  const cell = page.locator('[role=gridcell]', { hasText: 'edyta@example.com' }).first();
  await cell.click();
  await grid.focus();
  await press('Enter', 'Control+a');
  await page.keyboard.type('not an address');
  await press('Enter');
  await page.locator('.refused .cell-problem').waitFor();
  check(!(await page.locator('.toast.bad').count()), 'A refusal is said at its cell, not at the foot.');
  await see('edyta@example.com');
  await cell.click();
  await grid.focus();
  await press('Enter', 'Control+a');
  await page.keyboard.type('edyta.nowa@example.com');
  await press('Enter');
  await until('the server has the new address', async () => (await call<Made>('GET', `party/${id}`)).email === 'edyta.nowa@example.com');
  await see('edyta.nowa@example.com');
  await press('z');
  await until('undo brings the old address back', async () => (await call<Made>('GET', `party/${id}`)).email === 'edyta@example.com');
});

journey('rows are selected, deleted together, and restored', async ({ page, call, go, press, see }) => {
  for (const n of [1, 2]) await call('POST', 'party', person(`Zbędny${mark}`, `Wpis${n}`, `wpis${n}@example.com`));
  await go(`/people?q=%22zbedny${mark}%22`);
  await until('both rows are shown', async () => (await titles(page)).length === 2);
  await page.getByRole('grid').focus();
  await press('Control+a');
  await see('2 selected');
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await see('2 records are in the bin');
  await see('Nothing matches');
  await press('z');
  await until('both rows are back', async () => (await titles(page)).length === 2);
});

journey('a filter, an order and a reload: the address is the state', async ({ page, go, press }) => {
  await go('/companies');
  await rowsShown(page);
  await press('f');
  await page.keyboard.type('E-mail');
  await press('Enter');
  await page.getByLabel('E-mail', { exact: true }).last().waitFor();
  await page.keyboard.type('@');
  await press('Escape');
  await page.waitForURL(/filter=/);
  await page.locator('.chip', { hasText: 'E-mail contains' }).waitFor();
  await page.getByRole('columnheader', { name: /E-mail/ }).click();
  await page.waitForURL(/sort=email/);
  await rowsShown(page);
  const before = await titles(page);
  await page.reload();
  await rowsShown(page);
  await until('the same rows after a reload', async () => JSON.stringify(await titles(page)) === JSON.stringify(before));
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await until('no filter in the address', async () => !page.url().includes('filter='));
});

journey('a view is saved as a tab and shows the same again', async ({ page, go, see, call }) => {
  const name = `Journey ${Date.now()}`;
  await go('/deal?filter=%7B%22owner%22%3A%7B%22in%22%3A%5B%22me%22%5D%7D%7D');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/view=/);
  await go('/deal');
  await (await see(name)).click();
  await page.locator('.chip', { hasText: 'Owner' }).waitFor();
  const { items } = await call<{ items: { id: string; title: string }[] }>('GET', `view?filter=${encodeURIComponent(JSON.stringify({ name }))}`);
  same(items.length, 1, 'Views of this name');
  await call('DELETE', `view/${items[0]!.id}`);
});

journey('a long list is read on while one scrolls', async ({ page, go, press }) => {
  await go('/people');
  await rowsShown(page);
  await page.getByRole('grid').focus();
  await press('End');
  await until('rows beyond the first page', async () => Number(await page.locator('.grid-row[aria-selected]').last().getAttribute('aria-rowindex')) > 60);
});

journey('what others do shows at once: rows change in place, new ones wait behind a chip', async ({ page, call, go, see }) => {
  const { id } = await call<Made>('POST', 'party', person('Żywa', 'Zmiana', `zywa${mark}@example.com`));
  await go(`/people?filter=${encodeURIComponent(JSON.stringify({ email: { contains: `zywa${mark}` } }))}`);
  await see(`zywa${mark}@example.com`);
  await call('PATCH', `party/${id}`, { email: `nowa.zywa${mark}@example.com` });
  await see(`nowa.zywa${mark}@example.com`);
  await call('POST', 'party', person('Druga', 'Zmiana', `druga.zywa${mark}@example.com`));
  const chip = page.getByRole('button', { name: '1 new' });
  await chip.waitFor();
  check(!(await page.getByText(`druga.zywa${mark}@example.com`).count()), 'A new row does not move the others.');
  await chip.click();
  await see(`druga.zywa${mark}@example.com`);
});

journey('keys work on a Cyrillic layout', async ({ page, go }) => {
  await go('/people');
  await rowsShown(page);
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ц', code: 'KeyC', bubbles: true })));
  await page.getByRole('dialog', { name: 'New person' }).waitFor();
});

journey('the copied link of a saved view shows a colleague the same list', async ({ page, program, call, go, see, another }) => {
  const name = `Won by value ${mark}`;
  const definition = { filter: { outcome: 'won' }, sort: '-amount_base', columns: ['name', 'amount', 'party'] };
  const view = await call<{ id: string }>('POST', 'view', { name, object: 'deal', share: 'all', definition });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: program.url });
  await go(`/deal?view=%22${view.id}%22`);
  await rowsShown(page);
  const here = await titles(page);
  await page.getByRole('button', { name: `More: ${name}` }).click();
  await page.getByRole('option', { name: 'Copy link' }).click();
  await see('The link is on the clipboard');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const colleague = await another();
  await colleague.page.goto(link);
  await rowsShown(colleague.page);
  await colleague.page.getByRole('button', { name, exact: true }).waitFor();
  await until('the same rows in the same order', async () => JSON.stringify(await titles(colleague.page)) === JSON.stringify(here));
  same(await colleague.page.getByRole('columnheader').allInnerTexts().then((heads) => heads.map((head) => head.trim()).filter(Boolean)), ['Name', 'Amount', 'Party'], 'Which columns they see');
  await call('DELETE', `view/${view.id}`);
});
