// What an administrator names is called in each reader's language.

import { journey, same, until } from './journey.ts';

interface Stage {
  id: string;
  name: string;
  name_pl: string | null;
}

journey('a stage is named in Polish and stands so on the board of who reads Polish', async ({ page, call, go, see }) => {
  const { items } = await call<{ items: Stage[] }>('GET', 'stage?filter=' + encodeURIComponent(JSON.stringify({ name: 'Proposal' })));
  const stage = items[0]!;
  same(stage.name_pl, 'Oferta', 'What a new company’s stage is called in Polish');
  await go('/settings/pipelines');
  await page.getByRole('button', { name: 'More: Proposal' }).click();
  await page.getByRole('option', { name: 'In other languages…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Polski').fill('Oferta u klienta');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await until('it is kept', async () => (await call<Stage>('GET', `stage/${stage.id}`)).name_pl === 'Oferta u klienta');
  const deal = (await call<{ items: { id: string }[] }>('GET', `deal?limit=1&filter=${encodeURIComponent(JSON.stringify({ stage: stage.id }))}`)).items[0]!;
  await call('PATCH', 'me', { language: 'pl' });
  try {
    await go('/deal?show=board');
    await see('Oferta u klienta');
    same(await page.getByText('Proposal', { exact: true }).count(), 0, 'What still stands there in English');
    await go(`/deal/${deal.id}`);
    await see('Oferta u klienta');
    await go(`/deal?filter=${encodeURIComponent(JSON.stringify({ stage: stage.id }))}`);
    await page.locator('.chip', { hasText: 'Oferta u klienta' }).waitFor();
  } finally {
    await call('PATCH', 'me', { language: 'en' });
    await call('PATCH', `stage/${stage.id}`, { name_pl: 'Oferta' });
  }
});
