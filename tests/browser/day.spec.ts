// Whole stretches of work: from the first run to the first list, and a salesperson's day without a mouse.

import { check, journey, mark, same, titles, until, type Traveller } from './journey.ts';
import { startEmpty } from './program.ts';
import { wordsOf } from './words.ts';

const customers = {
  pl: { company: 'Kawiarnia Wisła', file: ['Imię;Nazwisko;E-mail;Miasto', 'Ewa;Święch;ewa@post.example;Łódź', 'Jan;Żak;jan@post.example;Gdańsk'], people: ['Ewa Święch', 'Jan Żak'] },
  mk: { company: 'Кафана Вардар', file: ['Име;Презиме;Е-пошта;Град', 'Ѓорѓи;Петров;gjorgji@post.example;Скопје', 'Ана;Илиева;ana@post.example;Битола'], people: ['Ана Илиева', 'Ѓорѓи Петров'] },
};

for (const language of ['pl', 'mk'] as const)
  journey(`from the link of the first run to the first list out of a file (${language})`, async ({ page }) => {
    if (process.env.RELACJA_URL) return;
    const say = await wordsOf(language);
    const { company, file, people } = customers[language];
    const empty = await startEmpty(`serve_${language}`);
    try {
      await page.addInitScript((name) => localStorage.setItem('language', name), language);
      await page.goto(empty.url + /\/first-run\?token=\S+/.exec(empty.said())![0]);
      await page.getByLabel(say['company.name']!, { exact: true }).fill(company);
      await page.getByLabel(say.yourName!).fill('Ana Lis');
      await page.getByLabel(say.login!).fill('ana@example.com');
      await page.getByLabel(say.password!).fill('four plain words together');
      await page.getByRole('button', { name: say['firstRun.begin'] }).click();
      await page.locator('.first-step', { hasText: say['steps.import'] }).click();
      await page.setInputFiles('input[type=file]', { name: 'klienci.csv', mimeType: 'text/csv', buffer: Buffer.from(`${file.join('\r\n')}\r\n`) });
      await page.getByRole('button', { name: say['import.run'], exact: true }).last().click();
      await page.getByText(say['import.done']!).waitFor();
      await page.getByRole('link', { name: say['import.show'] }).click();
      await until('the people of the file are the list, in the order of their alphabet', async () => (await titles(page)).join() === people.join());
      await page.goto(empty.url);
      await page.locator('.first-step', { hasText: say['steps.import'], has: page.locator('.check.on') }).waitFor();
    } finally {
      empty.stop();
    }
  }, { stranger: true });

/** Goes on by the key Tab until it stands at what is looked for. */
async function tabTo({ page }: Traveller, selector: string, text = '') {
  for (let presses = 0; presses < 80; ++presses) {
    if (await page.evaluate(([wanted, inside]) => Boolean(document.activeElement?.matches(wanted!) && (document.activeElement.textContent ?? '').includes(inside!)), [selector, text])) return;
    await page.keyboard.press('Tab');
  }
  check(false, `Tab never comes to ${selector} ${text}.`);
}

