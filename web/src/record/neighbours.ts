// The list one came from, so that a record's page can go to the one before and after.

import type { Item } from '../app/types';

interface Remembered {
  place: string;
  ids: string[];
  count?: { value: number; exact: boolean };
}

let list: Remembered = { place: '', ids: [] };

export function rememberList(place: string, rows: Item[], count?: { value: number; exact: boolean }) {
  list = { place, ids: rows.map((row) => row.id), count };
}

export function neighbours(place: string, id: string) {
  const at = list.place === place ? list.ids.indexOf(id) : -1;
  if (at < 0) return null;
  return { position: at + 1, count: list.count, previous: list.ids[at - 1], next: list.ids[at + 1] };
}
