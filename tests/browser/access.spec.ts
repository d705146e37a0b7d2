// Nobody is kept out: axe finds nothing on any route, what the page itself says is not cut in any language, and at 360 px
// every action is in reach. One run turns language, width and theme from route to route; with RELACJA_ALL every route is
// looked at in every way.

import { findNothing, inLanguage, named, waysFor } from './axe.ts';
import { check, journey, type Traveller } from './journey.ts';
import { wordsOf, type Language } from './words.ts';

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
  ['/settings/languages', '.figures.counts'],
  ['/settings/mail', 'form'],
  ['record', '.composer'],
  ['/import', '.drop'],
  ['/duplicates/people', '.sheet .hint'],
  ['/analysis/won?period=all', '.told-table'],
  ['/analysis/sales?period=all', '.told-table'],
  ['/analysis/targets', '.panel-head'],
  ['/analysis/pipeline?period=all', '.told-table'],
  ['/analysis/forecast', '.told-table'],
  ['/analysis/changes', '.figures'],
  ['/calendar?show=week', '.time-column'],
  ['/calendar?show=month', '.month-day'],
  ['/calendar?show=day', '.time-column'],
  ['/settings', '.settings'],
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

const somebody = async (call: Traveller['call']) => (await call<{ items: { id: string }[] }>('GET', `party?limit=1&filter=${encodeURIComponent('{"kind":"person"}')}`)).items[0]!.id;

/** The labels of objects, fields, choices and actions in a language, wherever they stand. */
function labelsIn(value: unknown, language: Language): string[] {
  if (value === null || typeof value !== 'object') return [];
  const own = (value as Record<string, unknown>)[language];
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap((part) => labelsIn(part, language))];
}

/** The page's own words are whole; data may be cut. */
async function nothingIsCut(page: Traveller['page'], said: string[]) {
  const cut = await page.evaluate((words) => {
    const known = new Set(words);
    const isCut = (element: Element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).textOverflow === 'ellipsis';
    return [...document.querySelectorAll('body *')].filter((element) => element.getClientRects().length && isCut(element) && known.has(element.textContent!.trim())).map((element) => element.textContent);
  }, said);
  check(!cut.length, `Cut: ${cut.join(', ')}`);
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
  for (const way of waysFor(index))
    journey(`axe finds nothing on ${route}, and nothing is out of reach at 360 px (${named(way)})`, async ({ page, call, go }) => {
      let path = route;
      if (route === 'record') path = `/people/${await somebody(call)}`;
      await inLanguage(page, way.language!);
      await go(path);
      await page.locator(ready).first().waitFor();
      await findNothing(page);
      await nothingIsCut(page, [...Object.values(await wordsOf(way.language!)), ...(stranger ? [] : labelsIn(await call('GET', 'meta'), way.language!))]);
      if (!stranger) await wholeOnAPhone(page, ready);
    }, { ...way, stranger });
});
