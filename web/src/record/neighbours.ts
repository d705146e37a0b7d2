// The list one came from: a record's page goes to the one before and after, and back to where one was in it.

import type { Item } from '../app/types';

/** Which row and column one stood at, and how far the list was scrolled. */
export interface Spot {
  row: number;
  column: number;
  top: number;
}

interface Remembered {
  place: string;
  ids: string[];
  search: Record<string, unknown>;
  count?: { value: number; exact: boolean };
}

const kept = 'list'; // through a reload, in this tab
const most = 1000;

function read(): Remembered {
  try {
    return JSON.parse(globalThis.sessionStorage?.getItem(kept) ?? '') as Remembered;
  } catch {
    return { place: '', ids: [], search: {} };
  }
}

let list = read();
let spot: (Spot & { address: string }) | undefined;
let opened = ''; // the record opened last since the list was left

export function rememberList(place: string, rows: Item[], search: object, count?: { value: number; exact: boolean }) {
  list = { place, ids: rows.slice(0, most).map((row) => row.id), search: { ...search }, count };
  globalThis.sessionStorage?.setItem(kept, JSON.stringify(list));
}

export function neighbours(place: string, id: string) {
  const at = list.place === place ? list.ids.indexOf(id) : -1;
  if (at < 0) return null;
  return { position: at + 1, count: list.count, previous: list.ids[at - 1], next: list.ids[at + 1] };
}

/** The filter and order the list of a place had when one left it. */
export const listSearch = (place: string) => (list.place === place ? list.search : {});

export const noteOpened = (id: string) => {
  opened = id;
};

/** A list is left as it was; its address tells it apart. */
export function leaveList(address: string, at: Spot) {
  spot = { ...at, address };
  opened = '';
}

/** Where one was in the list, when one comes back to it from a record: at the one opened last. */
export function spotIn(address: string, rows: Item[]): Spot | undefined {
  if (!opened || spot?.address !== address) return undefined;
  const row = rows.findIndex(({ id }) => id === opened);
  return row < 0 ? spot : { ...spot, row };
}
