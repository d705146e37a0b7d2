// What was changed here and what an answer may not know yet: one that was on its way before a save does not take it back.

import { waitingFor } from '../app/outbox';
import type { Item } from '../app/types';

const most = 200;
const pending = new Map<string, Record<string, unknown>[]>(); // values on their way, in their order
const saved = new Map<string, Item>(); // as the server answered, the latest at the end

const keyOf = (object: string, id: string) => `${object}/${id}`;

/** Notes values that are on their way; the returned function says that they arrived or were refused. */
export function notePending(object: string, id: string, values: Record<string, unknown>): () => void {
  const key = keyOf(object, id);
  pending.set(key, [...(pending.get(key) ?? []), values]);
  return () => {
    const left = (pending.get(key) ?? []).filter((one) => one !== values);
    if (left.length) pending.set(key, left);
    else pending.delete(key);
  };
}

export function noteSaved(object: string, item: Item) {
  const key = keyOf(object, item.id);
  saved.delete(key);
  saved.set(key, item);
  for (const oldest of saved.keys()) {
    if (saved.size <= most) break;
    saved.delete(oldest);
  }
}

/** The record of an answer with what is known to be newer put over it. */
export function withNewer(object: string, item: Item): Item {
  const key = keyOf(object, item.id);
  const after = saved.get(key);
  const newest = after && Number(after.version) > Number(item.version) ? { ...item, ...after } : item;
  const kept = waitingFor(object, item.id);
  const on = [...(kept ? [kept] : []), ...(pending.get(key) ?? [])];
  return on.length ? Object.assign({}, newest, ...on, { version: newest.version }) : newest;
}
