// Changing many records at once, in batches, so that it is quick and one refusal does not stop the rest.

import { post, type FieldProblem } from '../app/api';
import { undoOperation, type Operation } from '../app/operation';
import { queries } from '../app/session';
import type { Item, ObjectMeta } from '../app/types';
import { t } from '../ui/language';
import { changing, sayProblem, sayUndoable } from '../ui/toast';
import { problemText, updateHeld } from './store';
import { fieldNamed, isEmpty, toWire } from './values';

interface Order {
  method: 'PATCH' | 'DELETE' | 'POST';
  path: string;
  body?: unknown;
}

interface Result {
  status: number;
  body: (Partial<Item> & { detail?: string; fields?: FieldProblem[] }) | null;
}

interface Answer {
  results: Result[];
  /** By which a change of several records can be undone. */
  operation: Operation | null;
}

const size = 200;

/** Sends orders in batches of about the same length, none of them a single one; those refused come back with why. */
async function run(orders: Order[]): Promise<{ results: Result[]; operations: string[] }> {
  const batch = Math.ceil(orders.length / Math.ceil(orders.length / size));
  const results: Result[] = [];
  const operations: string[] = [];
  for (let at = 0; at < orders.length; at += batch) {
    const answer = await post<Answer>('batch', { atomic: false, operations: orders.slice(at, at + batch) });
    results.push(...answer.results);
    if (answer.operation) operations.push(answer.operation.id);
  }
  return { results, operations };
}

/** Reads everything of an object again, after more has changed than one record. */
export function again(object: string) {
  for (const kind of ['list', 'few', 'aggregate']) void queries.invalidateQueries({ queryKey: [kind, object] });
  for (const kind of ['record', 'timeline', 'history']) void queries.invalidateQueries({ queryKey: [kind, object] });
}

const whyOf = ({ body }: Result) => body?.fields?.[0]?.message || body?.detail || t('problem.unknown');

interface Done {
  items: Item[];
  operations: string[];
}

/** Sends one order for each record; those that went well. Says how many did not and why the first of them. */
const each = (object: ObjectMeta, items: Item[], order: (item: Item) => Order) => changing(sendEach(object, items, order));

async function sendEach(object: ObjectMeta, items: Item[], order: (item: Item) => Order): Promise<Done> {
  try {
    const { results, operations } = await run(items.map(order));
    const good = items.filter((_, index) => results[index]!.status < 300);
    const refused = results.filter((result) => result.status >= 300);
    if (refused.length) sayProblem(t('bulk.refused', { n: refused.length, why: whyOf(refused[0]!) }));
    return { items: good, operations };
  } catch (error) {
    sayProblem(problemText(error));
    return { items: [], operations: [] };
  } finally {
    again(object.name);
  }
}

/** Undoes a change of many, the last part first, and says how much of it stays because somebody went on with it. */
async function undoMany(object: ObjectMeta, operations: string[]) {
  try {
    let kept = 0;
    for (const id of operations.toReversed()) {
      const { state, message, left_out, refused } = await undoOperation(id);
      if (state !== 'done') throw new Error(message || t('problem.unknown'));
      kept += left_out + refused;
    }
    if (kept) sayProblem(t('bulk.kept', { n: kept }));
  } catch (error) {
    sayProblem(problemText(error));
  } finally {
    again(object.name);
    void queries.invalidateQueries({ queryKey: ['timeline'] });
  }
}

/** The values of one record for a change of many: plain values, or tags to add. */
export type Change = { values: Record<string, unknown> } | { addTag: string };

export async function changeMany(object: ObjectMeta, items: Item[], change: Change) {
  const valuesFor = (item: Item): Record<string, unknown> => ('values' in change ? change.values : { tags: [...new Set([...((item.tags as string[] | null) ?? []), change.addTag])] });
  const wire = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toWire(fieldNamed(object.fields, name)!, value)]));
  for (const item of items) updateHeld(object.name, item.id, (old) => ({ ...old, ...valuesFor(item) }));
  const { items: done, operations } = await each(object, items, (item) => ({ method: 'PATCH', path: `${object.name}/${item.id}`, body: wire(valuesFor(item)) }));
  if (!done.length) return;
  if (operations.length) return sayUndoable(t('bulk.changed', { n: done.length }), () => void undoMany(object, operations));
  const before = new Map(done.map((item) => [item.id, Object.fromEntries(Object.keys(valuesFor(item)).map((name) => [name, item[name] ?? null]))]));
  sayUndoable(t('bulk.changed', { n: done.length }), () => void each(object, done, (item) => ({ method: 'PATCH', path: `${object.name}/${item.id}`, body: wire(before.get(item.id)!) })));
}

/** Moves records on the board, with what the move asks for; undone, each goes back to where it was. */
export async function moveMany(object: ObjectMeta, items: Item[], values: Record<string, unknown>) {
  const inputs = object.actions.find(({ name }) => name === 'move')?.inputs ?? [];
  const wire = (some: Record<string, unknown>) => Object.fromEntries(inputs.filter(({ name }) => !isEmpty(some[name])).map((input) => [input.name, toWire(input, some[input.name])]));
  const move = (some: (item: Item) => Record<string, unknown>) => (item: Item): Order => ({ method: 'POST', path: `${object.name}/${item.id}/move`, body: wire(some(item)) });
  const { items: done } = await each(object, items, move(() => values));
  const field = object.board!.field;
  if (done.length) sayUndoable(t('bulk.changed', { n: done.length }), () => void each(object, done, move((item) => ({ [field]: item[field] }))));
}

/** Puts records in the bin and offers to bring them back; true when all went. */
export async function removeMany(object: ObjectMeta, items: Item[]): Promise<boolean> {
  const { items: done, operations } = await each(object, items, (item) => ({ method: 'DELETE', path: `${object.name}/${item.id}` }));
  for (const item of done) updateHeld(object.name, item.id, () => null);
  void queries.invalidateQueries({ queryKey: ['timeline'] });
  if (!done.length) return false;
  const text = done.length === 1 ? t('delete.one', { title: done[0]!.title }) : t('delete.many', { n: done.length });
  sayUndoable(text, () => void (operations.length ? undoMany(object, operations) : restoreMany(object, done)));
  return done.length === items.length;
}

export const restoreMany = (object: ObjectMeta, items: Item[]) => each(object, items, (item) => ({ method: 'POST', path: `${object.name}/${item.id}/restore`, body: {} }));
