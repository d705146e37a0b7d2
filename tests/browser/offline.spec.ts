// Without a network: what was read lately is there, a note is kept and sent later, a refusal is shown.

import { journey, mark, until } from './journey.ts';

interface Made {
  id: string;
}

const notes = (party: string) => `activity?filter=${encodeURIComponent(JSON.stringify({ party, kind: 'note' }))}`;

journey('a record opens without a network, a note written there is sent when it is back', async ({ page, call, go, press, see }) => {
  const { id } = await call<Made>('POST', 'party', { kind: 'person', given_name: 'Offline', family_name: `Pani${mark}` });
  await go(`/people/${id}`);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await page.getByRole('heading', { level: 2, name: `Offline Pani${mark}` }).waitFor();
  await page.locator('[data-composer]').waitFor();
  await until('the record is kept', () => page.evaluate(async (path) => (await caches.match(path)) !== undefined, `/api/v1/party/${id}`));
  await until('the language is kept', () => page.evaluate(async () => (await (await caches.open('shell-1')).keys()).some(({ url }) => /\/en-/.test(url))));
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('heading', { level: 2, name: `Offline Pani${mark}` }).waitFor();
  await press('n');
  await page.keyboard.type(`Written on the train ${mark}`);
  await press('Control+Enter');
  await see(/sent when the connection is back/);
  await page.context().setOffline(false);
  await until('the note is sent', async () => (await call<{ items: unknown[] }>('GET', notes(id))).items.length === 1);
  await call('DELETE', `party/${id}`);
}, { worker: true });

journey('without a network every place opens in its frame, a change of a record waits, and what waits is read and withdrawn', async ({ page, call, go, press, see }) => {
  const { id } = await call<Made>('POST', 'party', { kind: 'person', given_name: 'Without', family_name: `Net${mark}` });
  await go(`/people/${id}`);
  await until('every part of the page is kept', () => page.evaluate(async () => {
    const all = (await (await fetch('/offline.json')).json()) as string[];
    const kept = new Set((await (await caches.open('shell-1')).keys()).map(({ url }) => new URL(url).pathname));
    return all.filter((path) => !/\/(pl|mk)-/.test(path)).every((path) => kept.has(path));
  }));
  await page.reload();
  await page.getByRole('heading', { level: 2, name: `Without Net${mark}` }).waitFor();
  await page.locator('[data-composer]').waitFor();
  await until('the record is kept', () => page.evaluate(async (path) => (await caches.match(path)) !== undefined, `/api/v1/party/${id}`));
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Edit Given name' }).focus();
  await press('Enter', 'Control+a');
  await page.keyboard.type('Underground');
  await press('Enter');
  await page.getByText('Underground', { exact: true }).waitFor();
  for (const text of ['Kept for later', 'Withdrawn']) {
    await press('n');
    await page.keyboard.type(`${text} ${mark}`);
    await press('Control+Enter', 'Escape');
    await page.locator('.entry.waiting', { hasText: `${text} ${mark}` }).waitFor();
  }
  await page.locator('.entry.waiting', { hasText: `Withdrawn ${mark}` }).getByRole('button', { name: 'Throw away' }).click();
  await page.reload();
  await page.getByText('Underground', { exact: true }).waitFor();
  await page.locator('.entry.waiting', { hasText: `Kept for later ${mark}` }).waitFor();
  await page.getByRole('link', { name: 'Calendar' }).click();
  await page.getByRole('heading', { level: 1, name: 'Calendar' }).waitFor();
  await see(/2 entries wait/);
  await page.context().setOffline(false);
  await until('the change is sent', async () => (await call<{ given_name: string }>('GET', `party/${id}`)).given_name === 'Underground');
  await until('one note is sent', async () => (await call<{ items: unknown[] }>('GET', notes(id))).items.length === 1);
  await call('DELETE', `party/${id}`);
}, { worker: true });
