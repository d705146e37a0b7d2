// Import, home, settings.

import { journey, same, titles, until } from './journey.ts';

journey('a file is imported: tried out first, then run; refused rows say why; undo takes it back', async ({ page, call, go, see }) => {
  const mark = `imp${Date.now()}`;
  const rows = ['given_name,family_name,email,remark', `Jadwiga,${mark},jadwiga.${mark}@example.com,x`, `Bogdan,${mark},bogdan.${mark}@example.com,y`, ',,,z'];
  await go('/import?object=party');
  await page.setInputFiles('input[type=file]', { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n') + '\n') });
  await page.getByRole('combobox', { name: 'given_name' }).waitFor();
  same(await page.getByRole('combobox', { name: 'email' }).inputValue(), 'email', 'The proposed field');
  await page.getByRole('combobox', { name: 'remark' }).selectOption('');
  await page.getByRole('button', { name: 'Try it out' }).click();
  await see('This is what would happen');
  const filter = encodeURIComponent(JSON.stringify({ family_name: mark }));
  const made = async () => (await call<{ items: unknown[] }>('GET', `party?filter=${filter}`)).items.length;
  same(await made(), 0, 'Records after trying out');
  await page.getByRole('button', { name: 'Import', exact: true }).last().click();
  await see('The import is done');
  same(await made(), 2, 'Records after the import');
  await page.locator('.figure', { hasText: 'Refused' }).getByText('1', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Download the refused rows' }).waitFor();
  same(await page.getByRole('button', { name: 'Try it out' }).count(), 0, 'What could be pressed again');
  await page.getByRole('link', { name: 'Show the records' }).click();
  await until('these records are shown and no others', async () => (await titles(page)).sort().join() === [`Bogdan ${mark}`, `Jadwiga ${mark}`].join());
  await page.goBack();
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await until('the import is undone', async () => (await made()) === 0);
  await page.locator('.figure', { hasText: 'Taken back' }).getByText('2', { exact: true }).waitFor();
});

journey('refused rows are mended on the page and imported again, just these', async ({ page, call, go, see }) => {
  const mark = `mnd${Date.now()}`;
  const rows = ['name;amount;remark', `Kawa ${mark};100,50;"a;b"`, `Herbata ${mark};drogo;c`, `Kakao ${mark};tanio;d`];
  await go('/import?object=deal');
  await page.setInputFiles('input[type=file]', { name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n') + '\n') });
  await page.getByRole('combobox', { name: 'name', exact: true }).selectOption('name');
  await page.getByRole('combobox', { name: 'amount', exact: true }).selectOption('amount');
  await page.getByRole('combobox', { name: 'remark', exact: true }).selectOption('');
  await page.getByLabel('Currency of amounts').selectOption('PLN');
  await page.getByRole('button', { name: 'Import', exact: true }).last().click();
  await see('The import is done');
  const wrong = page.locator('.mend-table td.bad');
  await until('both wrong cells are marked', async () => (await wrong.count()) === 2);
  same(await page.getByLabel('3: remark').count(), 0, 'Columns that go nowhere');
  await page.getByLabel('2: amount').fill('200,75');
  await page.getByRole('button', { name: 'Import these again' }).click();
  await page.locator('.figure', { hasText: 'Created' }).getByText('1', { exact: true }).waitFor();
  await until('one is still wrong', async () => (await wrong.count()) === 1);
  const { items } = await call<{ items: { title: string; amount: { amount: string; currency: string } }[] }>('GET', `deal?sort=name&fields=name,amount&search=${mark}`);
  same(items.map(({ title, amount }) => [title, amount.amount, amount.currency]), [[`Herbata ${mark}`, '200.75', 'PLN'], [`Kawa ${mark}`, '100.50', 'PLN']], 'What came in');
});

journey('after trying out one says what unknown values mean', async ({ page, call, go, see }) => {
  const mark = `val${Date.now()}`;
  await call('POST', 'product', { name: `GTX Pro ${mark}` });
  const rows = ['name,item,came from', `Kawa ${mark},GTXPro ${mark},x`, `Herbata ${mark},GTXPro ${mark},x`];
  await go('/import?object=deal');
  await page.setInputFiles('input[type=file]', { name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n') + '\n') });
  await page.getByRole('combobox', { name: 'name', exact: true }).selectOption('name');
  await page.getByRole('combobox', { name: 'item', exact: true }).selectOption('product');
  await page.getByRole('combobox', { name: 'came from', exact: true }).selectOption('');
  await page.getByRole('button', { name: 'Try it out' }).click();
  await see('What values mean');
  await page.getByRole('button', { name: `item: GTXPro ${mark}` }).click();
  await page.locator('.options-find').last().fill(`GTX Pro ${mark}`);
  await page.getByRole('option', { name: `GTX Pro ${mark}` }).click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.locator('.figure', { hasText: 'Created' }).getByText('2', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).last().click();
  await see('The import is done');
  const { items } = await call<{ items: { product: { title: string } }[] }>('GET', `deal?fields=name,product&search=${mark}`);
  same(items.map(({ product }) => product?.title), [`GTX Pro ${mark}`, `GTX Pro ${mark}`], 'The products');
});

journey('an import finds people again by their likeness, whatever their e-mail says', async ({ page, call, go, see }) => {
  const mark = `Lik${Date.now()}`;
  const known = await call<{ id: string }>('POST', 'party', { kind: 'person', given_name: 'Małgorzata', family_name: `Zielińska${mark}`, email: `m.${mark}@example.com`, phone: '+48601234987' });
  const rows = ['given_name,family_name,email,phone,note', `Malgorzata,Zielinska${mark},m.${mark}@example.com,601 234 987,seen at the fair`];
  await go('/import?object=party');
  await page.setInputFiles('input[type=file]', { name: 'fair.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n') + '\n') });
  await page.getByLabel('Find existing records by').selectOption({ label: 'Likeness of names, addresses and numbers' });
  await page.getByRole('button', { name: 'Import', exact: true }).last().click();
  await see('The import is done');
  await page.locator('.figure', { hasText: 'Updated' }).getByText('1', { exact: true }).waitFor();
  same((await call<{ note: string }>('GET', `party/${known.id}`)).note, 'seen at the fair', 'What the file says of her');
  const folded = await call<{ items: { id: string }[] }>('GET', `party?search=Zielinska${mark}`);
  same(folded.items.map(({ id }) => id), [known.id], 'People of the name');
});

journey('an import begins with what the server proposes, and nothing is made behind a link that was not asked for', async ({ page, call, go, see }) => {
  const mark = `lnk${Date.now()}`;
  const rows = ['Nazwa;Firma;Opłacono;Wartość', `Umowa ${mark};Firma ${mark};03/04/2026;1 234,50`];
  const ordered: Record<string, unknown>[] = [];
  page.on('request', (request) => request.url().endsWith('/api/v1/import') && ordered.push(request.postDataJSON() as Record<string, unknown>));
  await go('/import?object=deal');
  await page.setInputFiles('input[type=file]', { name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n') + '\n') });
  await page.getByRole('combobox', { name: 'Separator' }).waitFor();
  same(await page.getByRole('combobox', { name: 'Separator' }).inputValue(), ';', 'The separator');
  await page.getByRole('combobox', { name: 'Separator' }).selectOption(',');
  await page.getByRole('combobox', { name: 'Firma', exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('combobox', { name: 'Separator' }).selectOption(';');
  await page.getByRole('combobox', { name: 'Firma', exact: true }).waitFor();
  await page.getByRole('combobox', { name: 'Firma', exact: true }).selectOption('party');
  await page.getByRole('combobox', { name: 'Opłacono', exact: true }).selectOption('closed_on');
  await page.getByRole('combobox', { name: 'How days are written: Opłacono' }).selectOption('day_first');
  await page.getByRole('button', { name: 'Try it out' }).click();
  await see('This is what would happen');
  const [order] = ordered;
  const { columns, reading } = order as { columns: Record<string, unknown>; reading: Record<string, string> };
  same(columns.Firma, 'party', 'The link, as it was chosen');
  same(columns['Opłacono'], { field: 'closed_on', days: 'day_first' }, 'The day, as it was said');
  same(reading.separator, ';', 'How the file is read');
  await page.getByRole('cell', { name: `Firma ${mark}`, exact: true }).waitFor(); // the cell that was refused or left out
  await page.getByRole('checkbox', { name: 'create what is missing' }).first().check();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await until('the second order creates', async () => JSON.stringify(ordered[1] ?? {}).includes('"Firma":{"field":"party","create":true}'));
  await page.locator('.figure', { hasText: 'Created' }).getByText('1', { exact: true }).waitFor();
  same((await call<{ items: unknown[] }>('GET', `party?filter=${encodeURIComponent(JSON.stringify({ name: `Firma ${mark}` }))}`)).items.length, 0, 'Companies after trying out');
});

journey('home shows what is due and a tick finishes it', async ({ page, call, go, press }) => {
  const subject = `Zadzwonić ${Date.now()}`;
  const { me } = await call<{ me: { id: string } }>('GET', 'meta');
  const { id } = await call<{ id: string }>('POST', 'activity', { kind: 'task', subject, due_at: new Date().toISOString(), assigned_to: me.id });
  await go('/');
  const line = page.locator('.home-line', { hasText: subject }).first();
  await line.waitFor();
  await page.getByText('My open deals by stage').waitFor();
  await line.getByRole('button').click();
  await until('the task is done', async () => (await call<{ done: boolean }>('GET', `activity/${id}`)).done);
  await page.locator('.toast', { hasText: 'Done' }).waitFor();
  await press('z');
  await until('undo opens it again', async () => !(await call<{ done: boolean }>('GET', `activity/${id}`)).done);
  await call('DELETE', `activity/${id}`);
});

journey('a field of one’s own is made and is asked for at once', async ({ page, go, see }) => {
  const name = `Shoe size ${String(Date.now()).slice(-6)}`;
  await go('/settings/objects');
  await page.locator('.home-line', { hasText: 'Products' }).getByRole('button', { name: 'New field' }).click();
  await page.getByLabel('Label (English)').fill(name);
  await page.getByLabel('Kind').selectOption('whole');
  await page.getByRole('button', { name: 'Create' }).click();
  await see('Saved');
  await go('/product');
  await page.getByRole('grid').waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByLabel(name).waitFor();
});

journey('a token is made and shown once', async ({ page, go, see, program, call }) => {
  await go('/settings/tokens');
  await page.getByLabel('Name of the token').fill('journey');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const token = await page.locator('.secret').innerText();
  const answer = await fetch(`${program.url}/api/v1/me`, { headers: { Authorization: `Bearer ${token}` } });
  same(answer.status, 200, 'What the token opens');
  await see('journey');
  const { items } = await call<{ items: { id: string; name: string }[] }>('GET', 'token');
  for (const one of items.filter((each) => each.name === 'journey')) await call('DELETE', `token/${one.id}`);
});

journey('the sheet of keys shows what the page has, and letters can be switched off', async ({ page, go, press }) => {
  await go('/people');
  await page.getByRole('grid').waitFor();
  await press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.getByText('New person').first().waitFor();
  await sheet.getByLabel('Single letters are shortcuts').uncheck();
  await press('Escape', 'c');
  same(await page.getByRole('dialog').count(), 0, 'Dialogs after a letter that is switched off');
  await press('?');
  await sheet.getByLabel('Single letters are shortcuts').check();
  await press('Escape', 'c');
  await page.getByRole('dialog', { name: 'New person' }).waitFor();
});

journey('the first steps lead to what they name and go when they are hidden', async ({ page, go, press, see }) => {
  await go('/');
  const steps = page.getByRole('region', { name: 'First steps' });
  await steps.getByRole('button', { name: /Find anything/ }).click();
  await page.getByRole('dialog', { name: 'Find or do anything' }).waitFor();
  await press('Escape');
  await steps.getByRole('button', { name: /Invite colleagues/ }).click();
  await see('People of the company');
  await go('/');
  await page.getByRole('button', { name: 'Hide the first steps' }).click();
  await until('they are gone', async () => (await steps.count()) === 0);
  await page.reload();
  await page.getByText('My tasks').waitFor();
  same(await steps.count(), 0, 'First steps after a reload');
});
