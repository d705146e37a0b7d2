// Looking at a page with axe, in a language, a theme and a width. One run turns them from page to page; with RELACJA_ALL
// every page is looked at in every way.

import { readFileSync } from 'node:fs';
import { axeSource, check, type Traveller, type Wish } from './journey.ts';

const ways: Wish[] = (['en', 'pl', 'mk'] as const).flatMap((language) => [false, true].flatMap((dark) => [false, true].map((phone) => ({ language, dark, phone }))));

const all = Boolean(process.env.RELACJA_ALL);

export const named = ({ language, dark, phone }: Wish) => `${language}, ${all ? 'light and dark' : dark ? 'dark' : 'light'}, ${phone ? 'phone' : 'desk'}`;

/** The ways to look at the page with this number; where it is looked at in all, each page is opened once for both themes. */
export const waysFor = (index: number, possible: Wish[] = ways) => (all ? possible.filter(({ dark }) => !dark) : [possible[(index * 5) % possible.length]!]);
export const desks = ways.filter(({ phone }) => !phone);
export const phones = ways.filter(({ phone }) => phone);

/** The page in a language, whatever the person's own is. */
export const inLanguage = (page: Traveller['page'], language: string) =>
  page.route('**/api/v1/meta', async (answer) => {
    const response = await answer.fetch();
    const body = await response.text();
    await answer.fulfill({ response, body: body.replace(/("me":\{[^}]*?"language":)"[a-z]*"/, `$1"${language}"`) });
  });

export async function findNothing(page: Traveller['page']) {
  await page.waitForLoadState('networkidle');
  await page.locator('.settling').first().waitFor({ state: 'detached' }); // what is not shown yet has no name
  await page.evaluate(readFileSync(axeSource, 'utf8')); // not as a script of the page: its policy would refuse it
  await look(page);
  if (!all) return;
  await page.evaluate(() => {
    const still = new CSSStyleSheet(); // no colour is caught on its way from one theme to the other
    still.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important }');
    document.adoptedStyleSheets = [still];
  });
  await page.emulateMedia({ colorScheme: 'dark' });
  await look(page);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function look(page: Traveller['page']) {
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} — ${node.failureSummary.split('\n')[1]}`).join(' | ')}`);
  });
  check(!found.length, found.join('\n'));
}
