// The totals of a board's columns, put together from what the server counted.

import type { Money } from '../../app/types';
import { groupKey, moneyOf, type Aggregate } from '../aggregate';
import type { Sum } from '../sum';

export interface Total {
  count: number;
  sum: Sum | null;
  /** The sum weighed by each card's chance, where cards have one. */
  weighted: Money | null;
}

const digitsOf = (amount: string) => amount.split('.')[1]?.length ?? 0;
const units = (amount: string, digits: number) => BigInt(amount.replace('.', '') + '0'.repeat(digits - digitsOf(amount)));

/** So many units as an amount of so many digits. */
function amountOf(total: bigint, digits: number): string {
  const text = String(total < 0n ? -total : total).padStart(digits + 1, '0');
  return (total < 0n ? '-' : '') + (digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text);
}

function added(a: Sum | null, b: Sum | null): Sum | null {
  if (!a || !b) return a ?? b;
  const digits = Math.max(digitsOf(a.amount), digitsOf(b.amount));
  const without = (a.no_rate ?? 0) + (b.no_rate ?? 0);
  return { amount: amountOf(units(a.amount, digits) + units(b.amount, digits), digits), currency: a.currency, ...(without ? { no_rate: without } : {}) };
}

/** A share of an amount in percent, in digits two finer than it. */
function shareOf(sum: Sum, percent: number): Money {
  const digits = digitsOf(sum.amount);
  return { amount: amountOf(units(sum.amount, digits) * BigInt(percent), digits + 2), currency: sum.currency };
}

/** The totals of each value of `field`, also from groups finer than that; weighed where the groups tell a probability. */
export function totalsOf(aggregate: Aggregate | undefined, field: string, sum: string | null | undefined): Map<string | null, Total> {
  const totals = new Map<string | null, Total>();
  for (const row of aggregate?.rows ?? []) {
    const key = groupKey(row.group[field]);
    const part = sum ? moneyOf(row[`sum:${sum}`]) : null;
    const weighted = part && 'probability' in row.group ? shareOf(part, Number(row.group.probability ?? 0)) : null;
    const before = totals.get(key);
    totals.set(key, { count: row.count + (before?.count ?? 0), sum: added(before?.sum ?? null, part), weighted: added(before?.weighted ?? null, weighted) });
  }
  return totals;
}
