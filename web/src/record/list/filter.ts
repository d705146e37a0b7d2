// Filters as people see them, a row of conditions, and as the server reads them, a JSON object.

import type { Field, Filter, Kind } from '../../app/types';

export type Operator = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in' | 'not_in' | 'contains' | 'starts_with' | 'is_null' | 'within' | 'has';

export interface Condition {
  field: string;
  operator: Operator;
  value: unknown;
}

const ofNumber: Operator[] = ['eq', 'ne', 'gte', 'lte', 'gt', 'lt', 'is_null'];

const byKind: Partial<Record<Kind, Operator[]>> = {
  yes_no: ['eq'],
  day: ['within', 'eq', 'ne', 'gte', 'lte', 'gt', 'lt', 'is_null'],
  moment: ['within', 'gte', 'lte', 'gt', 'lt', 'is_null'],
  choice: ['in', 'not_in', 'is_null'],
  choices: ['has', 'is_null'],
  tags: ['has', 'is_null'],
  link: ['in', 'not_in', 'is_null'],
  links: ['has', 'is_null'],
  link_any: ['eq', 'is_null'],
  file: ['is_null'],
  whole: ofNumber,
  rollup: ['eq', 'ne', 'gte', 'lte', 'gt', 'lt'],
  decimal: ofNumber,
  percent: ofNumber,
  money: ['gte', 'lte', 'gt', 'lt', 'eq', 'ne', 'is_null'],
};

const ofText: Operator[] = ['contains', 'starts_with', 'eq', 'ne', 'is_null'];

/** The operators that make sense for a field, the usual one first. */
export const operatorsOf = (field: Field): Operator[] => byKind[field.kind] ?? ofText;

export const canFilter = (field: Field) => field.filterable !== false && !field.hidden && !['json', 'address'].includes(field.kind);

export const canShow = (field: Field) => !field.hidden && field.kind !== 'json';

/** Money is compared in the company's currency, by the field the server keeps for it. */
const compared: Operator[] = ['lt', 'lte', 'gt', 'gte', 'eq', 'ne'];

const keyOf = ({ field, operator }: Condition, fields: Field[]) => {
  const money = fields.find(({ name }) => name === field)?.kind === 'money';
  return money && compared.includes(operator) && !field.endsWith('_base') ? `${field}_base` : field;
};

/** The conditions as the server reads them. Two on one field join; the later of two equal operators wins. */
export function filterOf(conditions: Condition[], fields: Field[]): Filter {
  const filter: Filter = {};
  for (const condition of conditions) {
    const key = keyOf(condition, fields);
    const before = filter[key];
    filter[key] = { ...(before as object | undefined), [condition.operator]: condition.value };
  }
  return filter;
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The conditions of a filter, and what of it cannot be shown as conditions. */
export function conditionsOf(filter: Filter, fields: Field[]): { conditions: Condition[]; rest: Filter } {
  const conditions: Condition[] = [];
  const rest: Filter = {};
  for (const [key, value] of Object.entries(filter)) {
    const bare = key.replace(/_base$/, '');
    const field = fields.find(({ name }) => name === key)?.name ?? fields.find(({ name, kind }) => name === bare && kind === 'money')?.name;
    const known = field ?? (/^(created|modified)_at$|^external_id$/.test(key) ? key : undefined);
    if (!known) rest[key] = value;
    else if (isPlainObject(value))
      for (const [operator, operand] of Object.entries(value)) conditions.push({ field: known, operator: operator as Operator, value: operand });
    else conditions.push({ field: known, operator: 'eq', value });
  }
  return { conditions, rest };
}

/** Groups of conditions in a filter: any of them, or none of it. */
export const groupsOf = (rest: Filter) => ({ any: (rest.or as Filter[] | undefined) ?? [], none: rest.not as Filter | undefined });

/** "last_14_days" out of a number typed. */
export const dayCounts = (typed: string): string[] => (/^\d{1,4}$/.test(typed.trim()) && Number(typed) > 0 ? [`last_${Number(typed)}_days`, `next_${Number(typed)}_days`] : []);

/** Joins the filter of a place with the person's own; the place's wins. */
export const joined = (own: Filter, place: Filter): Filter => ({ ...own, ...place });

export const periods = [
  'today', 'yesterday', 'tomorrow', 'this_week', 'last_week', 'next_week', 'this_month', 'last_month', 'next_month',
  'this_quarter', 'last_quarter', 'next_quarter', 'this_year', 'last_year', 'next_year', 'last_7_days', 'last_30_days', 'last_90_days', 'next_7_days', 'next_30_days',
] as const;

export type Period = (typeof periods)[number];

/** The field to sort by for a column: money by its value in the company's currency. */
export const sortKey = (field: Field) => (field.kind === 'money' && !field.name.endsWith('_base') ? `${field.name}_base` : field.name);

/** The order of a column in "stage,-amount_base": rising, falling, or not in it; and its rank among several. */
export function orderOf(sort: string | undefined, key: string): { order: 'ascending' | 'descending' | 'none'; rank: number } {
  const keys = (sort ?? '').split(',').filter(Boolean);
  const at = keys.findIndex((one) => one.replace(/^-/, '') === key);
  return { order: at < 0 ? 'none' : keys[at]!.startsWith('-') ? 'descending' : 'ascending', rank: keys.length > 1 ? at + 1 : 0 };
}

/** The same columns the other way round. */
export const turned = (sort: string) => sort.split(',').map((one) => (one.startsWith('-') ? one.slice(1) : `-${one}`)).join(',');

/** The order after a click on a column: rising, falling, the list's own. With `add` the other columns stay before it. */
export function nextSort(now: string | undefined, key: string, add = false): string | undefined {
  const { order } = orderOf(now, key);
  const next = order === 'none' ? key : order === 'ascending' ? `-${key}` : '';
  if (!add) return next || undefined;
  const keys = (now ?? '').split(',').filter(Boolean);
  const known = keys.some((one) => one.replace(/^-/, '') === key);
  const all = known ? keys.map((one) => (one.replace(/^-/, '') === key ? next : one)) : [...keys, next];
  return all.filter(Boolean).join(',') || undefined;
}
