import { describe, expect, it } from 'vitest';
import { dayInWords } from './day-words';

const now = '2026-11-22'; // a Sunday

const cases: Record<string, Record<string, string>> = {
  'of the week': { friday: '2026-11-27', 'next friday': '2026-11-27', 'w piątek': '2026-11-27', 'we wtorek': '2026-11-24', петок: '2026-11-27', 'во среда': '2026-11-25', sunday: '2026-11-29' },
  'counted': { 'in 3 days': '2026-11-25', '+5': '2026-11-27', 'za 2 tygodnie': '2026-12-06', 'za tydzień': '2026-11-29', 'за 3 дена': '2026-11-25', 'за 1 месец': '2026-12-22', 'in 1 year': '2027-11-22' },
  'of the next': { 'next week': '2026-11-23', 'next month': '2026-12-01', 'przyszły miesiąc': '2026-12-01', 'следен петок': '2026-11-27' },
};

describe('days in words', () => {
  for (const [kind, words] of Object.entries(cases))
    it(`are read: ${kind}`, () => {
      expect(Object.fromEntries(Object.keys(words).map((word) => [word, dayInWords(word, now)]))).toEqual(words);
    });

  it('tell next friday from friday in the middle of a week', () => {
    expect([dayInWords('friday', '2026-11-24'), dayInWords('next friday', '2026-11-24')]).toEqual(['2026-11-27', '2026-12-04']);
  });

  it('keep to the last day of a shorter month', () => {
    expect(dayInWords('in 1 month', '2027-01-31')).toBe('2027-02-28');
  });

  it('are not everything', () => {
    expect(['', 'soon', 'in', 'next', 'marzec'].map((word) => dayInWords(word, now))).toEqual([null, null, null, null, null]);
  });
});
