// The analysis of sales: numbers lead to their rows, the address is what is shown, a target shows what is reached.

import { check, journey, same, until } from './journey.ts';

interface Made {
  id: string;
}

journey('from a win rate to its deals, and from a target to what is reached', async ({ page, call, go, see }) => {
  const mark = String(Date.now()).slice(-6);
  const { items: stages } = await call<{ items: (Made & { outcome: string })[] }>('GET', 'stage?limit=50&filter={"retired":false}');
  const stage = (outcome: string) => stages.find((one) => one.outcome === outcome)!.id;
  const source = `fair ${mark}`;
  for (const [name, outcome] of [['Roof', 'won'], ['Gate', 'won'], ['Hall', 'lost']] as const) {
    const deal = await call<Made>('POST', 'deal', { name: `${name} ${mark}`, source, amount: { amount: '1250.50', currency: 'EUR' } });
    await call('POST', `deal/${deal.id}/move`, { stage: stage(outcome), ...(outcome === 'lost' ? { loss_reason: `Too dear ${mark}` } : {}) });
  }
  const filter = encodeURIComponent(JSON.stringify({ source: { eq: source } }));
  await go(`/analysis/won?filter=${filter}&by=%22source%22`);
  await see('66.7%');
  await see(`Too dear ${mark}`);
  const row = page.locator('.told-table tbody tr', { hasText: source });
  await until('the row tells its value', async () => (await row.innerText()).includes('€2,501.00'));
  await row.getByRole('link', { name: '€2,501.00' }).click();
  await until('the two deals behind the number', async () => (await page.getByRole('grid').innerText()).includes(`Roof ${mark}`));
  check(!(await page.getByRole('grid').innerText()).includes(`Hall ${mark}`), 'What was lost is not behind what was won.');
  await page.goBack();
  await see('66.7%');

  const today = new Date().toISOString().slice(0, 10);
  const target = await call<Made>('POST', 'target', { name: `Source ${mark}`, period: 'month', starts_on: today, measure: 'won_count', number: 1000 });
  const parts = page.getByRole('navigation', { name: 'Parts of the analysis' });
  await parts.getByRole('link', { name: 'Targets' }).click();
  await see(`Source ${mark}`);
  await parts.getByRole('link', { name: 'Forecast' }).click();
  await see('Three ways to reckon it');
  await parts.getByRole('link', { name: 'Pipeline' }).click();
  await see('How likely a stage is to be won');
  await parts.getByRole('link', { name: 'What changed' }).click();
  const won = page.locator('.change-lines', { has: page.locator('summary', { hasText: /^Won/ }) });
  await won.locator('summary').click();
  await won.getByRole('link', { name: `Roof ${mark}` }).waitFor();
  await call('DELETE', `target/${target.id}`);
  same(await page.locator('[role=alert]').count(), 0, 'Nothing was refused');
});
