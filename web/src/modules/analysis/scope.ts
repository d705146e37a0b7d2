// What is looked at: a period and conditions, as the address says them.

import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Filter } from '../../app/types';
import { both } from './dimensions';

export interface AnalysisSearch {
  period?: string;
  filter?: Filter;
  by?: string;
  of?: string;
  since?: string;
}

export const pastPeriods = ['this_month', 'last_month', 'this_quarter', 'last_quarter', 'this_year', 'last_year', 'last_30_days', 'last_90_days'] as const;

/** Of the periods a part offers the first is meant where the address names none of them. */
export function useScope(periods: readonly string[]) {
  const search: AnalysisSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const period = search.period && periods.includes(search.period) ? search.period : periods[0]!;
  const filter = search.filter ?? {};
  return {
    search,
    period,
    filter,
    /** The records of the scope by the day that counts, and what else must hold. */
    within: (day: string, more: Filter = {}): Filter => both(both(filter, period === 'all' ? {} : { [day]: { within: period } }), more),
    change: (next: AnalysisSearch) =>
      void navigate({ to: '.', search: ((old: AnalysisSearch) => Object.fromEntries(Object.entries({ ...old, ...next }).filter(([, value]) => value !== undefined && value !== ''))) as never, replace: true }),
  };
}

export type Scope = ReturnType<typeof useScope>;
