import { describe, expect, it } from 'vitest';
import type { Item } from '../../app/types';
import { unanswered } from './unanswered';

const named = (id: string, at: string, object: string, on: string) => ({ id, version: 1, title: '', created_at: at, about: { object, id: on, title: on } }) as Item;
const wrote = (at: string, more: object) => ({ id: at, version: 1, title: '', created_at: at, ...more }) as Item;

describe('a mention', () => {
  it('waits until I write on that record', () => {
    const one = named('1', '2026-11-02T10:00:00Z', 'deal', 'd');
    expect(unanswered([one], [])).toEqual([one]);
    expect(unanswered([one], [wrote('2026-11-02T09:00:00Z', { about: { object: 'deal', id: 'd' } })])).toEqual([one]);
    expect(unanswered([one], [wrote('2026-11-02T11:00:00Z', { about: { object: 'deal', id: 'other' } })])).toEqual([one]);
    expect(unanswered([one], [wrote('2026-11-02T11:00:00Z', { about: { object: 'deal', id: 'd' } })])).toEqual([]);
  });

  it('of a customer is answered by a note about them', () => {
    expect(unanswered([named('1', '2026-11-02T10:00:00Z', 'party', 'p')], [wrote('2026-11-03T10:00:00Z', { about: null, party: { id: 'p' } })])).toEqual([]);
  });

  it('stands once for a record', () => {
    expect(unanswered([named('2', '2026-11-03T10:00:00Z', 'deal', 'd'), named('1', '2026-11-02T10:00:00Z', 'deal', 'd')], []).map(({ id }) => id)).toEqual(['2']);
  });
});
