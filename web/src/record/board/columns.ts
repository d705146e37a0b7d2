// The columns of a board: the choices of its field, or the records it links to, with the totals the server counts.

import { useQuery } from '@tanstack/react-query';
import { objectNamed, offered } from '../../app/session';
import type { Field, Filter, Item, ObjectMeta } from '../../app/types';
import { label, t } from '../../ui/language';
import { aggregateQuery } from '../aggregate';
import { stepColor } from '../steps';
import { fewQuery } from '../store';
import { scopeField } from './scope-field';
import { totalsOf, type Total } from './totals';

export interface Column {
  /** What the field holds for a card of this column; null for cards without. */
  value: string | null;
  title: string;
  color: number;
}

interface Scope {
  /** A field both the cards and the columns have: the pipeline of deals and stages. */
  field: Field;
  options: Item[];
  chosen: Item | undefined;
}

export function useColumns(object: ObjectMeta, field: Field, wishedScope: string | undefined) {
  const target = field.kind === 'link' ? objectNamed(field.to?.[0]) : undefined;
  const shared = scopeField(object, target);
  const scopes = useQuery({ ...fewQuery(shared?.to?.[0] ?? '', { filter: offered(objectNamed(shared?.to?.[0])), limit: 50 }), enabled: shared !== undefined });
  const options = scopes.data?.items ?? [];
  const chosen = options.find((item) => item.id === wishedScope) ?? options.find((item) => item.is_default === true) ?? options[0];
  const filter: Filter = shared && chosen ? { [shared.name]: chosen.id } : {};
  const sort = target?.fields.some(({ name }) => name === 'position') ? 'position' : target?.sort;
  const linked = useQuery({ ...fewQuery(target?.name ?? '', { filter: { ...filter, ...offered(target) }, sort, limit: 50 }), enabled: target !== undefined && (!shared || scopes.isSuccess) });
  const scope: Scope | undefined = shared && { field: shared, options, chosen };
  if (!target) {
    const columns: Column[] = (field.choices ?? []).map((choice) => ({ value: choice.name, title: label(choice.label, choice.name), color: choice.color ?? 4 }));
    if (!field.required) columns.push({ value: null, title: t('board.none'), color: 4 });
    return { columns, scope, filter, waiting: false };
  }
  const columns: Column[] = (linked.data?.items ?? []).map((item, index) => ({ value: item.id, title: item.title, color: stepColor(item, index) }));
  if (target.name === 'user' && !field.required && columns.length) columns.push({ value: null, title: t('board.none'), color: 4 });
  return { columns, scope, filter, waiting: linked.isPending };
}

/** The count and the sum of every column, counted by the server over all cards, not only those shown; asked for once, when the columns are known. */
export function useTotals(object: ObjectMeta, filter: Filter, search: string | undefined, waiting: boolean): Map<string | null, Total> {
  const { field, sum } = object.board!;
  const measure = sum ? `count,sum:${sum}` : 'count';
  // Where cards have a chance, their totals are put together from those of each chance: one question, not two.
  const weighs = Boolean(sum) && object.fields.some(({ name, kind }) => name === 'probability' && kind === 'whole');
  const finely = useQuery({ ...aggregateQuery(object.name, { group: `${field},probability`, measure, filter, search }), enabled: weighs && !waiting });
  const plainly = useQuery({ ...aggregateQuery(object.name, { group: field, measure, filter, search }), enabled: (!weighs || finely.isError) && !waiting });
  return totalsOf(finely.data ?? plainly.data, field, sum);
}
