// The calendar: moving what is planned by mouse and by keys, making something new, finishing a task.

import { check, journey, mark, same, until } from './journey.ts';

interface Made {
  id: string;
  starts_at: string;
  ends_at: string;
  done?: boolean;
}

/** A moment of a day at an hour of Warsaw in winter. */
const at = (day: string, time: string) => `${day}T${time}:00+01:00`;
const hours = (moment: string) => (Date.parse(moment) / 3_600_000) % 24;

journey('a meeting is dragged to another hour, moved by keys, and made longer by its foot', async ({ page, call, go, press }) => {
  const { me } = await call<{ me: { id: string } }>('GET', 'meta');
  const day = '2027-01-13';
  const subject = `Tasting ${String(Date.now()).slice(-7)}`; // walked again it is another one
  const { id } = await call<Made>('POST', 'activity', { kind: 'meeting', subject, starts_at: at(day, '10:00'), ends_at: at(day, '11:00'), owner: me.id });
  const now = () => call<Made>('GET', `activity/${id}`);
  await go(`/calendar?show=week&day=${day}`);
  const event = page.locator(`[data-event="${id}"]`);
  await event.waitFor();
  const box = (await event.boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + 60, { steps: 4 });
  await page.mouse.move(box.x + 20, box.y + 10 + 96, { steps: 4 });
  await page.mouse.up();
  await until('it begins two hours later', async () => hours((await now()).starts_at) === hours(at(day, '12:00')));
  same(Date.parse((await now()).ends_at) - Date.parse((await now()).starts_at), 3_600_000, 'How long it is');
  await page.getByRole('button', { name: /12:00–13:00/ }).focus();
  await press('Shift+ArrowDown');
  await until('it begins a quarter later', async () => hours((await now()).starts_at) === hours(at(day, '12:15')));
  await page.getByRole('button', { name: /12:15/ }).waitFor();
  await event.locator('.stretch').hover(); // once it stands still
  const foot = (await event.locator('.stretch').boundingBox())!;
  await page.mouse.move(foot.x + 20, foot.y + 3);
  await page.mouse.down();
  await page.mouse.move(foot.x + 20, foot.y + 30, { steps: 4 });
  await page.mouse.move(foot.x + 20, foot.y + 3 + 48, { steps: 4 });
  await page.mouse.up();
  await until('it is two hours long', async () => Date.parse((await now()).ends_at) - Date.parse((await now()).starts_at) === 7_200_000);
  await page.getByRole('button', { name: 'Month' }).click();
  await page.locator('.plan-chip', { hasText: subject }).dragTo(page.getByRole('region', { name: '15 January 2027' }));
  await until('it is two days later at the same hour', async () => (await now()).starts_at.startsWith('2027-01-15') && hours((await now()).starts_at) === hours(at(day, '12:15')));
  await call('DELETE', `activity/${id}`);
});

journey('a meeting that is held keeps to the pointer while it changes elsewhere, goes to another day, and Escape lets it be', async ({ page, call, go, press }) => {
  const { me } = await call<{ me: { id: string } }>('GET', 'meta');
  const day = '2027-03-17';
  const { id } = await call<Made>('POST', 'activity', { kind: 'meeting', subject: `Cupping ${mark}`, starts_at: at(day, '10:00'), ends_at: at(day, '11:00'), owner: me.id });
  const now = () => call<Made & { subject: string }>('GET', `activity/${id}`);
  await go(`/calendar?show=week&day=${day}`);
  const event = page.locator(`[data-event="${id}"]`);
  const held = page.locator('.event.held');
  await event.waitFor();
  const box = (await event.boundingBox())!;
  const [x, y] = [box.x + 20, box.y + 10];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 48, { steps: 4 });
  await held.waitFor();
  await call('PATCH', `activity/${id}`, { subject: `Cupping of Kenya ${mark}` });
  await held.getByText(`Cupping of Kenya ${mark}`).waitFor();
  await page.mouse.move(x + box.width + 4, y + 96, { steps: 4 });
  await page.mouse.up();
  await until('it is on the next day two hours later', async () => Date.parse((await now()).starts_at) === Date.parse(at('2027-03-18', '12:00')));
  same((await now()).subject, `Cupping of Kenya ${mark}`, 'What was changed meanwhile');
  same(await held.count(), 0, 'What is still held');
  await event.hover();
  await page.mouse.down();
  await page.mouse.move(x, y, { steps: 4 });
  await held.waitFor();
  await press('Escape');
  await held.waitFor({ state: 'detached' });
  await page.mouse.up();
  await page.getByRole('button', { name: /12:00–13:00/ }).waitFor();
  same(Date.parse((await now()).starts_at), Date.parse(at('2027-03-18', '12:00')), 'When it begins');
  await call('DELETE', `activity/${id}`);
});

