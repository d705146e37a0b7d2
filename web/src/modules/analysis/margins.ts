// What is left of sales over their cost: of those alone whose whole cost is known.

import { useQuery } from '@tanstack/react-query';
import { objectNamed } from '../../app/session';
import type { Filter, LinkValue } from '../../app/types';
import { aggregateQuery, groupKey } from '../../record/aggregate';
import type { Sum } from '../../record/sum';
import { both } from './dimensions';
import { minorOf, percentOf, sumOf } from './sums';

export interface Left {
  /** How many of them are known. */
  count: number;
  sum: Sum;
  percent: string;
}

const measure = 'count,sum:margin_base,sum:net_total_base';

const leftOf = (row: Record<string, unknown> | undefined): Left | undefined => {
  const count = Number(row?.count ?? 0);
  if (!row || count === 0) return undefined;
  const sum = sumOf(row['sum:margin_base']);
  return { count, sum, percent: percentOf(minorOf(sum), minorOf(sumOf(row['sum:net_total_base']))) };
};

/** Of all, and by a dimension; `there` where this object has margins and its reader may see them. */
export function useMargins(object: string, filter: Filter, group: string) {
  const there = objectNamed(object)?.fields.some(({ name }) => name === 'margin') === true;
  const known = both(filter, { margin: { is_null: false } });
  const whole = useQuery({ ...aggregateQuery(object, { measure, filter: known }), enabled: there });
  const parts = useQuery({ ...aggregateQuery(object, { group, measure, filter: known }), enabled: there });
  const of = (value: unknown) => leftOf(parts.data?.rows.find((row) => groupKey(row.group[group] as LinkValue) === groupKey(value as LinkValue)));
  return { there, whole: leftOf(whole.data?.rows[0]), of };
}
