// What happens on the server while the page is open. One connection; parts of the page say what they watch.

import type { Filter } from './types';

export interface LiveEvent {
  seq: string;
  object: string;
  id: string;
  version?: number | string;
  kind: 'created' | 'updated' | 'deleted' | 'restored' | 'left' | 'reset';
  changed?: string[];
}

interface Watch {
  object: string;
  filter?: Filter;
  run: (event: LiveEvent) => void;
}

const watches = new Set<Watch>();
const states = new Set<() => void>();
let socket: WebSocket | undefined;
let since: string | undefined;
let wait = 1000;
let timer: ReturnType<typeof setTimeout> | undefined;
let connected = navigator.onLine;
let back: () => void = () => undefined;

export const isConnected = () => connected;

/** Names what happens once the server can be reached again, or for the first time. */
export const whenBack = (run: () => void) => void (back = run);

export function onConnection(listener: () => void) {
  states.add(listener);
  return () => {
    states.delete(listener);
  };
}

function setConnected(now: boolean) {
  if (now === connected) return;
  connected = now;
  for (const listener of states) listener();
}

/** Tells the server what is watched. After a lost connection it is asked for what was missed. */
function subscribe(again = false) {
  if (socket?.readyState !== WebSocket.OPEN) return;
  const wanted = new Map<string, { object: string; filter?: Filter }>();
  for (const { object, filter } of watches) wanted.set(object + JSON.stringify(filter ?? {}), filter ? { object, filter } : { object });
  socket.send(JSON.stringify({ subscribe: [...wanted.values()], ...(again && since ? { since } : {}) }));
}

function connect() {
  timer = undefined;
  if (!watches.size || socket) return;
  socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`);
  socket.onopen = () => {
    wait = 1000;
    setConnected(true);
    subscribe(true);
    back();
  };
  socket.onmessage = ({ data }) => {
    const event = JSON.parse(data as string) as LiveEvent;
    if (event.seq) since = event.seq;
    for (const watch of watches) if (event.kind === 'reset' || event.object === watch.object) watch.run(event);
  };
  socket.onclose = () => {
    socket = undefined;
    if (!navigator.onLine) setConnected(false);
    timer ??= setTimeout(connect, wait);
    wait = Math.min(wait * 2, 30_000);
  };
}

addEventListener('online', () => {
  setConnected(true);
  clearTimeout(timer);
  connect();
  back();
});
addEventListener('offline', () => setConnected(false));

/** Calls `run` for every change of the object's records (those of the filter) until the returned function is called. */
export function watch(object: string, filter: Filter | undefined, run: (event: LiveEvent) => void): () => void {
  const entry: Watch = { object, filter, run };
  watches.add(entry);
  if (socket) subscribe();
  else timer ??= setTimeout(connect, 50);
  return () => {
    watches.delete(entry);
    if (watches.size) subscribe();
  };
}
