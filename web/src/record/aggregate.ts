// What the server counts and sums over all records, not only those shown.

import { get } from '../app/api';
import type { Filter, LinkValue } from '../app/types';
import type { Sum } from './sum';

interface AggregateRow {
  group: Record<string, LinkValue | string | number | null>;
  count: number;
  [measure: string]: unknown;
}

export interface Aggregate {
  rows: AggregateRow[];
}

export const moneyOf = (value: unknown): Sum | null => (Array.isArray(value) ? ((value[0] as Sum | undefined) ?? null) : ((value as Sum | null) ?? null));

export const groupKey = (value: LinkValue | string | number | null | undefined): string | null =>
  value === null || value === undefined ? null : typeof value === 'object' ? value.id : String(value);

export const aggregateQuery = (object: string, query: { group?: string; measure: string; filter: Filter; search?: string }) => ({
  queryKey: ['aggregate', object, query],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Aggregate>(`${object}/aggregate`, { ...query, filter: JSON.stringify(query.filter) }, signal),
});
