// The records of the pairs: what tells one from the other, and which pairs belong to the place one looks from.

import { useQueries } from '@tanstack/react-query';
import { kindLabel, type Place } from '../../app/places';
import type { Address, Item, LinkValue, ObjectMeta, Page } from '../../app/types';
import { fewQuery } from '../../record/store';
import { asText, fieldNamed, isEmpty } from '../../record/values';
import { formatAgo } from '../../ui/dates';
import { language } from '../../ui/language';

export interface Pair {
  a: LinkValue;
  b: LinkValue;
  score: number;
  same: string[];
  alike: string[];
}

const idsOf = (page: Page<Pair>) => [...new Set(page.items.flatMap(({ a, b }) => [a.id, b.id]))];

/** Reads the records of every page; a pair concerns the place when one of the two stands in its list. */
export function useSides(place: Place, pages: Page<Pair>[]) {
  const { object, filter } = place;
  const read = (narrow: boolean) => pages.map((page) => {
    const ids = idsOf(page);
    return { ...fewQuery(object.name, { filter: { id: { in: ids }, ...(narrow ? filter : {}) }, limit: 100 }), enabled: ids.length > 0 };
  });
  const all = useQueries({ queries: read(false) }).flatMap(({ data }) => data?.items ?? []);
  const here = useQueries({ queries: read(true) });
  const own = new Set(here.flatMap(({ data }) => data?.items.map(({ id }) => id) ?? []));
  return {
    known: new Map(all.map((item) => [item.id, item])),
    concerns: ({ a, b }: Pair) => !Object.keys(filter).length || own.has(a.id) || own.has(b.id),
    waiting: here.some(({ isPending, isEnabled }) => isEnabled && isPending),
  };
}

/** What one looks at to tell two of the same name apart: where, how they are reached, how old the record is. */
export function sideText(object: ObjectMeta, item: Item | undefined): string {
  if (!item) return '\u00a0';
  const parts = ['email', 'phone', 'tax_id'].map((name) => {
    const field = fieldNamed(object.fields, name);
    return field && !isEmpty(item[name]) ? asText(field, item[name]) : '';
  });
  const city = (item.address as Address | null)?.city;
  return [object.name === 'party' ? kindLabel(object, item) : '', city, ...parts, formatAgo(String(item.created_at), language())].filter(Boolean).join(' · ');
}
