// Money is counted in its smallest units as whole numbers of any length; only what is drawn becomes a fraction.

import type { Money } from '../../app/types';
import { moneyOf } from '../../record/aggregate';
import type { Sum } from '../../record/sum';
import { companyCurrency } from '../../record/values';
import { formatPercent } from '../../ui/format';
import { language } from '../../ui/language';

const decimals = ({ amount }: Money) => amount.split('.')[1]?.length ?? 0;

/** "12.50" as 1250. */
export const minorOf = (money: Money | null | undefined): bigint => BigInt((money?.amount ?? '0').replace('.', ''));

/** So many of the smallest units in the currency of `like`. */
export function moneyLike(like: Sum, minor: bigint): Sum {
  const digits = decimals(like);
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const amount = digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
  return { ...like, amount: (minor < 0n ? '-' : '') + amount };
}

export const sumOf = (value: unknown): Sum => {
  const sum = moneyOf(value);
  return sum && sum.amount !== null ? sum : { amount: '0', currency: sum?.currency ?? companyCurrency(), ...(sum?.no_rate ? { no_rate: sum.no_rate } : {}) };
};

export function added(sums: Sum[]): Sum {
  const longest = sums.reduce((best, one) => (decimals(one) > decimals(best) ? one : best), sums[0] ?? sumOf(null));
  const scale = (one: Sum) => minorOf(one) * 10n ** BigInt(decimals(longest) - decimals(one));
  const without = sums.reduce((all, one) => all + (one.no_rate ?? 0), 0);
  return { ...moneyLike(longest, sums.reduce((all, one) => all + scale(one), 0n)), no_rate: without };
}

/** Rounded half away from zero. */
export function quotient(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) return 0n;
  const half = divisor / 2n;
  return dividend < 0n ? -((-dividend + half) / divisor) : (dividend + half) / divisor;
}

export const averageOf = (sum: Sum, count: number): Sum => ({ ...moneyLike(sum, quotient(minorOf(sum), BigInt(count))), no_rate: 0 });

/** A part of a whole in tenths of a percent, as a text; empty where there is no whole. */
export function percentOf(part: bigint | number, whole: bigint | number): string {
  if (BigInt(whole) === 0n) return '–';
  const tenths = quotient(BigInt(part) * 1000n, BigInt(whole));
  return formatPercent(`${tenths < 0n ? '-' : ''}${(tenths < 0n ? -tenths : tenths) / 10n}.${(tenths < 0n ? -tenths : tenths) % 10n}`, language());
}

/** For the length of a bar. */
export const fraction = (part: bigint | number, whole: bigint | number) => (Number(whole) ? Math.max(0, Math.min(1, Number(part) / Number(whole))) : 0);