journey('an event is looked at beside its place, and a move is taken back', async ({ page, call, go, see }) => {
  const { me } = await call<{ me: { id: string } }>('GET', 'meta');
  const day = '2027-02-10';
  const subject = `Roasting ${mark}`;
  const { id } = await call<Made>('POST', 'activity', { kind: 'meeting', subject, body: 'Bring the samples', starts_at: at(day, '10:00'), ends_at: at(day, '11:00'), owner: me.id });
  await go(`/calendar?show=week&day=${day}`);
  const event = page.locator(`[data-event="${id}"]`);
  await event.click({ position: { x: 20, y: 10 } });
  await see('Bring the samples');
  await page.keyboard.press('Escape');
  await event.focus();
  await page.keyboard.press('Shift+ArrowDown');
  const begins = async () => Date.parse((await call<Made>('GET', `activity/${id}`)).starts_at);
  await until('it begins a quarter later', async () => (await begins()) === Date.parse(at(day, '10:15')));
  await page.getByRole('button', { name: 'Undo' }).click();
  await until('it begins when it did', async () => (await begins()) === Date.parse(at(day, '10:00')));
  await event.press('Enter');
  await page.getByRole('link', { name: 'Open' }).click();
  await page.getByRole('heading', { level: 1, name: subject }).waitFor();
  await call('DELETE', `activity/${id}`);
});

journey('an empty hour makes a meeting, and a task of the day is finished', async ({ page, call, go, see }) => {
  const { me } = await call<{ me: { id: string } }>('GET', 'meta');
  const day = '2027-02-10';
  const task = await call<Made>('POST', 'activity', { kind: 'task', subject: `Order cups ${mark}`, due_at: at(day, '09:00'), assigned_to: me.id });
  await go(`/calendar?show=week&day=${day}`);
  const chip = page.locator('.plan-chip', { hasText: `Order cups ${mark}` });
  await chip.getByRole('link').click();
  await page.getByRole('dialog', { name: `Order cups ${mark}` }).getByRole('link', { name: 'Open' }).waitFor();
  await page.keyboard.press('Escape');
  await chip.getByRole('button').click();
  await until('the task is done', async () => (await call<Made>('GET', `activity/${task.id}`)).done === true);
  const column = (await page.locator('.time-column').nth(2).boundingBox())!;
  await page.mouse.move(column.x + 30, column.y + 11 * 48 + 4);
  await page.mouse.down();
  await page.mouse.move(column.x + 30, column.y + 12 * 48, { steps: 6 });
  await page.mouse.up();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Subject').fill(`New blend ${mark}`);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await see(`New blend ${mark}`);
  const { items } = await call<{ items: Made[] }>('GET', `activity?filter=${encodeURIComponent(JSON.stringify({ subject: `New blend ${mark}` }))}`);
  check(items[0] && hours(items[0].starts_at) === hours(at(day, '11:00')), 'It begins at eleven.');
  for (const id of [task.id, items[0].id]) await call('DELETE', `activity/${id}`);
});

journey('whoever is busy is seen while a meeting is planned, and the next free time is one click away', async ({ page, call, go, see }) => {
  const { me } = await call<{ me: { id: string } }>('GET', 'meta');
  const { items } = await call<{ items: { id: string; title: string }[] }>('GET', 'user?limit=50');
  const colleague = items.find(({ id }) => id !== me.id)!;
  const day = '2027-04-14'; // a Wednesday, in summer time
  const summer = (time: string) => `${day}T${time}:00+02:00`;
  const made = await call<Made>('POST', 'activity', { kind: 'meeting', subject: `Tasting of the board ${mark}`, starts_at: summer('09:00'), ends_at: summer('11:30'), owner: colleague.id });
  await go(`/calendar?show=week&day=${day}`);
  await page.getByRole('button', { name: 'New meeting' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Subject').fill(`With ${colleague.title} ${mark}`);
  const free = dialog.getByRole('region', { name: 'Free times' });
  await free.getByText('This time is free').waitFor();
  await dialog.getByLabel('From our side').click();
  await page.getByRole('option', { name: colleague.title }).click();
  await page.keyboard.press('Escape');
  await free.getByText(`${colleague.title}: busy at this time`).waitFor();
  check(!(await dialog.innerText()).includes('Tasting of the board'), 'What they are busy with is not told.');
  await free.getByRole('button', { name: /Next free time: .*11:30/ }).click();
  await free.getByText('This time is free').waitFor();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await see(`With ${colleague.title} ${mark}`);
  const found = await call<{ items: Made[] }>('GET', `activity?filter=${encodeURIComponent(JSON.stringify({ subject: `With ${colleague.title} ${mark}` }))}`);
  same([Date.parse(found.items[0]!.starts_at), Date.parse(found.items[0]!.ends_at)], [Date.parse(summer('11:30')), Date.parse(summer('12:30'))], 'When it is');
  for (const id of [made.id, found.items[0]!.id]) await call('DELETE', `activity/${id}`);
});
