// Without a network: what was read lately is there, a note is kept and sent later, a refusal is shown.

import { journey, until } from './journey.ts';

interface Made {
  id: string;
}

const mark = String(Date.now()).slice(-7);
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
