// The board of deals.

import { check, journey, mark, same, until } from './journey.ts';

interface Stage {
  id: string;
  title: string;
  outcome: string;
  pipeline: { id: string };
}

type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** The stages of the pipeline the board shows first. */
async function stages(call: Call): Promise<Stage[]> {
  const pipelines = (await call<{ items: { id: string; is_default?: boolean }[] }>('GET', 'pipeline')).items;
  const pipeline = pipelines.find((one) => one.is_default) ?? pipelines[0]!;
  return (await call<{ items: Stage[] }>('GET', `stage?sort=position&filter=${encodeURIComponent(JSON.stringify({ pipeline: pipeline.id }))}`)).items;
}

async function makeDeal(call: Call, name: string, stage: Stage): Promise<string> {
  const made = await call<{ id: string }>('POST', 'deal', { name, stage: stage.id, pipeline: stage.pipeline.id, amount: { amount: '987654321.00', currency: 'EUR' } });
  return made.id;
}

const stageOf = async (call: Call, id: string) => (await call<{ stage: { id: string } }>('GET', `deal/${id}`)).stage.id;

journey('a deal is moved by its menu, its total moves with it, and undo takes it back', async ({ page, call, go, press }) => {
  const [first, second] = await stages(call);
  const name = `Przetarg ${Date.now()}`;
  const id = await makeDeal(call, name, first!);
  await go('/deal?show=board');
  const column = (stage: Stage) => page.getByRole('region', { name: stage.title, exact: true });
  const card = page.getByRole('article', { name });
  await column(first!).getByRole('article', { name }).waitFor();
  const sum = await column(first!).locator('.column-sum').innerText();
  await card.hover();
  await card.getByRole('button', { name: 'Move to…' }).click();
  await page.getByRole('option', { name: second!.title, exact: true }).click();
  await column(second!).getByRole('article', { name }).waitFor();
  await until('the server moved it', async () => (await stageOf(call, id)) === second!.id);
  await until('the total moved', async () => (await column(first!).locator('.column-sum').innerText()) !== sum);
  await press('z');
  await until('undo took it back', async () => (await stageOf(call, id)) === first!.id);
  await column(first!).getByRole('article', { name }).waitFor();
  await call('DELETE', `deal/${id}`);
});

journey('losing a deal asks for the reason', async ({ page, call, go, see }) => {
  const all = await stages(call);
  const lost = all.find((stage) => stage.outcome === 'lost');
  check(lost, 'The demo has a lost stage.');
  const name = `Strata ${Date.now()}`;
  const id = await makeDeal(call, name, all[0]!);
  await go('/deal?show=board');
  const card = page.getByRole('article', { name });
  await card.hover();
  await card.getByRole('button', { name: 'Move to…' }).click();
  await page.getByRole('option', { name: lost.title, exact: true }).click();
  await page.getByLabel('Loss reason').fill('A cheaper offer');
  await page.keyboard.press('Enter');
  await until('it is lost', async () => (await stageOf(call, id)) === lost.id);
  same((await call<{ loss_reason: string }>('GET', `deal/${id}`)).loss_reason, 'A cheaper offer', 'The reason');
  await see(name);
  await call('DELETE', `deal/${id}`);
});

journey('a card is dragged to another column, and moved by Shift and an arrow', async ({ page, call, go }) => {
  const [first, second, third] = await stages(call);
  const name = `Przeciągana ${Date.now()}`;
  const id = await makeDeal(call, name, first!);
  await go('/deal?show=board');
  const card = page.getByRole('article', { name });
  await card.waitFor();
  await card.dragTo(page.getByRole('region', { name: second!.title, exact: true }).locator('.cards'));
  await until('the drag moved it', async () => (await stageOf(call, id)) === second!.id);
  await page.getByRole('region', { name: second!.title, exact: true }).getByRole('article', { name }).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await until('the key moved it', async () => (await stageOf(call, id)) === third!.id);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await page.getByRole('region', { name: third!.title, exact: true }).getByRole('article', { name }).waitFor();
  await until('the keyboard is on the card still', async () => (await focused()) === name);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.goBack();
  await until('and on it again after coming back', async () => (await focused()) === name);
  await call('DELETE', `deal/${id}`);
});

