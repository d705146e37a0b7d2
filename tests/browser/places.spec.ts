// Where one is: the focus after layers and pages, the place in a list one comes back to, the names of windows.

import { check, journey, rowsShown, until } from './journey.ts';

const focused = `document.activeElement === document.body ? 'nothing' : document.activeElement.matches('[data-grid]') ? 'the list' : document.activeElement.tagName === 'H1' ? 'the heading' : document.activeElement.textContent`;

journey('a long list is found again where one was in it, by Back and by U, with its filter', async ({ page, go, press }) => {
  await go('/people?sort=family_name');
  await rowsShown(page);
  const grid = page.getByRole('grid');
  await grid.focus();
  await press('PageDown', 'PageDown', 'PageDown', 'ArrowRight');
  const cursor = page.locator('.grid-cell.cursor');
  const scrolled = () => grid.evaluate((element) => element.scrollTop);
  await until('the list is scrolled', async () => (await scrolled()) > 500 && (await cursor.count()) === 1);
  const [cell, top] = [await cursor.getAttribute('id'), await scrolled()];
  for (const back of ['Back', 'U']) {
    await grid.focus();
    await press('o');
    await page.locator('.record .who h2').waitFor();
    await until('the heading has the focus', async () => (await page.evaluate<string>(focused)) === 'the heading');
    if (back === 'U') await press('u');
    else await page.goBack();
    await rowsShown(page);
    await until(`${back}: the same cell and place`, async () => (await cursor.getAttribute('id')) === cell && (await scrolled()) === top);
    check(page.url().includes('sort=family_name'), `${back}: the order is kept`);
    await until(`${back}: the list has the focus`, async () => (await page.evaluate<string>(focused)) === 'the list');
  }
  await press('o');
  await page.locator('.record .who h2').waitFor();
  await press('j', 'j');
  await until('two records on', async () => !(await page.locator('.position').innerText()).startsWith('61 '));
  await press('u');
  await rowsShown(page);
  await until('the cursor is at the record seen last', async () => (await cursor.getAttribute('id')) === `row-62-1`);
});

journey('the focus goes back to what opened a layer', async ({ page, go, press }) => {
  await go('/people');
  await rowsShown(page);
  const isFocused = (wanted: string) => until(`${wanted} has the focus`, async () => (await page.evaluate<string>(focused)) === wanted);
  await page.getByRole('button', { name: 'New person' }).click();
  await page.locator('dialog.dialog').waitFor();
  await press('Escape');
  await isFocused('New person');
  const grid = page.getByRole('grid');
  for (const [key, layer] of [['c', 'dialog.dialog'], ['Control+k', 'dialog.palette'], ['?', 'dialog.dialog']] as const) {
    await grid.focus();
    await press(key);
    await page.locator(layer).waitFor();
    await press('Escape');
    await isFocused('the list');
  }
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await press('c');
  await page.locator('dialog.dialog').waitFor();
  await press('Escape');
  await isFocused('the list');
});

journey('windows are called by what they show', async ({ page, call, go }) => {
  const { id, title } = await call<{ id: string; title: string }>('POST', 'party', { kind: 'person', given_name: 'Wanda', family_name: 'Okienna' });
  const names = { '/': 'Home', '/people': 'People', [`/people/${id}`]: title, '/deal?show=board': 'Deals', '/calendar': 'Calendar', '/settings/bin': 'Bin', '/import': 'Import a file' };
  for (const [address, name] of Object.entries(names)) {
    await go(address);
    await until(`${address} is called ${name}`, async () => (await page.title()) === `${name} · Relacja`);
  }
});
