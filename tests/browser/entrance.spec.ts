// Coming in: the first run, signing in and out, the language.

import { check, journey, same, until } from './journey.ts';
import { startEmpty } from './program.ts';

journey('a new company is set up by the link the program printed', async ({ page }) => {
  if (process.env.RELACJA_URL) return;
  const empty = await startEmpty();
  try {
    const [link] = /\/first-run\?token=\S+/.exec(empty.said())!;
    await page.goto(empty.url);
    await page.getByText('Nobody can sign in yet').waitFor();
    await page.goto(empty.url + link);
    await page.getByLabel('Name', { exact: true }).fill('Vardar i Wisła');
    await page.getByLabel('Your name').fill('Ana Nowak');
    await page.getByLabel('Login').fill('ana@example.com');
    const pick = async (label: string, option: string) => {
      await page.getByLabel(label).selectOption({ label: option });
    };
    await pick('Country', 'North Macedonia');
    await pick('Currency', 'MKD');
    await pick('Time zone', 'Europe/Skopje');
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.locator('.bad', { has: page.getByLabel('Password') }).getByText('at least 10 characters').waitFor();
    await page.getByLabel('Password').fill('cztery proste słowa razem');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('heading', { level: 1, name: /Ana$/ }).waitFor();
    await page.getByText('Vardar i Wisła').first().waitFor();
    await page.goto(empty.url + link);
    check((await (await fetch(`${empty.url}/api/v1/first-run`)).json()).needed === false, 'The link works once only.');
  } finally {
    empty.stop();
  }
}, { stranger: true });

journey('a wrong password is refused by a sentence and the right one leads where one wanted to go', async ({ page, program, go, press }) => {
  await go('/deal');
  await page.waitForURL(/sign-in/);
  await page.getByLabel('Login').fill(program.login);
  await press('Tab');
  await page.keyboard.type('not the password');
  await press('Enter');
  await page.getByText('The login or the password is not right').waitFor();
  await page.getByLabel('Password').fill(program.password);
  await press('Enter');
  await page.waitForURL(/\/deal/);
  await page.getByRole('grid').waitFor();
}, { stranger: true });

journey('the language changes at once and is remembered', async ({ page, go, call }) => {
  const before = (await call<{ me: { language: string } }>('GET', 'meta')).me.language || 'en';
  try {
    await go('/people');
    await page.getByRole('grid').waitFor();
    for (const [language, name, search] of [['Polski', 'Osoby', 'Szukaj'], ['Македонски', 'Лица', 'Пребарај'], ['English', 'People', 'Search']] as const) {
      await page.locator('.person').click();
      await page.getByRole('option', { name: language }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.locator('.sidebar-search').getByText(search).waitFor();
      same(await page.locator('html').getAttribute('lang'), { Polski: 'pl', Македонски: 'mk', English: 'en' }[language], 'The language of the page');
    }
    await page.locator('.person').click();
    await page.getByRole('option', { name: 'Polski' }).click();
    await until('the profile keeps the language', async () => (await call<{ me: { language: string } }>('GET', 'meta')).me.language === 'pl');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Osoby' }).waitFor();
  } finally {
    await call('PATCH', 'me', { language: before });
  }
});
