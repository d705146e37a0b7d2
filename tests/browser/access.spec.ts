// Nobody is kept out: axe finds nothing on any route, and at 360 px every action is in reach. One run turns language,
// width and theme from route to route; with RELACJA_ALL every route is looked at in every way.

import { readFileSync } from 'node:fs';
import { axeSource, check, journey, rowsShown, type Traveller, type Wish } from './journey.ts';

const routes: [string, string, boolean?][] = [
  ['/sign-in', 'form', true],
  ['/', '.panel'],
  ['/people', '.grid-row[aria-selected]'],
  ['/companies', '.grid-row[aria-selected]'],
  ['/deal', '.grid-row[aria-selected]'],
  ['/deal?show=board', '.card'],
  ['/activity', '.grid-row[aria-selected]'],
  ['/product', '[role=grid]'],
  ['/invoice', '.grid-row[aria-selected]'],
  ['/settings/company', '.check-line'],
  ['record', '.composer'],
  ['/import', '.drop'],
  ['/duplicates/people', '.sheet .hint'],
  ['/calendar?show=week', '.time-column'],
  ['/calendar?show=month', '.month-day'],
  ['/calendar?show=day', '.time-column'],
  ['/settings', 'form'],
  ['/settings/objects', '.shape-list'],
  ['/settings/objects?object=deal', '.shape .table'],
  ['/settings/roles', '.matrix'],
  ['/settings/people', '.people tbody tr'],
  ['/settings/teams', '.team-tree'],
  ['/settings/pipelines', '.stages'],
  ['/settings/bin', 'select.short'],
  ['/settings/audit', '.table'],
  ['/settings/about', '.about-head'],
  ['/user', '.grid-row[aria-selected]'],
];

const ways: Wish[] = (['en', 'pl', 'mk'] as const).flatMap((language) => [false, true].flatMap((dark) => [false, true].map((phone) => ({ language, dark, phone }))));

const named = ({ language, dark, phone }: Wish) => `${language}, ${dark ? 'dark' : 'light'}, ${phone ? 'phone' : 'desk'}`;

const somebody = async (call: Traveller['call']) => (await call<{ items: { id: string }[] }>('GET', `party?limit=1&filter=${encodeURIComponent('{"kind":"person"}')}`)).items[0]!.id;

/** The page in a language, whatever the person's own is. */
const inLanguage = (page: Traveller['page'], language: string) =>
  page.route('**/api/v1/meta', async (answer) => {
    const response = await answer.fetch();
    const body = await response.text();
    await answer.fulfill({ response, body: body.replace(/("me":\{[^}]*?"language":)"[a-z]*"/, `$1"${language}"`) });
  });

async function findNothing(page: Traveller['page']) {
  await page.evaluate(readFileSync(axeSource, 'utf8')); // not as a script of the page: its policy would refuse it
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} — ${node.failureSummary.split('\n')[1]}`).join(' | ')}`);
  });
  check(!found.length, found.join('\n'));
}

/** At 360 px nothing is wider than the screen, and no action out of reach. */
async function wholeOnAPhone(page: Traveller['page'], ready: string) {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.locator('.bottom-bar').waitFor();
  await page.locator(ready).first().waitFor({ state: 'attached' });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  check(width <= 360, `The page is ${width} px wide on a phone of 360.`);
  const lost = await page.evaluate(() => {
    const scrolls = (element: Element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth;
    const reached = (element: Element) => {
      for (let at: Element | null = element; at; at = at.parentElement) if (scrolls(at)) return true;
      const { left, right } = element.getBoundingClientRect();
      return left >= -1 && right <= innerWidth + 1;
    };
    const shown = [...document.querySelectorAll('button, input, select, textarea')].filter((element) => element.getClientRects().length && getComputedStyle(element).visibility !== 'hidden');
    return shown.filter((element) => !reached(element)).map((element) => element.getAttribute('aria-label') ?? element.textContent ?? element.className);
  });
  check(!lost.length, `Out of reach at 360 px: ${lost.join(', ')}`);
}

routes.forEach(([route, ready, stranger], index) => {
  for (const way of process.env.RELACJA_ALL ? ways : [ways[(index * 5) % ways.length]!])
    journey(`axe finds nothing on ${route}, and nothing is out of reach at 360 px (${named(way)})`, async ({ page, call, go }) => {
      let path = route;
      if (route === 'record') path = `/people/${await somebody(call)}`;
      await inLanguage(page, way.language!);
      await go(path);
      await page.locator(ready).first().waitFor();
      await findNothing(page);
      if (!stranger) await wholeOnAPhone(page, ready);
    }, { ...way, stranger });
});

// Layers over the page, and the page without its words beside the places.
const layers: [string, (traveller: Traveller) => Promise<unknown>, string?][] = [
  ['the palette', async ({ page, press }) => (await press('Control+k'), page.getByRole('option').first().waitFor())],
  ['a form', async ({ page, press }) => (await press('c'), page.getByRole('dialog').getByLabel('Given name').waitFor())],
  ['a picker', async ({ page }) => (await page.getByRole('button', { name: 'Columns' }).click(), page.locator('.columns-popover').waitFor())],
  ['a record beside', async ({ page, press }) => (await page.getByRole('grid').focus(), await press('Space'), page.locator('.peek .composer').waitFor())],
  ['the narrow sidebar', async ({ page, press }) => (await press('['), page.locator('.narrow-side').waitFor())],
  ['the layouts of a page', async ({ page }) => (await page.getByRole('button', { name: 'Layouts' }).click(), await page.getByRole('button', { name: 'Page of a record' }).click(), page.locator('.arrange-head').first().waitFor()), '/settings/objects?object=deal'],
  ['the cards being arranged', async ({ page }) => (await page.getByRole('button', { name: 'Arrange', exact: true }).click(), page.locator('.arrange li').first().waitFor()), '/'],
  ['a meeting being planned', async ({ page }) => (await page.getByRole('button', { name: 'New meeting' }).first().click(), page.locator('.free-line').first().waitFor()), '/calendar?show=week'],
  ['the names of a stage', async ({ page }) => (await page.getByRole('button', { name: 'More: Qualified' }).click(), await page.getByRole('option', { name: 'In other languages…' }).click(), page.getByLabel('Polski').waitFor()), '/settings/pipelines'],
  ['the look around', async ({ page }) => (await page.getByRole('button', { name: /Look around/ }).click(), page.locator('.tour-card').waitFor()), '/'],
];

for (const [name, open, path = '/people'] of layers)
  for (const dark of [false, true])
    journey(`axe finds nothing with ${name} (${dark ? 'dark' : 'light'})`, async (traveller) => {
      await traveller.go(path);
      if (path === '/people') await rowsShown(traveller.page);
      await open(traveller);
      await findNothing(traveller.page);
    }, { dark });