journey('a stage asks for what a deal must say before it comes there', async ({ page, call, go }) => {
  const [first, second] = await stages(call);
  await go('/settings/pipelines');
  await page.getByRole('button', { name: `More: ${second!.title}` }).click();
  await page.getByRole('option', { name: /Fields a deal needs here/ }).click();
  const asking = page.getByRole('dialog', { name: /Fields a deal needs here/ });
  await asking.getByLabel('Source').check();
  await asking.getByRole('button', { name: 'Save' }).click();
  await asking.waitFor({ state: 'detached' });
  const name = `Gated ${mark}`;
  const id = await makeDeal(call, name, first!);
  try {
    await go('/deal?show=board');
    const card = page.getByRole('article', { name });
    await card.focus();
    await page.keyboard.press('Shift+ArrowRight');
    const dialog = page.getByRole('dialog', { name: `Move: ${name}` });
    await dialog.getByLabel('Source').fill('Fair in Poznań');
    await page.keyboard.press('Control+Enter');
    await until('it moved', async () => (await stageOf(call, id)) === second!.id);
    same((await call<{ source: string }>('GET', `deal/${id}`)).source, 'Fair in Poznań', 'What was asked for');
  } finally {
    await call('PATCH', `stage/${second!.id}`, { required_fields: [] });
  }
  await call('DELETE', `deal/${id}`);
});

journey('the palette offers first what can be done where one stands', async ({ page, call, go, press }) => {
  const [first] = await stages(call);
  const name = `Here ${mark}`;
  const id = await makeDeal(call, name, first!);
  await go(`/deal/${id}`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find or do anything' });
  await palette.getByText(name, { exact: true }).first().waitFor();
  await page.keyboard.type('Move');
  await palette.getByRole('option', { name: 'Move', exact: true }).click();
  await page.getByRole('dialog', { name: `Move: ${name}` }).waitFor();
  await press('Escape');
  await go('/deal');
  await page.locator('[data-grid] [role=row][aria-selected]').first().waitFor();
  await press('Control+k');
  await page.keyboard.type('save view');
  await palette.getByRole('option', { name: 'Save view' }).click();
  await page.getByRole('dialog', { name: 'Save view' }).waitFor();
  await call('DELETE', `deal/${id}`);
});

journey('a new deal begins with the usual pipeline, its first stage and oneself, and asks for a name or a party', async ({ page, call, go, see }) => {
  const [first] = await stages(call);
  const { me } = await call<{ me: { name: string } }>('GET', 'meta');
  await go('/deal?show=list');
  await page.getByRole('button', { name: 'New deal' }).click();
  const dialog = page.getByRole('dialog', { name: 'New deal' });
  await until('the stage stands there', async () => (await dialog.getByLabel('Stage').innerText()).includes(first!.title));
  check((await dialog.getByLabel('Owner').innerText()).includes(me.name), 'Whoever makes it owns it.');
  const labels = await dialog.locator('label').allInnerTexts();
  check(labels.findIndex((text) => text.startsWith('Pipeline')) < labels.findIndex((text) => text.startsWith('Stage')), 'The pipeline stands before its stages.');
  await dialog.getByRole('button', { name: /Create/ }).click();
  await see('Please give the deal a name, or choose whom it is with.');
  const name = `Begun ${Date.now()}`;
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByRole('button', { name: /Create/ }).click();
  await see(`${name} was created`);
});

journey('the keys of a board work while the filter of its address is still being fetched', async ({ page, call, go }) => {
  const name = `Early${Date.now()}`;
  const { id } = await call<{ id: string }>('POST', 'party', { kind: 'person', given_name: 'Anna', family_name: name, lifecycle_stage: 'lead' });
  let fetched = () => {};
  const asked = new Promise<void>((resolve) => (fetched = resolve));
  await page.route(/\/filter-bar[^/]*\.js$/, async (route) => {
    await asked;
    await route.continue();
  });
  await go(`/people?show=board&filter=${encodeURIComponent(JSON.stringify({ family_name: name }))}`);
  await page.getByRole('article', { name: `Anna ${name}` }).focus();
  check((await page.locator('.chips[aria-busy]').count()) === 1, 'The filter is still on its way.');
  await page.keyboard.press('Space');
  await page.getByRole('complementary', { name: `Anna ${name}` }).waitFor();
  fetched();
  await page.locator('.chips:not([aria-busy])').waitFor();
  await call('DELETE', `party/${id}`);
});

journey('people have a board by the stage of the relationship, and a card of it is looked at by the space bar', async ({ page, call, go }) => {
  const name = `Board${Date.now()}`;
  const { id } = await call<{ id: string }>('POST', 'party', { kind: 'person', given_name: 'Anna', family_name: name, lifecycle_stage: 'lead' });
  await go(`/people?show=board&filter=${encodeURIComponent(JSON.stringify({ family_name: name }))}`);
  const column = (title: string) => page.getByRole('region', { name: title, exact: true });
  const card = page.getByRole('article', { name: `Anna ${name}` });
  await column('Lead').getByRole('article', { name: `Anna ${name}` }).waitFor();
  await card.focus();
  await page.keyboard.press('Space');
  await page.getByRole('complementary', { name: `Anna ${name}` }).waitFor();
  await page.keyboard.press('Space');
  await card.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await until('the key moved her', async () => (await call<{ lifecycle_stage: string }>('GET', `party/${id}`)).lifecycle_stage === 'qualified');
  await call('DELETE', `party/${id}`);
});
