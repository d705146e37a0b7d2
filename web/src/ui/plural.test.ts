import { describe, expect, it } from 'vitest';
import { formatNumber } from './format';
import type { MessageKey } from './language';
import { fill, pluralForm, pluralForms } from './plural';
import { calendarWords } from './messages/calendar';
import { companyWords } from './messages/company';
import { duplicateWords } from './messages/duplicates';
import { en as core } from './messages/en';
import { emptyWords } from './messages/empty';
import { entranceWords } from './messages/entrance';
import { homeWords } from './messages/home';
import { importWords } from './messages/import';
import { mk as coreMk } from './messages/mk';
import { peopleWords } from './messages/people';
import { pl as corePl } from './messages/pl';
import { settingsWords } from './messages/settings';

const parts = [calendarWords, companyWords, duplicateWords, emptyWords, entranceWords, homeWords, importWords, peopleWords, settingsWords];
const whole = async (language: 'en' | 'pl' | 'mk', core: object) => Object.assign({}, core, ...(await Promise.all(parts.map((part) => part[language]())))) as Messages;

const en = await whole('en', core);
const pl = await whole('pl', corePl);
const mk = await whole('mk', coreMk);
type Messages = Record<MessageKey, string>;

const invoices = {
  pl: '{n, plural, one {# faktura} few {# faktury} many {# faktur} other {# faktury}}',
  mk: '{n, plural, one {# фактура} other {# фактури}}',
};

const say = (language: 'pl' | 'mk', n: number) => fill(invoices[language], { n }, language, (value) => formatNumber(value, language));

describe('plurals', () => {
  it('count Polish invoices as offices do', () => {
    const said = [0, 1, 2, 5, 12, 21, 22, 25, 102, 112, 1.5].map((n) => say('pl', n));
    expect(said).toEqual([
      '0 faktur', '1 faktura', '2 faktury', '5 faktur', '12 faktur', '21 faktur', '22 faktury', '25 faktur', '102 faktury', '112 faktur', '1,5 faktury',
    ]);
  });

  it('count Macedonian invoices by the last digit but eleven', () => {
    const said = [0, 1, 2, 11, 21, 101, 111].map((n) => say('mk', n));
    expect(said).toEqual(['0 фактури', '1 фактура', '2 фактури', '11 фактури', '21 фактура', '101 фактура', '111 фактури']);
  });

  it('know one and other in English', () => {
    expect([0, 1, 2, 21].map((n) => pluralForm('en', n))).toEqual(['other', 'one', 'other', 'other']);
  });

  it('prefer an exact number to the rule and fill what is inside a form', () => {
    const text = '{n, plural, =0 {nobody, {name}} one {# person} other {# people}}';
    expect(fill(text, { n: 0, name: 'Ana' }, 'en', String)).toBe('nobody, Ana');
    expect(fill(text, { n: 3 }, 'en', String)).toBe('3 people');
  });

  it('refuse a message with a brace left open', () => {
    expect(() => fill('{n, plural, one {#}', { n: 1 }, 'en', String)).toThrow(/Unclosed/);
  });
});

const needed = { en: ['one', 'other'], pl: ['one', 'few', 'many', 'other'], mk: ['one', 'other'] };

const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)(?=\}|\s*,\s*plural)/g)].map((match) => match[1]))].sort();

describe('catalogues', () => {
  const catalogues: Record<'en' | 'pl' | 'mk', Messages> = { en, pl, mk };
  for (const language of ['en', 'pl', 'mk'] as const)
    it(`have every plural form in ${language}`, () => {
      for (const [key, text] of Object.entries(catalogues[language]))
        for (const part of text.matchAll(/\{\w+, plural,/g)) {
          const forms = [...pluralForms(text.slice(part.index + part[0].length)).keys()].filter((form) => !form.startsWith('='));
          expect(forms.slice(0, needed[language].length), key).toEqual(needed[language]);
        }
    });

  it('speak of the same things in all languages', () => {
    for (const key of Object.keys(en) as (keyof Messages)[]) {
      // A form may leave the number out ("one new"), the things named must be the same.
      const wanted = names(en[key]).filter((name) => name !== 'what');
      expect(names(pl[key]).filter((name) => name !== 'what'), `pl ${key}`).toEqual(wanted);
      expect(names(mk[key]).filter((name) => name !== 'what'), `mk ${key}`).toEqual(wanted);
    }
  });

  it('leave nothing untranslated into Cyrillic', () => {
    const latinOnly = Object.entries(mk).filter(([, text]) => /[A-Za-z]{4,}/.test(text.replace(/\{[^}]*\}?|plural|other|Relacja|AGPL|Excel|xlsx|JSON|CSV|EUR|Apple|Google|Microsoft|Mozilla|iPhone/g, '')));
    expect(latinOnly).toEqual([]);
  });
});
