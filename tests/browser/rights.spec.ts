// Who may do what: the matrix of a role, the people of the company, and why somebody sees a record.

import { check, journey, mark, same, until } from './journey.ts';

interface Role {
  id: string;
  name: string;
  grants: { object: string; read?: unknown; update?: unknown; fields?: Record<string, string> }[];
  may: string[];
}

const named = (name: string) => `role?filter=${encodeURIComponent(JSON.stringify({ name }))}`;

journey('a role is copied, its matrix changed by keys, its fields limited, and Z undoes', async ({ page, call, go, press, see }) => {
  const name = `Branch ${mark}`;
  await go('/settings/roles');
  await page.getByRole('button', { name: 'Salesperson' }).click();
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { level: 3, name }).waitFor();
  const role = async () => (await call<{ items: Role[] }>('GET', named(name))).items[0]!;
  const party = async () => (await role()).grants.find((grant) => grant.object === 'party')!;
  const begun = JSON.stringify((await party()).read);
  await page.getByRole('button', { name: /^Parties, See/ }).focus();
  await press('m');
  await until('people see their own only', async () => JSON.stringify((await party()).read) === '{"rows":"mine"}');
  await see(`${name} now has: Parties, See: Own`);
  await page.locator('.toast', { hasText: 'See: Own' }).getByRole('button', { name: 'Undo' }).click();
  await until('the toast takes it back', async () => JSON.stringify((await party()).read) === begun);
  await page.getByRole('button', { name: /^Parties, See/ }).focus();
  await press('m');
  await until('people see their own only again', async () => JSON.stringify((await party()).read) === '{"rows":"mine"}');
  await press('ArrowRight', 'ArrowRight', 'a');
  await until('people change all', async () => (await party()).update === true);
  await page.locator('[data-object=party]').getByRole('button', { name: /Fields: All/ }).click();
  await page.getByRole('group', { name: 'Tax number', exact: true }).getByRole('button', { name: 'Hidden' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await see('1 limited');
  same((await party()).fields?.tax_id, 'none', 'The access to the tax number');
  await page.getByLabel('Audit log').click();
  await until('the right at large is kept', async () => (await role()).may.includes('audit'));
  await page.getByRole('heading', { level: 3, name }).click();
  await press('z');
  await until('undo takes the right back', async () => !(await role()).may.includes('audit'));
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('option', { name: 'Delete' }).click();
  await see(`${name} is in the bin`);
});

journey('a person is added, the page says why they see a record and why not, and gets a new password', async ({ page, call, go, see, program }) => {
  const login = `nova${mark}@example.com`;
  const made = await call<Role>('POST', 'role', { name: `Own ${mark}`, grants: [{ object: 'party', read: { rows: 'mine' }, create: true }], may: [] });
  await go('/settings/people');
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog', { name: 'New user' });
  await dialog.getByLabel('Name', { exact: false }).first().fill(`Nova ${mark}`);
  await dialog.getByLabel('Login').fill(login);
  await dialog.getByLabel('Roles').click();
  await page.getByRole('option', { name: `Own ${mark}` }).click();
  await page.keyboard.press('Escape');
  const password = await dialog.getByLabel('First password').inputValue();
  await dialog.getByLabel('First password').fill('short');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.getByText('A password has at least 10 characters.').waitFor();
  same((await call<{ items: unknown[] }>('GET', `user?filter=${encodeURIComponent(JSON.stringify({ login }))}`)).items, [], 'Who is made with a password that is refused');
  await dialog.getByLabel('First password').fill(password);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await see(`Nova ${mark} can sign in now`);
  const signIn = (word: string) => fetch(`${program.url}/api/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'relacja' }, body: JSON.stringify({ login, password: word }) });
  check((await signIn(password)).ok, 'The first password opens the door.');

  const user = (await call<{ items: { id: string }[] }>('GET', `user?filter=${encodeURIComponent(JSON.stringify({ login }))}`)).items[0]!;
  const theirs = await call<{ id: string }>('POST', 'party', { kind: 'person', given_name: 'Theirs', family_name: `Why${mark}`, owner: user.id });
  const other = await call<{ id: string }>('POST', 'party', { kind: 'person', given_name: 'Others', family_name: `Why${mark}` });
  await page.getByRole('button', { name: `Nova ${mark}` }).first().click();
  for (const [name, answer] of [[`Theirs Why${mark}`, 'and this one is theirs'], [`Others Why${mark}`, 'belongs to somebody else']] as const) {
    await page.locator('.why button').first().click();
    await page.getByRole('combobox').fill(name);
    await page.getByRole('option', { name }).click();
    await see(answer);
  }
  await see('1 of');
  await page.getByRole('button', { name: 'Back to the people' }).click();
  await page.getByRole('button', { name: `More: Nova ${mark}` }).click();
  await page.getByRole('option', { name: 'New password' }).click();
  await page.getByLabel('New password').last().fill('seven-green-lamps');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await see(/has a new password/);
  same((await signIn(password)).status, 401, 'The old password');
  check((await signIn('seven-green-lamps')).ok, 'The new password opens the door.');
  await page.getByRole('button', { name: `More: Nova ${mark}` }).click();
  await page.getByRole('option', { name: 'Do not let them sign in' }).click();
  await until('they cannot sign in', async () => (await signIn('seven-green-lamps')).status === 401);
  for (const path of [`party/${theirs.id}`, `party/${other.id}`, `user/${user.id}`]) await call('DELETE', path).catch(() => undefined);
  await call('DELETE', `role/${made.id}`).catch(() => undefined);
});

journey('teams make a tree', async ({ page, call, go, see }) => {
  await go('/settings/teams');
  await page.getByRole('button', { name: 'New team' }).click();
  await page.getByLabel('Name', { exact: true }).fill(`North ${mark}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: `More: North ${mark}` }).click();
  await page.getByRole('option', { name: 'Add a team below' }).click();
  await page.getByLabel('Name', { exact: true }).fill(`Gdynia ${mark}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await see(`Gdynia ${mark}`);
  const { items } = await call<{ items: { parent: { title: string } | null; id: string }[] }>('GET', `team?filter=${encodeURIComponent(JSON.stringify({ name: `Gdynia ${mark}` }))}`);
  same(items[0]!.parent?.title, `North ${mark}`, 'The team above');
});
