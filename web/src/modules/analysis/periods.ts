// The first and the last day of a period by its name.

import { addDays, dayOf } from '../../ui/dates';

export const comingPeriods = ['this_month', 'next_month', 'this_quarter', 'next_quarter', 'this_year', 'next_year'] as const;

const lengths = { month: 1, quarter: 3, year: 12 };

/** "this_quarter" as its days; none for all time. */
export function daysOf(period: string, today: string): [string | undefined, string | undefined] {
  const recent = /^last_(\d+)_days$/.exec(period);
  if (recent) return [addDays(today, 1 - Number(recent[1])), today];
  const named = /^(this|last|next)_(month|quarter|year)$/.exec(period);
  if (!named) return [undefined, undefined];
  const [year, month] = today.split('-').map(Number) as [number, number];
  const length = lengths[named[2] as keyof typeof lengths];
  const first = Math.floor((month - 1) / length) * length + { this: 0, last: -length, next: length }[named[1] as 'this'];
  return [dayOf(year, first + 1, 1), addDays(dayOf(year, first + 1 + length, 1), -1)];
}
