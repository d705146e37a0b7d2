// Changing many records at once, in batches, so that it is quick and one refusal does not stop the rest.

import { post, type FieldProblem } from '../app/api';
import { queries } from '../app/session';
import type { Item, ObjectMeta } from '../app/types';
import { t } from '../ui/language';
import { sayProblem, sayUndoable } from '../ui/toast';
import { problemText, updateHeld } from './store';
import { fieldNamed, toWire } from './values';

interface Operation {
  method: 'PATCH' | 'DELETE' | 'POST';
  path: string;
  body?: unknown;
}

interface Result {
  status: number;
  body: (Partial<Item> & { detail?: string; fields?: FieldProblem[] }) | null;
}

const size = 200;

/** Runs operations in batches; those refused come back with why. */
async function run(operations: Operation[]): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < operations.length; at += size)
    results.push(...(await post<{ results: Result[] }>('batch', { atomic: false, operations: operations.slice(at, at + size) })).results);
  return results;
}

/** Reads everything of an object again, after more has changed than one record. */
export function again(object: string) {
  for (const kind of ['list', 'few', 'aggregate']) void queries.invalidateQueries({ queryKey: [kind, object] });
  for (const kind of ['record', 'timeline', 'history']) void queries.invalidateQueries({ queryKey: [kind, object] });
}

/** Whether the records of an object may be merged here. */
export const mayMerge = ({ name, can, actions, never_merged }: ObjectMeta) => name !== 'user' && !never_merged && can.update && (can.delete || actions.some((action) => action.name === 'merge'));

const whyOf = ({ body }: Result) => body?.fields?.[0]?.message || body?.detail || t('problem.unknown');

/** Runs one operation for each record; true for those that went well. Says how many did not and why the first of them. */
async function each(object: ObjectMeta, items: Item[], operation: (item: Item) => Operation): Promise<Item[]> {
  try {
    const results = await run(items.map(operation));
    const good = items.filter((_, index) => results[index]!.status < 300);
    const refused = results.filter((result) => result.status >= 300);
    if (refused.length) sayProblem(t('bulk.refused', { n: refused.length, why: whyOf(refused[0]!) }));
    return good;
  } catch (error) {
    sayProblem(problemText(error));
    return [];
  } finally {
    again(object.name);
  }
}

/** The values of one record for a change of many: plain values, or tags to add. */
export type Change = { values: Record<string, unknown> } | { addTag: string };

export async function changeMany(object: ObjectMeta, items: Item[], change: Change) {
  const valuesFor = (item: Item): Record<string, unknown> => ('values' in change ? change.values : { tags: [...new Set([...((item.tags as string[] | null) ?? []), change.addTag])] });
  const wire = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toWire(fieldNamed(object.fields, name)!, value)]));
  for (const item of items) updateHeld(object.name, item.id, (old) => ({ ...old, ...valuesFor(item) }));
  const done = await each(object, items, (item) => ({ method: 'PATCH', path: `${object.name}/${item.id}`, body: wire(valuesFor(item)) }));
  if (!done.length) return;
  const before = new Map(done.map((item) => [item.id, Object.fromEntries(Object.keys(valuesFor(item)).map((name) => [name, item[name] ?? null]))]));
  sayUndoable(t('bulk.changed', { n: done.length }), () => void each(object, done, (item) => ({ method: 'PATCH', path: `${object.name}/${item.id}`, body: wire(before.get(item.id)!) })));
}

/** Puts records in the bin and offers to bring them back; true when all went. */
export async function removeMany(object: ObjectMeta, items: Item[]): Promise<boolean> {
  const done = await each(object, items, (item) => ({ method: 'DELETE', path: `${object.name}/${item.id}` }));
  for (const item of done) updateHeld(object.name, item.id, () => null);
  void queries.invalidateQueries({ queryKey: ['timeline'] });
  if (!done.length) return false;
  const text = done.length === 1 ? t('delete.one', { title: done[0]!.title }) : t('delete.many', { n: done.length });
  sayUndoable(text, () => void restoreMany(object, done));
  return done.length === items.length;
}

export const restoreMany = (object: ObjectMeta, items: Item[]) => each(object, items, (item) => ({ method: 'POST', path: `${object.name}/${item.id}/restore`, body: {} }));
