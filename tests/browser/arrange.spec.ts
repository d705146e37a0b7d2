// What people and administrators arrange: layouts of lists, forms and pages, the first page; choices in three languages.

import { check, journey, mark, rowsShown, same, until, type Traveller } from './journey.ts';

interface Shape {
  name: string;
  list: string[];
  form: string[];
  fields: { name: string; choices?: { name: string; label: Record<string, string> }[] }[];
  groups: { name: string; label: Record<string, string>; fields: string[] }[];
  left_out?: string[];
}

async function shape(call: Traveller['call'], name: string): Promise<Shape> {
  return (await call<{ objects: Shape[] }>('GET', 'meta')).objects.find((one) => one.name === name)!;
}

journey('the fields of a list are arranged by keys for everybody, and go back to what they were', async ({ page, call, go, press }) => {
  const before = (await shape(call, 'product')).list;
  await go('/settings/objects?object=product');
  await page.getByRole('button', { name: 'Layouts' }).click();
  await page.locator(`[data-field="${before[1]}"]`).focus();
  await press('Alt+ArrowUp');
  await until('the second stands first', async () => (await shape(call, 'product')).list[0] === before[1]);
  await until('it keeps the focus', async () => (await page.evaluate(() => (document.activeElement as HTMLElement).dataset.field)) === before[1]);
  await page.locator(`[data-field="${before[0]}"]`).getByRole('button', { name: /^Take out/ }).click();
  await until('one is out', async () => !(await shape(call, 'product')).list.includes(before[0]!));
  await go('/product');
  await rowsShown(page);
  const heads = (await page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim()).filter(Boolean);
  await go('/settings/objects?object=product');
  await page.getByRole('button', { name: 'Layouts' }).click();
  await page.getByRole('button', { name: 'As the program shows it' }).click();
  await until('it is as it was', async () => JSON.stringify((await shape(call, 'product')).list) === JSON.stringify(before));
  check(heads.length > 0, 'The list shows columns.');
});

journey('a field is dragged into another group of a page, and stands there for a role alone', async ({ page, call, go }) => {
  const role = (await call<{ items: { id: string }[] }>('GET', `role?filter=${encodeURIComponent('{"name":"reader"}')}`)).items[0]!;
  const [first, second] = (await shape(call, 'deal')).groups;
  const moved = first!.fields[2]!;
  await go('/settings/objects?object=deal');
  await page.getByRole('button', { name: 'Layouts' }).click();
  await page.getByRole('button', { name: 'Page of a record' }).click();
  await page.locator('.layout-choice select').selectOption(role.id);
  await page.locator(`[data-field="${moved}"]`).dragTo(page.locator(`[data-field="${second!.fields[0]}"]`));
  const layouts = async () => (await call<{ items: { part: string; role: { id: string } | null; definition: { groups: { name: string; fields: string[] }[] } }[] }>('GET', 'meta/object/deal/layout')).items;
  await until('the role has a page of its own', async () => (await layouts()).some((one) => one.role?.id === role.id && one.definition.groups[1]!.fields.includes(moved)));
  check((await shape(call, 'deal')).groups[0]!.fields.includes(moved), 'Others see it where it was.');
  await page.getByRole('button', { name: 'As for everybody' }).click();
  await until('the role has none any more', async () => !(await layouts()).some((one) => one.role?.id === role.id));
});

