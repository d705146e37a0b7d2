// Settings of the company: stages, the bin, the audit log; and what one keeps at hand.

import { check, journey, mark, rowsShown, same, until } from './journey.ts';

interface Made {
  id: string;
  title: string;
  name?: string;
  probability?: number;
  position?: number;
  mentions?: { title: string }[];
  read_at?: string | null;
}

const filterText = (filter: object) => encodeURIComponent(JSON.stringify(filter));

journey('a stage is made, weighed and moved before another', async ({ page, call, go }) => {
  const name = `Tasting ${mark}`;
  await go('/settings/pipelines');
  await page.getByRole('button', { name: 'New stage' }).first().click();
  await page.getByLabel('Stage', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const stage = async () => (await call<{ items: Made[] }>('GET', `stage?filter=${filterText({ name })}`)).items[0]!;
  await page.getByLabel(`${name}: Probability, %`).fill('35');
  await page.keyboard.press('Enter');
  await until('the chance is kept', async () => (await stage()).probability === 35);
  const order = async () => (await call<{ items: Made[] }>('GET', 'stage?sort=position')).items.map((one) => one.title).indexOf(name);
  const before = await order();
  await page.getByRole('button', { name: `${name}: earlier` }).click();
  await until('it stands earlier', async () => (await order()) === before - 1);
  await call('DELETE', `stage/${(await stage()).id}`);
});

journey('what has no name in a language that people use is shown, and named on the spot', async ({ page, call, go }) => {
  const name = `Wysyłka ${mark}`;
  const { id } = await call<Made>('POST', 'tag', { name, name_mk: 'Испорака' });
  await go('/settings/languages');
  await page.getByLabel('Македонски', { exact: true }).waitFor();
  const row = page.locator('.home-line', { hasText: name });
  const polish = page.getByRole('group', { name: 'Without a name' }).getByLabel('Polski');
  const macedonian = page.getByRole('group', { name: 'Without a name' }).getByLabel('Македонски');
  await polish.check();
  await row.waitFor();
  await macedonian.check();
  await polish.uncheck();
  await row.waitFor({ state: 'detached' });
  await polish.check();
  await row.getByRole('button', { name: `Name it: ${name}` }).click();
  await page.getByRole('dialog').getByLabel('Polski').fill('Wysyłka');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await row.waitFor({ state: 'detached' });
  await call('DELETE', `tag/${id}`);
});

journey('what was deleted is brought back from the bin, and the audit log tells of signing in', async ({ page, call, go, see }) => {
  const { id } = await call<Made>('POST', 'party', { kind: 'person', given_name: 'Binned', family_name: `Gone${mark}` });
  await call('DELETE', `party/${id}`);
  await go('/settings/bin');
  await page.getByLabel('What was deleted').selectOption('party');
  await page.locator('.home-line', { hasText: `Binned Gone${mark}` }).getByRole('button', { name: 'Restore' }).click();
  await until('it is back', async () => (await call<Made>('GET', `party/${id}`)).id === id);
  await call('DELETE', `party/${id}`);
  await go('/settings/audit');
  await see('Signed in');
});

journey('the audit log is searched as a whole: by text, kind, person and day', async ({ page, call, go }) => {
  const { id } = await call<Made>('POST', 'team', { name: `Auditors ${mark}` });
  await call('PATCH', `team/${id}`, { name: `Auditors renamed ${mark}` });
  await call('DELETE', `team/${id}`);
  await go('/settings/audit');
  const rows = page.locator('.log tbody tr');
  await rows.first().waitFor();
  await page.getByLabel('Find in the log').fill(`RENAMED ${mark}`);
  await until('only what was looked for is left', async () => (await rows.count()) >= 1 && (await rows.allInnerTexts()).every((text) => text.includes(mark)));
  await page.getByLabel('Find in the log').fill('');
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Deleted a team' });
  await until('only one kind is left', async () => (await rows.count()) >= 1 && (await rows.allInnerTexts()).every((text) => text.includes('Deleted a team')));
  await page.getByLabel('From day').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Tomorrow' }).click();
  await page.getByText('Nothing of this kind stands in the log.').waitFor();
});

journey('a value is brought back from the history, the timeline shows one kind, a file is attached', async ({ page, call, go, see }) => {
  const { id } = await call<Made>('POST', 'deal', { name: `Before ${mark}` });
  await call('PATCH', `deal/${id}`, { name: `After ${mark}` });
  await call('POST', 'activity', { kind: 'note', body: `Only a note ${mark}`, about: { object: 'deal', id } });
  await go(`/deal/${id}`);
  await page.getByRole('heading', { level: 2, name: `After ${mark}` }).waitFor();
  await page.locator('.composer input[type=file]').setInputFiles({ name: `Offer ${mark}.txt`, mimeType: 'text/plain', buffer: Buffer.from('An offer.') });
  await see('1 file is attached');
  const attached = page.locator('.timeline').getByRole('link', { name: `Offer ${mark}.txt` });
  const [download] = await Promise.all([page.waitForEvent('download'), attached.click()]);
  same(download.suggestedFilename(), `Offer ${mark}.txt`, 'What one click on the file brings');
  await page.locator('.timeline .file-link', { hasText: '9\u00a0B' }).waitFor();
  await page.getByRole('group', { name: 'What to show' }).getByRole('button', { name: 'Note' }).click();
  await see(`Only a note ${mark}`);
  await until('no other kind is shown', async () => (await page.locator('.entry').count()) === 1);
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('button', { name: `Name: back to Before ${mark}` }).click();
  await page.getByRole('heading', { level: 2, name: `Before ${mark}` }).waitFor();
  same((await call<Made>('GET', `deal/${id}`)).name, `Before ${mark}`, 'The name');
  await call('DELETE', `deal/${id}`);
});

journey('a colleague is named by @ and told; a record is kept at hand and found among those opened lately', async ({ page, call, go, press, see }) => {
  const { id } = await call<Made>('POST', 'deal', { name: `Mention ${mark}` });
  await go(`/deal/${id}`);
  await page.getByRole('button', { name: 'Comments' }).click();
  const box = page.getByLabel('Write to your colleagues…');
  await box.focus();
  await page.keyboard.type('What do you say, @');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('Jan Kr');
  await page.getByRole('option', { name: /Jan Król/ }).click();
  await until('the name stands in the text', async () => (await box.inputValue()).includes('@Jan Król '));
  await box.press('Control+Enter');
  await page.locator('.comment-body', { hasText: 'What do you say, @Jan Król' }).waitFor();
  const { items } = await call<{ items: Made[] }>('GET', `comment?filter=${filterText({ about: { object: 'deal', id } })}`);
  same(items[0]!.mentions?.[0]?.title, 'Jan Król', 'Who is named');
  await page.getByRole('button', { name: 'Keep at hand' }).click();
  await page.getByRole('group', { name: 'Favourites' }).getByText(`Mention ${mark}`).waitFor();
  await go('/people');
  await rowsShown(page);
  await press('Control+k');
  await page.getByRole('option', { name: new RegExp(`Mention ${mark}`) }).click();
  await page.getByRole('heading', { level: 2, name: `Mention ${mark}` }).waitFor();
  await page.getByRole('button', { name: 'Do not keep at hand' }).click();
  await call('DELETE', `deal/${id}`);
});

journey('the bell counts what is unread and leads there', async ({ page, call, go }) => {
  const { me } = await call<{ me: { id: string } }>('GET', 'meta');
  await go('/');
  const bell = page.getByRole('button', { name: /unread notification/ });
  await bell.waitFor();
  const unread = async () => (await call<{ count: { value: number } }>('GET', `notification?limit=1&count=capped&filter=${filterText({ user: me.id, read_at: { is_null: true } })}`)).count.value;
  const before = await unread();
  await bell.click();
  await page.locator('.bell-line.unread').first().click();
  await page.waitForURL(/\/\d+$/); // the page of what it is about, or of what is gone by now
  await until('one is read', async () => (await unread()) === before - 1);
  check(before > 0, 'Something was unread.');
});

journey('a notification about what was deleted says so and leads to where it can be brought back', async ({ page, call, go, see }) => {
  const mark = `Gone${Date.now()}`;
  const { me } = await call<{ me: { id: string } }>('GET', 'meta');
  const deal = await call<{ id: string }>('POST', 'deal', { name: mark });
  await call('POST', 'notification', { user: me.id, kind: 'mention', text: `Look at ${mark}`, about: { object: 'deal', id: deal.id } });
  await call('DELETE', `deal/${deal.id}`);
  await go('/');
  await page.locator('.sidebar .bell').click();
  const line = page.locator('.bell-line', { hasText: `Look at ${mark}` });
  await line.getByText('Deleted').waitFor();
  await line.click();
  await see(`“${mark}” is in the bin`);
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('heading', { level: 2, name: mark }).waitFor();
  await call('DELETE', `deal/${deal.id}`);
});
