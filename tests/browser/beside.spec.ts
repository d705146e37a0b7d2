// What stands beside the daily work: the narrow sidebar, reminders, names of one's own objects, earlier imports, what the
// program says about itself, figures; merging much, merging while one creates; a workbook with several sheets.

import { crc32 } from 'node:zlib';
import { check, journey, mark, rowsShown, same, until } from './journey.ts';

const filterText = (filter: object) => encodeURIComponent(JSON.stringify(filter));

journey('the sidebar is made narrow by its key, stays so, and still leads everywhere', async ({ page, go, press }) => {
  await go('/people');
  await rowsShown(page);
  const wide = (await page.locator('.sidebar').boundingBox())!.width;
  await press('[');
  await until('it is narrow', async () => (await page.locator('.sidebar').boundingBox())!.width < wide / 2);
  await page.reload();
  await rowsShown(page);
  check((await page.locator('.sidebar').boundingBox())!.width < wide / 2, 'It stays narrow.');
  await page.getByRole('link', { name: 'Deals' }).click();
  await page.getByRole('heading', { level: 1, name: 'Deals' }).waitFor();
  await page.getByRole('button', { name: 'Narrow sidebar' }).click();
  await until('it is wide again', async () => (await page.locator('.sidebar').boundingBox())!.width === wide);
});

journey('what begins in a few minutes is said once', async ({ page, call, go }) => {
  const { me } = await call<{ me: { id: string } }>('GET', 'meta');
  const starts_at = new Date(Date.now() + 5 * 60_000).toISOString();
  const { id } = await call<{ id: string }>('POST', 'activity', { kind: 'meeting', subject: `Soon ${mark}`, starts_at, owner: me.id });
  await go('/people');
  await page.locator('.toast', { hasText: `Soon ${mark}` }).waitFor();
  await page.reload();
  await rowsShown(page);
  same(await page.locator('.toast', { hasText: `Soon ${mark}` }).count(), 0, 'What is said after a reload');
  await call('DELETE', `activity/${id}`);
});