journey('a field of choices is made in three languages and offered in each', async ({ page, call, go, see }) => {
  await go('/settings/objects?object=product');
  await page.getByRole('button', { name: 'New field' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Label (English)').fill(`Roast ${mark}`);
  await dialog.getByLabel('Label (Polski)').fill(`Palenie ${mark}`);
  await dialog.getByLabel('Kind').selectOption('choice');
  await dialog.getByLabel('Choice 1: English').fill('Dark');
  await dialog.getByLabel('Dark: Polski').fill('Ciemne');
  await dialog.getByLabel('Dark: Македонски').fill('Темно');
  await dialog.getByLabel('Choice 2: English').fill('Light');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await see('Saved');
  const field = async () => (await shape(call, 'product')).fields.find((one) => one.name.startsWith(`x_roast_${mark}`))!;
  same((await field()).choices?.map(({ label }) => label.pl), ['Ciemne', 'Light'], 'The choices in Polish');
  await page.getByRole('button', { name: `Rename: Roast ${mark}` }).click();
  await page.getByRole('dialog').getByLabel('Light: Polski').fill('Jasne');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await until('the choice has a Polish label', async () => (await field()).choices?.[1]?.label.pl === 'Jasne');
  same((await field()).choices?.map(({ name }) => name), ['dark', 'light'], 'What records hold');
  await call('DELETE', `meta/object/product/field/${(await field()).name}`);
});

journey('the first page is arranged by its person and stays so', async ({ page, call, go, press }) => {
  await go('/');
  await page.getByRole('button', { name: 'Arrange', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Arrange' });
  await dialog.locator('[data-field=recent]').focus();
  await press('Alt+ArrowUp');
  await dialog.getByRole('button', { name: 'Take out My open deals by stage' }).click();
  await dialog.getByRole('button', { name: 'Add a card' }).click();
  await page.getByRole('option', { name: 'Stalled deals' }).click();
  const home = async () => (await call<{ home: string[] | null }>('GET', 'me')).home;
  await until('it is kept', async () => JSON.stringify(await home()) === JSON.stringify(['figures', 'tasks', 'today', 'recent', 'waiting', 'stalled']));
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await page.getByRole('region', { name: 'Stalled deals' }).waitFor();
  same(await page.getByRole('region', { name: 'My open deals by stage' }).count(), 0, 'Cards taken out');
  await page.getByRole('button', { name: 'Arrange', exact: true }).click();
  await dialog.getByRole('button', { name: 'As it was at first' }).click();
  await until('it is as it was', async () => (await home()) === null);
});

journey('what waits: a task given away, and a colleague who named me until I answer', async ({ page, call, go }) => {
  const { me } = await call<{ me: { id: string } }>('GET', 'meta');
  const jan = (await call<{ items: { id: string }[] }>('GET', `user?filter=${encodeURIComponent('{"login":"jan@example.com"}')}`)).items[0]!;
  const task = await call<{ id: string }>('POST', 'activity', { kind: 'task', subject: `Given ${mark}`, assigned_to: jan.id, owner: me.id });
  await go('/');
  const card = page.getByRole('region', { name: 'What waits' });
  await card.getByText(`Given ${mark}`).waitFor();
  await call('PATCH', `activity/${task.id}`, { done: true });
  await page.reload();
  await card.waitFor();
  await until('a finished one waits no more', async () => (await card.getByText(`Given ${mark}`).count()) === 0);
  await call('DELETE', `activity/${task.id}`);
});

journey('who comes back after hours is told what others changed', async ({ page, call, go, program }) => {
  const { me } = await call<{ me: { id: string } }>('GET', 'meta');
  const olivia = (await call<{ items: { id: string }[] }>('GET', `user?filter=${encodeURIComponent('{"login":"olivia@example.com"}')}`)).items[0]!;
  await call('POST', `user/${olivia.id}/password`, { password: 'seven-green-lamps' });
  const as = { 'Content-Type': 'application/json', 'X-Requested-With': 'relacja' };
  const door = await fetch(`${program.url}/api/v1/session`, { method: 'POST', headers: as, body: JSON.stringify({ login: 'olivia@example.com', password: 'seven-green-lamps' }) });
  const made = await fetch(`${program.url}/api/v1/activity`, { method: 'POST', headers: { ...as, Cookie: door.headers.get('set-cookie')!.split(';')[0]! }, body: JSON.stringify({ kind: 'task', subject: `Meanwhile ${mark}`, assigned_to: me.id }) });
  check(made.ok, await made.clone().text());
  const own = await call<{ id: string }>('POST', 'deal', { name: `Mine ${mark}` });
  await page.addInitScript((key) => sessionStorage.getItem('away since') ?? localStorage.setItem(key, String(Date.now() - 5 * 3_600_000)), `seen ${me.id}`);
  await go('/');
  const card = page.getByRole('region', { name: /^While you were away/ });
  await card.getByText(`Meanwhile ${mark}`).waitFor();
  await card.getByText('made by Olivia Larsen').first().waitFor();
  same(await card.getByText(`Mine ${mark}`).count(), 0, 'What one changed oneself');
  await card.getByRole('button', { name: 'Close' }).click();
  await until('it is gone', async () => (await card.count()) === 0);
  await call('DELETE', `activity/${((await made.json()) as { id: string }).id}`);
  await call('DELETE', `deal/${own.id}`);
});

journey('a note names a colleague, who is told and led there', async ({ page, call, go, press }) => {
  const { id } = await call<{ id: string }>('POST', 'party', { kind: 'person', given_name: 'Note', family_name: `Named${mark}` });
  await go(`/people/${id}`);
  const box = page.locator('[data-composer]');
  await box.waitFor();
  await press('n');
  await page.keyboard.type('Ask @');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('Marta');
  await page.getByRole('option', { name: /Marta Zając/ }).click();
  await until('the name stands in the text', async () => (await box.inputValue()).includes('@Marta Zając '));
  await box.press('Control+Enter');
  await page.locator('.entry.of-note', { hasText: 'Ask @Marta Zając' }).waitFor();
  const { items } = await call<{ items: { mentions: { title: string }[] }[] }>('GET', `activity?filter=${encodeURIComponent(JSON.stringify({ party: id }))}`);
  same(items[0]!.mentions[0]!.title, 'Marta Zając', 'Who is named');
  await call('DELETE', `party/${id}`);
});

journey('an administrator sees the page as somebody else does: a banner says so, nothing is changed, and the audit tells', async ({ page, call, go, see, press }) => {
  await go('/settings/people');
  await page.getByRole('button', { name: 'More: Jan Król' }).click();
  await page.getByRole('option', { name: 'See as this person' }).click();
  await see('You see what Jan Król sees. Nothing can be changed.');
  await page.locator('.sidebar').getByText('Jan Król').waitFor();
  await go('/people');
  await rowsShown(page);
  await page.getByRole('grid').focus();
  await press('o');
  await page.locator('[data-composer]').waitFor();
  await press('n');
  await page.keyboard.type('Not in their name.');
  await press('Control+Enter');
  await page.locator('.toast.bad', { hasText: 'Go back to yourself first' }).waitFor();
  await page.getByRole('button', { name: 'Back to myself' }).click();
  await page.getByRole('heading', { level: 2, name: 'People of the company' }).waitFor();
  await page.locator('.sidebar').getByText('Nina Berg').waitFor();
  const { items } = await call<{ items: { what: string; user: { title: string } }[] }>('GET', 'audit?limit=10');
  same(items.filter(({ what }) => what.startsWith('seen_as')).map(({ what, user }) => `${what} ${user.title}`).slice(0, 2), ['seen_as_ended Nina Berg', 'seen_as Nina Berg'], 'The audit log');
});
