// What colleagues do while one looks: around a record, and in lists that a record comes into.

import { check, journey, mark, rowsShown, titles, until } from './journey.ts';

journey('a note, a deal and a comment of others appear on an open record', async ({ page, call, go, see }) => {
  const { id } = await call<{ id: string }>('POST', 'party', { kind: 'organization', name: `Wspólna ${mark}` });
  await go(`/companies/${id}`);
  await page.locator('.record .who h2').waitFor();
  await until('the page listens', async () => {
    await call('POST', 'activity', { kind: 'note', party: id, body: `Heard ${mark}` });
    return (await page.locator('.timeline', { hasText: `Heard ${mark}` }).count()) > 0;
  });
  const deal = await call<{ id: string }>('POST', 'deal', { name: `Seen deal ${mark}`, party: id });
  await page.locator('.record-right', { hasText: `Seen deal ${mark}` }).waitFor();
  await page.getByRole('button', { name: 'Comments' }).click();
  await see('No comments yet.');
  await call('POST', 'comment', { about: { object: 'party', id }, body: `A word ${mark}` });
  await page.locator('.comments', { hasText: `A word ${mark}` }).waitFor();
  await go(`/deal/${deal.id}`);
  await page.locator('.record .who h2').waitFor();
  await page.locator('.next-step', { hasText: 'Plan the next step' }).waitFor();
  await until('the task is the next step', async () => {
    await call('POST', 'activity', { kind: 'task', subject: `Call them ${mark}`, about: { object: 'deal', id: deal.id } });
    return (await page.locator('.next-step', { hasText: `Call them ${mark}` }).count()) > 0;
  });
});

journey('a record that comes into a list by a change waits behind the chip', async ({ page, call, go }) => {
  const made: string[] = [];
  for (const n of [1, 2]) made.push((await call<{ id: string }>('POST', 'party', { kind: 'person', given_name: `Nadchodzi${n}`, family_name: `Zmieniona${mark}`, email: n === 1 ? `lista${mark}@example.com` : `inna${mark}@example.com` })).id);
  await go(`/people?filter=${encodeURIComponent(JSON.stringify({ email: { contains: `lista${mark}` } }))}`);
  await rowsShown(page);
  await call('PATCH', `party/${made[1]}`, { email: `druga.lista${mark}@example.com` });
  const chip = page.getByRole('button', { name: '1 new' });
  await chip.waitFor();
  check((await titles(page)).length === 1, 'A row that comes does not move the others.');
  await chip.click();
  await until('both rows are shown', async () => (await titles(page)).length === 2);
});

for (const width of [1024, 768])
  journey(`what belongs to a record has a tab where it has no column, at ${width}`, async ({ page, call, go }) => {
    const { id } = await call<{ id: string }>('POST', 'party', { kind: 'person', given_name: 'Wąska', family_name: `Strona${mark}` });
    await page.setViewportSize({ width, height: 900 });
    await go(`/people/${id}`);
    await page.locator('.record .who h2').waitFor();
    const inSight = (text: string) => page.locator('.composer-foot').getByRole('button', { name: text }).evaluate((button) => {
      const { left, right } = button.getBoundingClientRect();
      const group = button.parentElement!.getBoundingClientRect();
      return left >= group.left - 1 && right <= group.right + 1;
    });
    for (const kind of ['Note', 'Task', 'Call', 'Meeting']) check(await inSight(kind), `${kind} is in sight.`);
    await page.locator('.record-middle').getByRole('button', { name: 'Related' }).click();
    await page.getByText('Plan the next step').waitFor();
    await page.locator('.record-right').getByRole('button', { name: 'Add', exact: true }).waitFor();
    await page.locator('.record-middle').getByRole('button', { name: 'Timeline' }).click();
    await page.locator('[data-composer]').waitFor();
  });