journey('an object of one’s own is made, renamed in Polish, and stands in the menu under that name', async ({ page, call, go, see }) => {
  await go('/settings/objects');
  await page.getByRole('button', { name: 'New object' }).waitFor();
  const listed = await page.locator('.shape-list .row-title').allInnerTexts();
  const placed = ['Parties', 'Deals', 'Products', 'Users'].map((name) => listed.indexOf(name));
  check(placed.every((place, at) => place > (placed[at - 1] ?? -1)), `Objects stand as in the menu, what is set up behind them: ${listed.join(', ')}`);
  await page.getByRole('button', { name: 'New object' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Label (English)').fill(`Boat ${mark}`);
  await dialog.getByLabel('Plural (English)').fill(`Boats ${mark}`);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await see('Saved');
  await page.getByRole('button', { name: `Rename: Boats ${mark}` }).click();
  await page.getByRole('dialog').getByLabel('Plural (Polski)').fill(`Łodzie ${mark}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const boat = async () => (await call<{ objects: { name: string; plural: Record<string, string> }[] }>('GET', 'meta')).objects.find((one) => one.plural.en === `Boats ${mark}`);
  await until('the Polish name is kept', async () => (await boat())?.plural.pl === `Łodzie ${mark}`);
  await call('DELETE', `meta/object/${(await boat())!.name}`);
});

journey('an earlier import is found again with its figures and taken back', async ({ page, call, go }) => {
  await go('/import?object=party');
  await page.setInputFiles('input[type=file]', { name: 'one.csv', mimeType: 'text/csv', buffer: Buffer.from(`given_name,family_name\nOnce,${mark}\n`) });
  await page.getByRole('combobox', { name: 'given_name' }).waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).last().click();
  const made = async () => (await call<{ items: unknown[] }>('GET', `party?filter=${filterText({ family_name: mark })}`)).items.length;
  await until('it is imported', async () => (await made()) === 1);
  await go('/settings/imports');
  const line = page.locator('.home-line').first();
  await line.getByText('1 created, 0 updated, 0 refused').waitFor();
  await line.getByRole('link').click();
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await until('it is taken back', async () => (await made()) === 0);
});

journey('the page says which version it is and where its interface stands', async ({ page, call, go, see }) => {
  const { version } = await call<{ version: string }>('GET', 'meta');
  await go('/settings/about');
  await see(`Version ${version}`);
  check((await page.getByRole('link', { name: /openapi/ }).or(page.getByRole('link', { name: /interface/ })).count()) > 0, 'It leads to the interface.');
});

journey('the figures of the first page count what they say and lead to it; a line shows where they go', async ({ page, call, go }) => {
  await go('/');
  const open = page.getByRole('link', { name: /Open pipeline/ });
  await open.waitFor();
  const filter = filterText({ owner: { in: ['me'] }, outcome: { in: ['open'] } });
  const { rows } = await call<{ rows: { count: number }[] }>('GET', `deal/aggregate?measure=count&filter=${filter}`);
  await open.getByText(`${rows[0]!.count} deals`).waitFor();
  await open.locator('polyline').waitFor();
  await open.click();
  await rowsShown(page);
  await until('the list shows as many', async () => (await page.locator('.list-foot').innerText()).startsWith(String(rows[0]!.count)));
});

journey('a merge that moves much goes on in the background and says when it is done', async ({ page, call, go, see }) => {
  const kept = await call<{ id: string; title: string }>('POST', 'party', { kind: 'organization', name: `Kept ${mark}` });
  const gone = await call<{ id: string }>('POST', 'party', { kind: 'organization', name: `Gone ${mark}` });
  for (const count of [500, 500, 20]) {
    const operations = Array.from({ length: count }, (_, index) => ({ method: 'POST', path: 'activity', body: { kind: 'note', body: `Note ${index}`, party: gone.id } }));
    await call('POST', 'batch', { operations });
  }
  await go(`/companies?filter=${filterText({ name: { contains: mark } })}`);
  await rowsShown(page);
  for (const box of await page.locator('[data-grid] [role=row][aria-selected] [role=checkbox]').all()) await box.click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Merge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge records' });
  await dialog.getByRole('radiogroup', { name: 'Stays' }).getByRole('radio', { name: kept.title }).check();
  await dialog.getByText('There is much to move; it goes on after you close this.').waitFor();
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await see(/The merge into .* goes on/);
  await page.locator('.toast', { hasText: '1 record merged into' }).waitFor({ timeout: 60_000 });
  same((await call<{ count: { value: number } }>('GET', `activity?limit=1&count=exact&filter=${filterText({ party: kept.id })}`)).count.value, 1020, 'What came along');
});

journey('a new person who is there already is merged as they are created', async ({ page, call, go, press }) => {
  const there = await call<{ id: string; title: string }>('POST', 'party', { kind: 'person', given_name: 'Anna', family_name: `Twice${mark}`, email: `twice${mark}@example.com` });
  await go('/people');
  await rowsShown(page);
  await press('c');
  const form = page.getByRole('dialog', { name: 'New person' });
  await form.getByLabel('Given name').fill('Ania');
  await form.getByLabel('Family name').fill(`Twice${mark}`);
  await form.getByLabel('E-mail').fill(`twice${mark}@example.com`);
  await form.getByRole('button', { name: `Create and merge with ${there.title}` }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge records' });
  await dialog.getByRole('radiogroup', { name: 'Stays' }).getByRole('radio', { name: there.title }).check();
  await dialog.getByRole('button', { name: 'Merge' }).click();
  const named = async () => (await call<{ items: { id: string }[] }>('GET', `party?filter=${filterText({ family_name: `Twice${mark}` })}`)).items;
  await until('one is left', async () => (await named()).length === 1);
  same((await named())[0]!.id, there.id, 'Who stays');
  await call('DELETE', `party/${there.id}`);
});

/** An archive of stored files, as a workbook is one. */
function archive(files: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    parts.push(Buffer.from('PK\u0003\u0004', 'latin1'), common, Buffer.from(name), bytes);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    entries.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, where, Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + bytes.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, list, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sheetOf = (rows: string[][]) =>
  `${xml}<worksheet xmlns="${main}"><sheetData>${rows.map((row, r) => `<row r="${r + 1}">${row.map((text, c) => `<c r="${'ABC'[c]}${r + 1}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`;

journey('of a workbook the sheet is chosen whose rows come in', async ({ page, call, go, see }) => {
  const relation = (n: number) => `<Relationship Id="rId${n}" Type="${links}/worksheet" Target="worksheets/sheet${n}.xml"/>`;
  const buffer = archive({
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${links}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${links}"><sheets><sheet name="Notes" sheetId="1" r:id="rId1"/><sheet name="Guests" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation(1)}${relation(2)}</Relationships>`,
    'xl/worksheets/sheet1.xml': sheetOf([['Remark'], ['Nothing of use']]),
    'xl/worksheets/sheet2.xml': sheetOf([['given_name', 'family_name'], ['Zofia', `Sheet${mark}`]]),
  });
  await go('/import?object=party');
  await page.setInputFiles('input[type=file]', { name: 'guests.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer });
  await page.getByRole('combobox', { name: 'Sheet' }).selectOption('Guests');
  await page.getByRole('combobox', { name: 'given_name' }).waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).last().click();
  await see('The import is done');
  const { items } = await call<{ items: { id: string; given_name: string }[] }>('GET', `party?filter=${filterText({ family_name: `Sheet${mark}` })}`);
  same(items.map(({ given_name }) => given_name), ['Zofia'], 'Who came in');
  await call('DELETE', `party/${items[0]!.id}`);
});

journey('the look around shows five places, by keys alone, and ends', async ({ page, go, press }) => {
  await go('/');
  await page.getByRole('button', { name: /Look around/ }).click();
  const card = page.getByRole('dialog', { name: 'A look around' });
  for (const name of ['Your records', 'Find anything', 'Your day', 'Who calls you', 'Everything else']) {
    await card.getByText(name, { exact: true }).waitFor();
    const box = (await card.boundingBox())!;
    check(box.x >= 0 && box.y >= 0 && box.x + box.width <= 1440 && box.y + box.height <= 900, `${name} stands on the screen.`);
    await press('Enter');
  }
  await until('it is over', async () => (await card.count()) === 0);
  await page.getByRole('region', { name: 'First steps' }).waitFor();
});