journey('a salesperson works a whole day without a mouse', async ({ call, another }) => {
  const role = (await call<{ items: { id: string }[] }>('GET', `role?filter=${encodeURIComponent('{"name":"salesperson"}')}`)).items[0]!;
  const login = `hand.${mark}@example.com`;
  const user = await call<{ id: string }>('POST', 'user', { name: `Hanna ${mark}`, login, roles: [role.id] });
  await call('POST', `user/${user.id}/password`, { password: 'six-quiet-kettles' });
  const seller = await another({ stranger: true });
  const { page, go, press, see } = seller;
  const name = `Handmade ${mark}`;
  const find = async () => (await call<{ items: { id: string; owner: { id: string }; stage: { title: string }; loss_reason: string | null }[] }>('GET', `deal?filter=${encodeURIComponent(JSON.stringify({ name }))}`)).items[0];
  try {
    await go('/');
    await page.waitForURL(/sign-in/);
    await tabTo(seller, 'input[autocomplete=username]');
    await page.keyboard.type(login);
    await press('Tab');
    await page.keyboard.type('six-quiet-kettles');
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: /Hanna/ }).waitFor();

    await press('g', 'd'); // the deals, and a new one
    await page.getByRole('heading', { level: 1, name: 'Deals' }).waitFor();
    await press('c');
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).waitFor();
    await page.keyboard.type(name);
    await press('Control+Enter');
    await see(`${name} was created`);
    same((await find())!.owner.id, user.id, 'Whose deal it is');

    await press('Control+k'); // found and opened, a note written, a task planned
    await page.keyboard.type(name);
    await page.getByRole('option', { name: new RegExp(name) }).first().waitFor();
    await press('Enter');
    await page.getByRole('heading', { level: 2, name }).waitFor();
    await page.locator('[data-composer]').waitFor();
    await press('n');
    await page.keyboard.type('They want it before winter.');
    await press('Control+Enter');
    await page.locator('.entry.of-note', { hasText: 'They want it before winter.' }).waitFor();
    await press('Escape');
    await tabTo(seller, '.quick button', 'Task');
    await press('Enter');
    await page.keyboard.type(`Call about ${name}`);
    await press('Control+Enter');
    await page.locator('.entry.of-task', { hasText: `Call about ${name}` }).waitFor();

    await press('Escape'); // and done where it stands
    await tabTo(seller, '.entry.of-task .task-line');
    await press('Space');
    await until('the task is done', async () => (await call<{ items: { done: boolean }[] }>('GET', `activity?filter=${encodeURIComponent(JSON.stringify({ subject: `Call about ${name}` }))}`)).items[0]?.done === true);

    await go('/deal?show=board'); // on to the next stage, and then lost, with its reason
    await page.locator('[data-card]', { hasText: name }).waitFor();
    const before = (await find())!.stage.title;
    await tabTo(seller, '[data-card]', name);
    await page.waitForLoadState('networkidle');
    await press('Shift+ArrowRight');
    await until('it stands in the next stage', async () => (await find())!.stage.title !== before);
    for (let moves = 0; moves < 12 && !(await page.getByLabel('Loss reason').count()); ++moves) {
      const now = (await find())!.stage.title;
      await until('the card stands with the keyboard in its column', () => page.evaluate(([wanted, column]) => Boolean(document.activeElement?.matches('[data-card]') && document.activeElement.textContent!.includes(wanted!) && document.activeElement.closest('.column')?.getAttribute('aria-label') === column), [name, now]));
      await page.waitForLoadState('networkidle');
      await press('Shift+ArrowRight');
      const answered = async () => (await find())!.stage.title !== now || (await page.getByLabel('Loss reason').count()) > 0;
      await until('it moves on, or asks why it was lost', answered, 6000).catch(() => undefined); // pressed once more: what counts is that the keys alone bring it there
    }
    await page.keyboard.type('A cheaper offer');
    await press('Enter');
    await until('it is lost with its reason', async () => (await find())!.loss_reason === 'A cheaper offer');

    await go('/people'); // a list: a filter, a look beside, back to the list
    await page.getByRole('grid').waitFor();
    await press('c');
    await page.getByRole('dialog').getByLabel('Given name').waitFor();
    await page.keyboard.type('Hanka');
    await press('Tab');
    await page.keyboard.type(mark);
    await press('Control+Enter');
    await see(`Hanka ${mark} was created`);
    await press('/');
    await page.keyboard.type(`Hanka ${mark}`);
    await until('the list shows her alone', async () => (await titles(page)).join() === `Hanka ${mark}`);
    await tabTo(seller, '[data-grid]');
    await press('Space');
    await page.getByRole('complementary', { name: `Hanka ${mark}` }).waitFor();
    await press('Escape', '?');
    await page.getByRole('dialog').waitFor();
  } finally {
    const deal = await find();
    if (deal) await call('DELETE', `deal/${deal.id}`);
    await call('PATCH', `user/${user.id}`, { disabled: true });
  }
});
