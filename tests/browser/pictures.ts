// Takes the pictures of docs/pictures: the ten main pages of the demo company, on a desk light and dark, and on a phone.
// `bin/pictures` runs it.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openBrowser, rowsShown, Travel, type Traveller, type Wish } from './journey.ts';
import { project, startDemo } from './program.ts';

interface Pictured {
  name: string;
  path: string;
  ready: string;
  then?: (traveller: Traveller) => Promise<unknown>;
}

const folder = path.join(project, 'docs/pictures');
const first = async ({ call }: Traveller, object: string, filter: object, sort: string) =>
  (await call<{ items: { id: string }[] }>('GET', `${object}?limit=1&sort=${sort}&filter=${encodeURIComponent(JSON.stringify(filter))}`)).items[0]!.id;

async function pages(traveller: Traveller): Promise<Pictured[]> {
  const person = await first(traveller, 'party', { kind: 'person' }, '-modified_at');
  const deal = await first(traveller, 'deal', { outcome: 'open' }, '-amount_base');
  return [
    { name: 'home', path: '/', ready: '.panels .home-line' },
    { name: 'people', path: '/people', ready: '.grid-row[aria-selected]' },
    { name: 'person', path: `/people/${person}`, ready: '.composer' },
    { name: 'deals', path: '/deal?show=board', ready: '.card' },
    { name: 'deal', path: `/deal/${deal}`, ready: '.composer' },
    { name: 'groups', path: '/deal?group=stage', ready: '.group-row' },
    { name: 'calendar', path: '/calendar?show=week', ready: '.time-column' },
    { name: 'palette', path: '/people', ready: '.grid-row[aria-selected]', then: async ({ page, press }) => (await rowsShown(page), await press('Control+k'), await page.keyboard.type('ana'), page.getByRole('option', { name: /Ана/ }).first().waitFor()) },
    { name: 'roles', path: '/settings/roles', ready: '.matrix' },
    { name: 'import', path: '/import', ready: '.drop' },
  ];
}

/** As WebP, a quarter of what the same picture is as PNG. */
async function picture({ page }: Traveller): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 88 });
  return Buffer.from(data, 'base64');
}

const ways: { end: string; wish: Wish }[] = [
  { end: '', wish: {} },
  { end: '-dark', wish: { dark: true } },
  { end: '-phone', wish: { phone: true } },
];

mkdirSync(folder, { recursive: true });
const program = await startDemo();
const browser = await openBrowser();
try {
  for (const { end, wish } of ways) {
    const travel = new Travel(browser, program);
    const traveller = await travel.begin(wish);
    await traveller.page.addInitScript(() => sessionStorage.removeItem('away since'));
    for (const one of await pages(traveller)) {
      await traveller.go(one.path);
      await traveller.page.locator(one.ready).first().waitFor();
      await traveller.page.waitForLoadState('networkidle');
      if (!wish.phone) await traveller.page.locator('.place-count').waitFor();
      await one.then?.(traveller);
      writeFileSync(path.join(folder, `${one.name}${end}.webp`), await picture(traveller));
    }
    await travel.end();
  }
} finally {
  await browser.close();
  program.stop();
}
