// What was written without a network and waits to be sent; what the server then refuses stays until the person decides.

import { useSyncExternalStore } from 'react';
import { call, Problem } from './api';
import { queries } from './session';

export interface Waiting {
  key: string;
  object: string;
  title: string;
  body: Record<string, unknown>;
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

export const discard = (key: string) => write(waiting.filter((one) => one.key !== key));

let sending = false;

/** Sends what waits, one after the other; each has a key, so that nothing is made twice. `again` tries the refused too. */
export async function sendWaiting(again = false): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (const one of waiting.filter(({ problem }) => again || !problem)) {
      try {
        await call('POST', one.object, { body: one.body, headers: { 'Idempotency-Key': one.key } });
        discard(one.key);
      } catch (error) {
        if (!(error instanceof Problem) || error.status === 0 || error.status === 401 || error.status >= 500) return;
        write(waiting.map((other) => (other.key === one.key ? { ...other, problem: error.fields[0]?.message || error.detail } : other)));
      }
    }
  } finally {
    sending = false;
    for (const kind of ['timeline', 'list', 'few']) void queries.invalidateQueries({ queryKey: [kind] });
  }
}

addEventListener('online', () => void sendWaiting());
