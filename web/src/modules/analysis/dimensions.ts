// What sales are told apart by: fields of the record, or of one that it links to; and which rows stand behind a value.

import { objectNamed } from '../../app/session';
import type { Field, Filter, LinkValue, ObjectMeta } from '../../app/types';
import { canGroup } from '../../record/list/group-head';
import { choiceLabel, fieldLabel } from '../../record/values';
import { monthAlone, monthShort } from '../../ui/dates';
import { language, t } from '../../ui/language';

export type GroupValue = LinkValue | string | number | boolean | null | undefined;

export interface Dimension {
  /** As the server takes it: "owner.team", "closed_on:quarter". */
  key: string;
  label: string;
  /** The last field of the path. */
  field: Field;
  link?: Field;
  period?: 'month' | 'quarter' | 'year';
}

const offeredPaths = [
  'owner', 'owner.team', 'product', 'product.category', 'product.brand', 'product.series', 'territory', 'source',
  'party', 'party.sector', 'party.country', 'party.kind', 'party.lifecycle_stage', 'pipeline', 'loss_reason',
  'deal.product', 'deal.territory', 'deal.source', 'kind',
];

const readable = (object: ObjectMeta | undefined, name: string) => object?.fields.find((field) => field.name === name && !field.hidden && field.filterable !== false);

function dimensionOf(object: ObjectMeta, path: string): Dimension | undefined {
  const [first, last] = path.split('.') as [string, string?];
  const field = readable(object, first);
  if (!field || !last) return field && { key: path, label: fieldLabel(field), field };
  const inner = readable(objectNamed(field.to?.[0]), last);
  if (!inner) return undefined;
  const own = fieldLabel(inner);
  return { key: path, label: ['party', 'product'].includes(first) ? `${fieldLabel(field)}: ${own}` : own, field: inner, link: field };
}

/** By what the records of an object can be told apart; `day` is the one that says when. */
export function dimensionsOf(object: ObjectMeta, day: string): Dimension[] {
  const known = offeredPaths.map((path) => dimensionOf(object, path)).filter((one) => one !== undefined);
  const own = object.fields.filter((field) => field.own && (canGroup(field) || field.kind === 'text')).map((field) => ({ key: field.name, label: fieldLabel(field), field }));
  const when = readable(object, day);
  const periods = when ? (['month', 'quarter', 'year'] as const).map((period) => ({ key: `${day}:${period}`, label: t(`analysis.${period}`), field: when, period })) : [];
  return [...known, ...own, ...periods];
}

/** "March 2026", "Q1 2026", "2026" for the first day of a period. */
/** A month under its column of a chart: the year stands where it begins. */
export function columnName(first: string, before: string | undefined): string {
  const year = first.slice(0, 4);
  const month = monthShort(Number(first.slice(5, 7)), language());
  return before?.startsWith(year) ? month : `${month} ${year}`;
}

export function periodName(first: string, period: string): string {
  const year = first.slice(0, 4);
  const month = Number(first.slice(5, 7));
  if (period === 'year') return year;
  if (period === 'quarter') return `${language() === 'en' ? 'Q' : language() === 'pl' ? 'kw. ' : 'кв. '}${Math.ceil(month / 3)} ${year}`;
  return `${monthAlone(month, language())} ${year}`;
}

export function valueName({ field, period }: Dimension, value: GroupValue): string {
  if (value === null || value === undefined || value === '') return t('analysis.none');
  if (typeof value === 'object') return value.title || t('analysis.none');
  if (period) return periodName(String(value), period);
  if (field.kind === 'choice') return choiceLabel(field, value);
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  return String(value);
}

const months = { month: 1, quarter: 3, year: 12 };

/** The last day of the period that begins with this one. */
export function endOf(first: string, period: keyof typeof months): string {
  const [year, month] = first.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months[period], 0)).toISOString().slice(0, 10);
}

/** The rows that stand behind a value. */
export function rowsBehind({ key, field, link, period }: Dimension, value: GroupValue): Filter {
  if (period && value) return { [field.name]: { gte: String(value), lte: endOf(String(value), period) } };
  if (value === null || value === undefined || value === '') return link ? { or: [{ [link.name]: { is_null: true } }, { [key]: { is_null: true } }] } : { [key]: { is_null: true } };
  if (typeof value === 'object') return { [key]: { in: [value.id] } };
  return field.kind === 'choice' ? { [key]: { in: [value] } } : { [key]: { eq: value } };
}

/** Both filters at once: conditions on one field join; of two equal operators the later one is narrower. */
export function both(one: Filter, other: Filter): Filter {
  const joined: Filter = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const before = joined[key];
    const plain = (it: unknown): it is object => typeof it === 'object' && it !== null && !Array.isArray(it);
    joined[key] = plain(before) && plain(value) ? { ...before, ...value } : value;
  }
  return joined;
}
