// What the board of a place goes by: the field the server names, else the first of its columns that sorts records into few heaps.

import type { Field, ListEntry, ObjectMeta } from './types';

type Board = NonNullable<ObjectMeta['board']>;

const mostColumns = 12;

const isHeaps = (field: Field) => field.kind === 'choice' && (field.choices?.length ?? 0) > 1 && field.choices!.length <= mostColumns;
const isPerson = (field: Field) => field.kind === 'link' && field.to?.length === 1 && field.to[0] === 'user' && !field.system;

/** The field for objects one works with: a choice, as the stage of a relationship, else the person who has it to do. */
function fieldFor(object: ObjectMeta, entry: ListEntry | undefined): Board | null {
  if (!object.own && (!object.menu || ['settings', 'catalog'].includes(object.menu.group))) return null;
  const names = entry?.list?.length ? entry.list : object.list;
  const fields = names
    .filter((name) => !(name in { ...entry?.filter, ...entry?.defaults }))
    .map((name) => object.fields.find((field) => field.name === name))
    .filter((field): field is Field => field !== undefined && !field.read_only && field.writable !== false && field.filterable !== false);
  const found = fields.find(isHeaps) ?? fields.find(isPerson);
  return found ? { field: found.name } : null;
}

const known = new WeakMap<ObjectMeta, Map<string, ObjectMeta>>();

/** The object as a place shows it, with its board; the same one each time it is asked. */
export function withBoard(object: ObjectMeta, entry: ListEntry | undefined): ObjectMeta {
  if (object.board) return object;
  const name = entry?.name ?? '';
  const places = known.get(object) ?? new Map<string, ObjectMeta>();
  known.set(object, places);
  if (!places.has(name)) {
    const board = fieldFor(object, entry);
    // What a card shows are the place's columns, not those of all its kinds.
    places.set(name, board ? { ...object, board, list: entry?.list?.length ? entry.list : object.list } : object);
  }
  return places.get(name)!;
}
