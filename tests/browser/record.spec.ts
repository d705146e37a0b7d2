// The page of a record.

import { check, journey, same, until } from './journey.ts';

interface Made {
  id: string;
  version: number;
  given_name?: string;
}

const make = (call: <T>(method: string, path: string, body?: unknown) => Promise<T>, family_name: string) =>
  call<Made>('POST', 'party', { kind: 'person', given_name: 'Grażyna', family_name, email: `grazyna.${family_name.toLowerCase()}@example.com` });

journey('a note and a task stand on the timeline, and the task is finished there', async ({ page, call, go, press, see }) => {
  const { id } = await make(call, 'Notatka');
  await go(`/people/${id}`);
  await page.getByRole('heading', { level: 2, name: 'Grażyna Notatka' }).waitFor();
  await page.locator('[data-composer]').waitFor();
  await press('n');
  await page.keyboard.type('She asked for a new price list.');
  await press('Control+Enter');
  await page.locator('.entry.of-note', { hasText: 'She asked for a new price list.' }).waitFor();
  await page.locator('.quick').getByRole('button', { name: 'Task' }).click();
  await page.keyboard.type('Send the price list');
  await press('Control+Enter');
  const task = page.locator('.entry.of-task', { hasText: 'Send the price list' });
  await task.waitFor();
  await task.getByRole('button').click();
  await until('the task is done', async () => {
    const filter = encodeURIComponent(JSON.stringify({ party: id, kind: 'task', done: true }));
    return (await call<{ items: unknown[] }>('GET', `activity?filter=${filter}`)).items.length === 1;
  });
  await see('Done');
});

journey('a property is edited where it stands and the history tells of it', async ({ page, call, go, press, see }) => {
  const { id } = await make(call, 'Zmiana');
  await go(`/people/${id}`);
  await page.getByRole('button', { name: 'Edit Given name' }).focus();
  await press('Enter', 'Control+a');
  await page.keyboard.type('Grażynka');
  await press('Enter');
  await page.getByRole('heading', { level: 2, name: 'Grażynka Zmiana' }).waitFor();
  await page.getByRole('button', { name: 'History' }).click();
  await see('Grażynka');
  same((await call<Made>('GET', `party/${id}`)).given_name, 'Grażynka', 'The given name');
});

journey('two people change the same record: the second is asked, and may keep theirs', async ({ page, call, go, press, see }) => {
  const { id } = await make(call, 'Konflikt');
  // The page holds the old version: what the other one does is kept from it.
  await page.routeWebSocket(/\/api\/v1\/live/, () => undefined);
  await go(`/people/${id}`);
  await page.getByRole('button', { name: 'Edit Given name' }).waitFor();
  await call('PATCH', `party/${id}`, { given_name: 'Pierwsza' });
  await page.getByRole('button', { name: 'Edit Given name' }).focus();
  await press('Enter', 'Control+a');
  await page.keyboard.type('Druga');
  await press('Enter');
  await see(/changed by somebody else/);
  same((await call<Made>('GET', `party/${id}`)).given_name, 'Pierwsza', 'What the first wrote');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await until('the second one is kept', async () => (await call<Made>('GET', `party/${id}`)).given_name === 'Druga');
});

journey('J and K go through the records of the list', async ({ page, go, press }) => {
  await go('/people');
  const first = page.locator('.grid-row .row-title').first();
  const names = await (await first.waitFor(), page.locator('.grid-row .row-title').allInnerTexts());
  await page.getByRole('grid').focus();
  await press('o');
  await page.getByRole('heading', { level: 2, name: names[0]! }).waitFor();
  await press('j');
  await page.getByRole('heading', { level: 2, name: names[1]! }).waitFor();
  await press('k');
  await page.getByRole('heading', { level: 2, name: names[0]! }).waitFor();
  await press('u');
  await page.getByRole('grid').waitFor();
});

journey('the page of a record shows its data after one round of requests', async ({ page, call, go }) => {
  const { id } = await make(call, 'Runda');
  const began: Record<string, number> = {};
  const ended: Record<string, number> = {};
  page.on('request', (request) => (began[new URL(request.url()).pathname] = Date.now()));
  page.on('response', (response) => (ended[new URL(response.url()).pathname] = Date.now()));
  await go('/people');
  await page.getByRole('grid').waitFor();
  await go(`/people/${id}`);
  await page.getByRole('heading', { level: 2, name: 'Grażyna Runda' }).waitFor();
  const record = began[`/api/v1/party/${id}`]!;
  check(record <= ended['/api/v1/meta']!, 'The record is asked for beside the metadata, not after it.');
});

journey('on a phone the parts of a record are tabs and the places are at the foot', async ({ page, call, go, see }) => {
  const { id } = await make(call, 'Telefon');
  await go(`/people/${id}`);
  await page.getByRole('heading', { level: 2, name: 'Grażyna Telefon' }).waitFor();
  await page.getByRole('button', { name: 'Details' }).click();
  await see('grazyna.telefon@example.com');
  await page.getByRole('button', { name: 'Related' }).click();
  await see('Deals');
  await page.locator('.bottom-bar').getByText('Deals').click();
  await page.getByRole('heading', { level: 1, name: 'Deals' }).waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  check(width <= 390, `The page is ${width} px wide on a phone of 390.`);
}, { phone: true });

journey('who picks a kind in the composer writes on at once, and picks the day', async ({ page, go, call }) => {
  const subject = `Ring ${String(Date.now()).slice(-7)}`;
  const [person] = (await call<{ items: { id: string }[] }>('GET', 'party?limit=1')).items;
  await go(`/party/${person!.id}`);
  const composer = page.locator('.composer');
  await composer.getByRole('button', { name: 'Task', exact: true }).click();
  await page.keyboard.type(subject);
  await composer.getByRole('button', { name: 'Due date' }).click();
  await page.locator('.calendar-days button').nth(20).click();
  await composer.getByRole('button', { name: /^Save/ }).click();
  await page.locator('.timeline').getByText(subject).waitFor();
  const { items } = await call<{ items: { due_at: string | null; kind: string }[] }>('GET', `activity?filter=${encodeURIComponent(JSON.stringify({ subject }))}`);
  check(items.length === 1 && items[0]!.kind === 'task' && Boolean(items[0]!.due_at), 'The task has its day.');
});
