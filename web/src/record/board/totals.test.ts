import { describe, expect, it } from 'vitest';
import { totalsOf } from './totals';

const money = (amount: string, no_rate?: number) => ({ amount, currency: 'EUR', ...(no_rate ? { no_rate } : {}) });
const row = (stage: string | null, count: number, probability?: number, amount?: string, no_rate?: number) => ({
  group: { stage, ...(probability === undefined ? {} : { probability }) },
  count,
  'sum:amount_base': amount === undefined ? null : money(amount, no_rate),
});

describe('the totals of a board', () => {
  it('are put together exactly from those of each chance', () => {
    const totals = totalsOf({ rows: [row('a', 2, 10, '9007199254740993.01'), row('a', 1, 25, '0.02'), row('b', 1, 100, '-3.00')] }, 'stage', 'amount_base');
    expect(totals.get('a')).toEqual({ count: 3, sum: money('9007199254740993.03'), weighted: money('900719925474099.3060') });
    expect(totals.get('b')).toEqual({ count: 1, sum: money('-3.00'), weighted: money('-3.0000') });
  });
  it('say how many had no rate, and nothing where there is no amount', () => {
    const totals = totalsOf({ rows: [row(null, 2, 0, '1', 1), row(null, 3, 50), row(null, 1, 50, '3', 2)] }, 'stage', 'amount_base');
    expect(totals.get(null)).toEqual({ count: 6, sum: money('4', 3), weighted: { ...money('1.50') } });
  });
  it('are not weighed where there is no chance', () => {
    expect(totalsOf({ rows: [row('a', 2, undefined, '5.00')] }, 'stage', 'amount_base').get('a')).toEqual({ count: 2, sum: money('5.00'), weighted: null });
    expect(totalsOf({ rows: [row('a', 2)] }, 'stage', null).get('a')).toEqual({ count: 2, sum: null, weighted: null });
  });
});
