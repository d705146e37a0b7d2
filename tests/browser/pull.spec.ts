// What is pulled again and again: its secret is never shown, its columns are mapped as those of an import.

import { check, journey, same, until } from './journey.ts';

interface Pull {
  id: string;
  secret: string;
  mapping: { columns: Record<string, unknown>; match: string[] };
}

journey('a scheduled pull is made with a password nobody sees, and its columns are mapped beside a file', async ({ page, call, go, press }) => {
  const name = `Pull ${Date.now()}`;
  const pulls = async () => (await call<{ items: Pull[] }>('GET', `pull?filter=${encodeURIComponent(JSON.stringify({ name }))}`)).items;
  await go('/pull');
  await page.locator('.list-body').waitFor();
  await press('c');
  const form = page.getByRole('dialog').first();
  await form.getByLabel(/^Name/).fill(name);
  await form.getByLabel('Address').fill('https://example.com/people.csv');
  const secret = form.getByLabel('Password or token');
  same(await secret.getAttribute('type'), 'password', 'The kind of box');
  await secret.fill('three-blue-kites');
  await form.getByLabel(/Rows become/).click();
  await page.getByRole('option', { name: 'Parties' }).click();
  await form.getByLabel('Mapping').click();
  const dialog = page.getByRole('dialog', { name: 'Columns of what is pulled: Parties' });
  await dialog.getByLabel('A file to look at').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from('Vorname,Mail\nAnna,anna@example.com\n') });
  await dialog.getByRole('combobox', { name: 'Vorname', exact: true }).selectOption('given_name');
  await dialog.getByRole('combobox', { name: 'Mail', exact: true }).selectOption('email');
  await dialog.getByLabel('Find existing records by').selectOption('email');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await form.getByText('2 columns mapped').waitFor();
  await form.getByRole('button', { name: 'Create' }).click();
  await until('it is made', async () => (await pulls()).length === 1);
  const [made] = await pulls();
  same([made!.mapping.columns, made!.mapping.match], [{ Vorname: 'given_name', Mail: 'email' }, ['email']], 'The mapping');
  check(!made!.secret.includes('three-blue-kites'), 'The secret is sealed.');

  await go(`/pull/${made!.id}`);
  await page.getByText('2 columns mapped').waitFor();
  await page.getByRole('region', { name: 'Details' }).getByText('••••••••').waitFor();
  check(!(await page.content()).includes(made!.secret), 'Not even the sealed secret stands on the page.');
  await page.getByRole('button', { name: 'Edit Password or token' }).click({ force: true });
  const box = page.locator('.inline-input');
  same([await box.getAttribute('type'), await box.inputValue()], ['password', ''], 'What a new password begins with');
  await press('Enter');
  await page.getByRole('button', { name: 'Edit Mapping' }).click({ force: true });
  await page.getByRole('dialog').getByRole('combobox', { name: 'Mail', exact: true }).selectOption('');
  same(await page.getByRole('dialog').getByRole('combobox', { name: 'Vorname', exact: true }).inputValue(), 'given_name', 'What was mapped before');
  await press('Escape');
  same((await pulls())[0]!.secret, made!.secret, 'The secret after nothing was typed');
  await call('DELETE', `pull/${made!.id}`);
});
