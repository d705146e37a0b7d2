// What a route costs a browser that has nothing of it yet: bytes, the main thread's processor time, rounds of requests,
// and whether anything jumps. Run by itself it prints the figures of the demo company, or of RELACJA_URL, as JSON.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from '../../web/node_modules/playwright-core/index.d.ts';
import { openBrowser, Travel } from './journey.ts';
import { project, startDemo, type Program } from './program.ts';

const assets = path.join(project, 'web/dist/assets');
export const zipped = (name: string) => gzipSync(readFileSync(path.join(assets, name))).length;

export interface Weight {
  /** Bytes of script as they travel. */
  script: number;
  /** Milliseconds of the main thread's processor time until the data is shown. */
  processor: number;
  /** Requests for data that began after an earlier answer had come, each counted as one more round. */
  rounds: number;
  /** How far things moved while it came, as the browser scores it. */
  shift: number;
  /** Elements of the page when the data is shown. */
  elements: number;
}

/** The places whose weight is watched, each with what shows that its data is there. */
export const places = (person: string): Record<string, [route: string, shown: string]> => ({
  home: ['/', '.figures .figure'],
  list: ['/people', '[data-grid] [role=row][aria-selected]'],
  board: ['/deal?show=board', '[data-card]'],
  record: [`/party/${person}`, '.timeline-day'],
});

/** Milliseconds that the main thread has computed, without what the tools of the test made it do. */
async function threadTime(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const seconds = (name: string) => metrics.find((one) => one.name === name)!.value;
    return 1000 * (seconds('TaskDuration') - seconds('DevToolsCommandDuration'));
  };
}

export async function weigh(browser: Browser, program: Program, [route, shown]: [string, string]): Promise<Weight> {
  const travel = new Travel(browser, program);
  const { page } = await travel.begin({});
  const names = new Set<string>();
  let rounds = 0;
  let answered = true;
  page.on('request', (request) => {
    const name = /\/assets\/([^/?]+\.js)$/.exec(request.url())?.[1];
    if (name) names.add(name);
    if (!request.url().includes('/api/v1/') || request.method() !== 'GET') return;
    if (answered) rounds++;
    answered = false;
  });
  page.on('response', (response) => (answered ||= response.url().includes('/api/v1/')));
  await page.addInitScript(() => {
    const counted = window as unknown as { shift: number };
    counted.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) counted.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const time = await threadTime(page);
  const before = await time();
  await page.goto(program.url + route);
  await page.locator(shown).first().waitFor();
  const processor = (await time()) - before;
  const untilShown = rounds;
  await page.waitForLoadState('networkidle');
  const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
  const elements = await page.evaluate(() => document.querySelectorAll('*').length);
  await travel.end();
  return { elements, script: [...names].reduce((sum, name) => sum + zipped(name), 0), processor, rounds: untilShown, shift };
}

/** The median of several, since the first one also warms the program and the browser. */
export async function weighOften(browser: Browser, program: Program, place: [string, string], times = 5): Promise<Weight> {
  const found: Weight[] = [];
  for (let i = 0; i < times; i++) found.push(await weigh(browser, program, place));
  const middle = (of: (weight: Weight) => number) => found.map(of).sort((a, b) => a - b)[Math.floor(times / 2)]!;
  return { elements: middle((one) => one.elements), script: middle((one) => one.script), processor: middle((one) => one.processor), rounds: middle((one) => one.rounds), shift: Math.max(...found.map((one) => one.shift)) };
}

if (import.meta.filename === process.argv[1]) {
  const program = await startDemo();
  const browser = await openBrowser();
  try {
    const figures: Record<string, Weight> = {};
    const travel = new Travel(browser, program);
    const { call } = await travel.begin({});
    const [person] = (await call<{ items: { id: string }[] }>('GET', 'party?limit=1&filter=' + encodeURIComponent('{"kind":"person"}'))).items;
    await travel.end();
    for (const [name, place] of Object.entries(places(person!.id))) figures[name] = await weighOften(browser, program, place);
    console.log(JSON.stringify(figures));
  } finally {
    await browser.close();
    program.stop();
  }
}
