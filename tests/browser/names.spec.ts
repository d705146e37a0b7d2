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

journey('a view that the program made is called in the reader’s language, and renamed in it', async ({ page, call, go }) => {
  const find = async () => (await call<{ items: { id: string; name: string; name_pl: string | null }[] }>('GET', 'view?filter=' + encodeURIComponent(JSON.stringify({ name: 'Stalled deals' })))).items[0]!;
  same((await find()).name_pl, 'Szanse, które utknęły', 'Its Polish name');
  await call('PATCH', 'me', { language: 'pl' });
  try {
    await go('/deal?show=list');
    await page.getByRole('button', { name: 'Szanse, które utknęły', exact: true }).click();
    await page.getByRole('button', { name: 'Więcej: Szanse, które utknęły' }).click();
    await page.getByRole('option', { name: 'Zmień nazwę' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Utknęły');
    await page.getByRole('dialog').getByRole('button', { name: 'Zapisz' }).click();
    await page.getByRole('button', { name: 'Utknęły', exact: true }).waitFor();
    same((await find()).name_pl, 'Utknęły', 'The Polish name after that');
  } finally {
    await call('PATCH', 'me', { language: 'en' });
    await call('PATCH', `view/${(await find()).id}`, { name_pl: 'Szanse, które utknęły' });
  }
});

journey('a tag is named in Polish and stands so on records of who reads Polish, and is still the same tag', async ({ page, call, go, see }) => {
  const mark = `Tag${Date.now()}`;
  const tag = await call<{ id: string }>('POST', 'tag', { name: mark, name_pl: `Etykieta ${mark}` });
  const one = await call<{ id: string }>('POST', 'party', { kind: 'person', given_name: 'Ana', family_name: mark, tags: [mark] });
  await call('PATCH', 'me', { language: 'pl' });
  try {
    await go(`/people/${one.id}`);
    await see(`Etykieta ${mark}`);
    const other = await call<{ id: string }>('POST', 'party', { kind: 'person', given_name: 'Ewa', family_name: mark });
    await go(`/people/${other.id}`);
    await page.getByRole('button', { name: /Więcej pól|Więcej|pól/ }).last().click();
    await page.getByRole('button', { name: 'Edytuj: Etykiety' }).click({ force: true });
    await page.getByRole('option', { name: `Etykieta ${mark}` }).click();
    await page.keyboard.press('Escape');
    await until('the tag itself is kept', async () => JSON.stringify((await call<{ tags: string[] }>('GET', `party/${other.id}`)).tags) === JSON.stringify([mark]));
  } finally {
    await call('PATCH', 'me', { language: 'en' });
    await call('DELETE', `tag/${tag.id}`);
  }
});

journey('a choice of the program is named anew in each language, and gets its own words back', async ({ page, call, go, see }) => {
  await go('/settings/objects?object=product');
  await page.getByRole('button', { name: 'Rename: Kind' }).click();
  const dialog = page.getByRole('dialog');
  same(await dialog.getByRole('button', { name: 'Add a choice' }).count(), 0, 'Ways to add a choice to the program’s own');
  const box = dialog.getByLabel('Good: Polski');
  await box.fill('Artykuł');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const choice = async () => {
    const { objects } = await call<{ objects: { name: string; fields: { name: string; choices?: { name: string; label: Record<string, string> }[] }[] }[] }>('GET', 'meta');
    return objects.find(({ name }) => name === 'product')!.fields.find(({ name }) => name === 'kind')!.choices!.find(({ name }) => name === 'good')!.label.pl;
  };
  await until('it is kept', async () => (await choice()) === 'Artykuł');
  const mill = await call<{ id: string }>('POST', 'product', { name: `Rename ${Date.now()}`, kind: 'good' });
  await call('PATCH', 'me', { language: 'pl' });
  try {
    await go(`/product/${mill.id}`);
    await see('Artykuł');
  } finally {
    await call('PATCH', 'me', { language: 'en' });
    await call('PATCH', 'meta/object/product/field/kind', { label: null, choices: null });
  }
  same(await choice(), 'Towar', 'What it is called again');
});
