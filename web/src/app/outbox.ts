// What was written without a network and waits to be sent; what the server then refuses stays until the person decides.

import { useSyncExternalStore } from 'react';
import { call, Problem } from './api';
import { queries } from './session';

export interface Waiting {
  key: string;
  object: string;
  title: string;
  body: Record<string, unknown>;
  /** The record that is changed; without it a new one is made. */
  id?: string;
  /** The action that changes it; without it the body's values are set. */
  action?: string;
  /** The version that was changed; without it the change is made whatever others did since. */
  version?: number | string;
  /** The record's values as they are shown until it is sent. */
  shown?: Record<string, unknown>;
  /** Why the server did not take it. */
  problem?: string;
}

const place = 'outbox';
const listeners = new Set<() => void>();

function read(): Waiting[] {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '[]') as Waiting[];
  } catch {
    return [];
  }
}

let waiting = read();

function write(next: Waiting[]) {
  waiting = next;
  localStorage.setItem(place, JSON.stringify(next));
  for (const listener of listeners) listener();
}

export const useOutbox = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting,
  );

export const keepForLater = (object: string, title: string, body: Record<string, unknown>) => write([...waiting, { key: crypto.randomUUID(), object, title, body }]);

/** Keeps a change of a record; values set before it in the same record go with it. */
export function keepChange(change: Omit<Waiting, 'key' | 'problem'>) {
  const before = change.action ? undefined : waiting.find(({ object, id, action, problem }) => object === change.object && id === change.id && !action && !problem);
  const whole = before ? { ...before, body: { ...before.body, ...change.body }, shown: { ...before.shown, ...change.shown } } : { ...change, key: crypto.randomUUID() };
  write(before ? waiting.map((one) => (one === before ? whole : one)) : [...waiting, whole]);
}

/** What is shown of a record although the server does not know it yet. */
export function waitingFor(object: string, id: string): Record<string, unknown> | undefined {
  const shown = waiting.filter((one) => one.object === object && one.id === id && one.shown && !one.problem);
  return shown.length ? Object.assign({}, ...shown.map((one) => one.shown)) : undefined;
}

/** Everything that may show what was sent or thrown away. */
function readAgain() {
  for (const kind of ['timeline', 'history', 'list', 'few', 'record', 'aggregate']) void queries.invalidateQueries({ queryKey: [kind] });
}

const drop = (key: string) => write(waiting.filter((one) => one.key !== key));

export function discard(key: string) {
  drop(key);
  readAgain();
}

function send({ key, object, body, id, action, version }: Waiting) {
  const headers = { 'Idempotency-Key': key };
  if (!id) return call('POST', object, { body, headers });
  if (action) return call('POST', `${object}/${id}/${action}`, { body, headers });
  return call('PATCH', `${object}/${id}`, { body, headers: version === undefined ? {} : { 'If-Match': `"${version}"` } });
}

let sending = false;

/** Sends what waits, one after the other; each has a key, so that nothing is made twice. `again` tries the refused too, then over what others did. */
export async function sendWaiting(again = false): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (const one of waiting.filter(({ problem }) => again || !problem)) {
      try {
        await send(one.problem ? { ...one, version: undefined } : one);
        drop(one.key);
      } catch (error) {
        if (!(error instanceof Problem) || error.status === 0 || error.status === 401 || error.status >= 500) return;
        write(waiting.map((other) => (other.key === one.key ? { ...other, problem: error.fields[0]?.message || error.detail } : other)));
      }
    }
  } finally {
    sending = false;
    readAgain();
  }
}
