// Whoever says words that come later brings them along, or says nothing.

import { describe, expect, it } from 'vitest';
import { calendarWords } from './messages/calendar';
import { companyWords } from './messages/company';
import { duplicateWords } from './messages/duplicates';
import { emptyWords } from './messages/empty';
import { entranceWords } from './messages/entrance';
import { homeWords } from './messages/home';
import { importWords } from './messages/import';
import { peopleWords } from './messages/people';
import { settingsWords } from './messages/settings';

/** Where each part of the words is spoken of, and what the import of it ends with. */
const parts = [
  { words: calendarWords, from: '/modules/calendar/words.ts' },
  { words: companyWords, from: '/modules/settings/company-words.ts' },
  { words: duplicateWords, from: '/record/merge/words.ts' },
  { words: emptyWords, from: '/record/list/words.ts' },
  { words: entranceWords, from: '/app/words.ts' },
  { words: homeWords, from: '/modules/home/words.ts' },
  { words: importWords, from: '/modules/import/words.ts' },
  { words: peopleWords, from: '/modules/rights/words.ts' },
  { words: settingsWords, from: '/modules/settings/words.ts' },
];

const sources = import.meta.glob<string>('../**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });

/** The file an import leads to, from the folder of the page's sources. */
const led = (by: string, to: string) => new URL(to, `file:///src/ui/${by}`).pathname.replace('/src', '') + '.ts';

/** The keys a source says, and beginnings of keys it completes. */
function said(source: string): { keys: string[]; beginnings: string[] } {
  const keys = [...source.matchAll(/\bt\('([\w.]+)'/g)].map((match) => match[1]!);
  const beginnings = [...source.matchAll(/\bt\(`([\w.]+\.)\$\{/g)].map((match) => match[1]!);
  return { keys, beginnings };
}

describe('words that come later', async () => {
  for (const { words, from } of parts) {
    const known = Object.keys(await words.en());
    it(`are brought from ${from} by all who say them`, () => {
      const silent = Object.entries(sources).filter(([name, source]) => {
        if (name.includes('/messages/') || name.endsWith('.test.ts')) return false;
        const { keys, beginnings } = said(source);
        const says = keys.some((key) => known.includes(key)) || beginnings.some((one) => known.some((key) => key.startsWith(one)));
        return says && ![...source.matchAll(/^import '([^']+)';/gm)].some((match) => led(name, match[1]!) === from);
      });
      expect(silent.map(([name]) => name)).toEqual([]);
    });
  }
});
