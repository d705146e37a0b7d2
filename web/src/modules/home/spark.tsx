// A line of twelve months beside a figure, so that one sees where it goes.

import { useQuery } from '@tanstack/react-query';
import { zone } from '../../app/session';
import type { Filter } from '../../app/types';
import { aggregateQuery, moneyOf } from '../../record/aggregate';
import { dayOf, today } from '../../ui/dates';

const width = 72;
const height = 26;

/** The first days of the twelve months that end with this one. */
export function lastMonths(now: string): string[] {
  const [year, month] = now.split('-').map(Number) as [number, number];
  return Array.from({ length: 12 }, (_, index) => dayOf(year, month - 11 + index, 1));
}

/** The points of a line through the values, the lowest at the foot. */
export function pointsOf(values: number[]): string {
  const most = Math.max(...values, 1);
  return values.map((value, index) => `${((index / (values.length - 1)) * width).toFixed(1)},${(height - 2 - (value / most) * (height - 4)).toFixed(1)}`).join(' ');
}

export function Spark({ filter, by }: { filter: Filter; by: string }) {
  const months = lastMonths(today(zone()));
  const { data } = useQuery(aggregateQuery('deal', { group: `${by}:month`, measure: 'sum:amount_base', filter: { ...filter, [by]: { gte: months[0] } } }));
  const sums = new Map(data?.rows.map((row) => [String(row.group[`${by}:month`]).slice(0, 10), Number(moneyOf(row['sum:amount_base'])?.amount ?? 0)]));
  return (
    <svg className="spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {data && <polyline points={pointsOf(months.map((month) => sums.get(month) ?? 0))} />}
    </svg>
  );
}
