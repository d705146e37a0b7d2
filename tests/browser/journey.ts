// What the journeys share: a browser, a person who is signed in, and ways to look at the page without sleeping.

import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Locator, Page } from '../../web/node_modules/playwright-core/index.d.ts';
import { project, type Program } from './program.ts';

const require = createRequire(`${project}/web/package.json`);
const { chromium } = require('playwright-core') as typeof import('../../web/node_modules/playwright-core/index.d.ts');
export const axeSource = require.resolve('axe-core/axe.min.js');

export interface Wish {
  phone?: boolean;
  dark?: boolean;
  language?: 'en' | 'pl' | 'mk';
  stranger?: boolean;
  /** With the service worker, which other journeys do without: it would answer in the place of what they stand in for. */
  worker?: boolean;
}

export interface Traveller {
  page: Page;
  program: Program;
  /** Calls the interface as the person who is signed in. */
  call: <T = Record<string, unknown>>(method: string, path: string, body?: unknown) => Promise<T>;
  go: (path: string) => Promise<void>;
  see: (text: string | RegExp) => Promise<Locator>;
  press: (...keys: string[]) => Promise<void>;
  /** A second window of the same person. */
  another: (wish?: Wish) => Promise<Traveller>;
}

export interface Journey {
  name: string;
  wish: Wish;
  walk: (traveller: Traveller) => Promise<void>;
}

export const journeys: Journey[] = [];

export function journey(name: string, walk: Journey['walk'], wish: Wish = {}) {
  journeys.push({ name, walk, wish });
}

/** Stands in the names of what a journey makes: another one each time it is walked, so that it never meets what an earlier walk left. */
export let mark = '';
let marks = Date.now() % 1e7;
export const renewMark = () => void (mark = String(marks++ % 1e7).padStart(7, '0'));

export function check(holds: unknown, sentence: string): asserts holds {
  if (!holds) throw new Error(sentence);
}

export function same(found: unknown, wanted: unknown, what: string) {
  check(JSON.stringify(found) === JSON.stringify(wanted), `${what}: wanted ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`);
}

/** How long something may take that is awaited: long, since other work shares the machine; nothing waits longer than it must. */
const patience = 25_000;

/** Looks again and again until it holds; the page says by its content when it is ready. */
export async function until(sentence: string, holds: () => Promise<boolean>, limit = patience) {
  const begun = Date.now();
  while (!(await holds().catch(() => false))) {
    check(Date.now() - begun < limit, `Not in ${limit} ms: ${sentence}`);
    await new Promise((again) => setTimeout(again, 25));
  }
}

export const openBrowser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

const cookies = new Map<string, string>(); // by the address of the program

async function signedIn(program: Program): Promise<string> {
  const known = cookies.get(program.url);
  if (known) return known;
  const answer = await fetch(`${program.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'relacja' },
    body: JSON.stringify({ login: program.login, password: program.password }),
  });
  check(answer.ok, `Signing in answered ${answer.status}: ${await answer.text()}`);
  const cookie = /relacja=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')![1]!;
  cookies.set(program.url, cookie);
  return cookie;
}

const planned = new Map<string, Promise<string>>(); // by the address of the program

/** What is planned for the next hours: nobody is reminded of it, whatever the time of the day. */
async function plannedSoon(program: Program): Promise<string> {
  const span = { gte: new Date().toISOString(), lt: new Date(Date.now() + 12 * 3_600_000).toISOString() };
  const filter = JSON.stringify({ or: [{ starts_at: span }, { due_at: span }] });
  const answer = await fetch(`${program.url}/api/v1/activity?limit=200&fields=id&filter=${encodeURIComponent(filter)}`, { headers: { Cookie: `relacja=${await signedIn(program)}` } });
  check(answer.ok, `What is planned answered ${answer.status}.`);
  return ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id).join(' ');
}

export class Travel {
  readonly complaints: string[] = [];
  private readonly contexts: BrowserContext[] = [];
  private readonly browser: Browser;
  private readonly program: Program;

  constructor(browser: Browser, program: Program) {
    this.browser = browser;
    this.program = program;
  }

  async begin(wish: Wish): Promise<Traveller> {
    const { program } = this;
    const context = await this.browser.newContext({
      viewport: wish.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
      colorScheme: wish.dark ? 'dark' : 'light',
      locale: 'en-GB',
      reducedMotion: 'reduce',
      serviceWorkers: wish.worker ? 'allow' : 'block',
    });
    this.contexts.push(context);
    context.setDefaultTimeout(patience);
    if (!wish.stranger) {
      await context.addCookies([{ name: 'relacja', value: await signedIn(program), url: program.url }]);
      if (!planned.has(program.url)) planned.set(program.url, plannedSoon(program));
      await context.addInitScript((ids) => location.protocol === 'http:' && sessionStorage.setItem('reminded', `${sessionStorage.getItem('reminded') ?? ''} ${ids}`), await planned.get(program.url)!);
    }
    if (wish.language) await context.addInitScript((name) => localStorage.setItem('language', name), wish.language);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(`The page broke: ${error.message}`));
    page.on('console', (message) => {
      // Refusals are part of the journeys; anything else said as an error is a fault, above all of the content policy.
      if (message.type() === 'error' && !/status of (4\d\d)|ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(message.text())) this.complaints.push(message.text());
    });
    const call: Traveller['call'] = async (method, path, body) => {
      const answer = await fetch(`${program.url}/api/v1/${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'relacja', Cookie: `relacja=${await signedIn(program)}` },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      check(answer.ok, `${method} ${path} answered ${answer.status}: ${text}`);
      return text ? JSON.parse(text) : null;
    };
    return {
      page,
      program,
      call,
      go: async (path) => void (await page.goto(program.url + path)),
      see: async (text) => {
        const found = page.getByText(text).first();
        await found.waitFor();
        return found;
      },
      press: async (...keys) => {
        for (const key of keys) await page.keyboard.press(key);
      },
      another: (other = {}) => this.begin(other),
    };
  }

  async end() {
    for (const context of this.contexts) await context.close();
  }
}

/** Waits until the grid shows rows. */
export const rowsShown = (page: Page) => page.locator('[data-grid] [role=row][aria-selected]').first().waitFor();

export const titles = (page: Page) => page.locator('.grid-row .row-title').allInnerTexts();
