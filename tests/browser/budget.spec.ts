// The page stays small: bytes of script and style of each route, and nothing jumps while it comes.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { check, journey, rowsShown, until, type Traveller } from './journey.ts';
import { project } from './program.ts';
import { zipped } from './weigh.ts';

const assets = path.join(project, 'web/dist/assets');

journey('every list and record route loads at most 175 kB of script and 25 kB of style', async ({ page, go, call }) => {
  const [person] = (await call<{ items: { id: string }[] }>('GET', 'party?limit=1')).items;
  for (const route of ['/', '/people', '/deal?show=board', `/party/${person!.id}`, '/import', '/analysis/won', '/analysis/forecast', '/duplicates/people', '/settings/objects']) {
    const names = new Set<string>();
    const note = (request: { url: () => string }) => {
      const name = /\/assets\/([^/?]+\.js)$/.exec(request.url())?.[1];
      if (name) names.add(name);
    };
    await page.goto('about:blank'); // what the last route was still fetching is not this one's
    page.on('request', note);
    await go(route);
    await page.waitForLoadState('networkidle');
    page.off('request', note);
    const bytes = [...names].reduce((sum, name) => sum + zipped(name), 0);
    check(names.size > 0, `${route} loads script.`);
    check(bytes <= 175_000, `${route} loads ${bytes} bytes of script.`);
  }
  const style = readdirSync(assets).filter((name) => name.endsWith('.css')).reduce((sum, name) => sum + zipped(name), 0);
  check(style <= 25_000, `The styles are ${style} bytes.`);
});

/** Counts how far anything jumps on the pages that are opened from now on. */
async function countShift({ page }: Traveller) {
  await page.addInitScript(() => {
    (window as unknown as { shift: number }).shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) (window as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { shift: number }).shift);
}

journey('nothing jumps while a list comes', async (traveller) => {
  const shifted = await countShift(traveller);
  await traveller.go('/people');
  await rowsShown(traveller.page);
  const shift = await shifted();
  check(shift < 0.001, `The layout shifted by ${shift}.`);
});

journey('nothing jumps on what was seen before when its answers come late, each at another time', async (traveller) => {
  const { page, go } = traveller;
  const shifted = await countShift(traveller);
  let asked = 0;
  for (const route of ['/', '/calendar?show=week', '/analysis/won', '/analysis/sales', '/analysis/pipeline']) {
    await go(route);
    await page.waitForLoadState('networkidle');
    await page.route('**/api/v1/**', async (request) => {
      await new Promise((later) => setTimeout(later, 200 + (asked++ % 4) * 300));
      await request.continue().catch(() => undefined); // the page has gone on
    });
    await go(route);
    await page.waitForLoadState('networkidle');
    await until(`${route} stands`, async () => (await page.locator('[aria-busy=true]').count()) === 0);
    const shift = await shifted();
    check(shift < 0.01, `${route} shifted by ${shift}.`);
    await page.unroute('**/api/v1/**');
  }
});
