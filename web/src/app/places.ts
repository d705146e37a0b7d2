// The places of the page: the entries of the menu, each a list of one object, perhaps with a filter of its own.

import { label } from '../ui/language';
import { withBoard } from './boards';
import { meta } from './session';
import type { Filter, Item, ListEntry, ObjectMeta } from './types';

export interface Place {
  name: string;
  object: ObjectMeta;
  entry?: ListEntry;
  filter: Filter;
  group: string;
  position: number;
}

const ofObject = (object: ObjectMeta, entry?: ListEntry): Place => ({
  name: entry?.name ?? object.name,
  object: withBoard(object, entry),
  entry,
  filter: entry?.filter ?? {},
  group: object.menu?.group ?? '',
  position: object.menu?.position ?? 999,
});

/** Every place of the menu, in its order. */
export function places(): Place[] {
  return meta()
    .objects.filter((object) => object.menu && object.can.read)
    .flatMap((object) => (object.lists?.length ? object.lists.map((entry) => ofObject(object, entry)) : [ofObject(object)]))
    .sort((a, b) => a.position - b.position);
}

const remembered = 'places';

/** Keeps which object each place lists, so that a record can be asked for beside the metadata at the next visit. */
export function rememberPlaces() {
  const entries = meta().objects.flatMap((object) => [object.name, ...(object.lists ?? []).map((list) => list.name)].map((name) => [name, object.name]));
  localStorage.setItem(remembered, JSON.stringify(Object.fromEntries(entries)));
}

/** The object a place lists as far as the last visit knows. */
export function objectOfPlace(name: string): string | undefined {
  try {
    return (JSON.parse(localStorage.getItem(remembered) ?? '{}') as Record<string, string>)[name];
  } catch {
    return undefined;
  }
}

/** A place by its name in the address: an entry of an object, or the object itself. */
export function placeNamed(name: string): Place | undefined {
  for (const object of meta().objects) {
    const entry = object.lists?.find((candidate) => candidate.name === name);
    if (entry) return ofObject(object, entry);
  }
  const object = meta().objects.find((candidate) => candidate.name === name);
  return object && ofObject(object);
}

export const placeLabel = (place: Place) => label(place.entry?.label ?? place.object.plural, place.name);

export const placeIcon = (place: Place) => place.entry?.icon ?? place.object.icon;

/** What a new record of this place is called: "person", "deal". */
export const newLabel = ({ object, entry }: Place) => newLabelOf(object, entry?.defaults ?? entry?.filter);

/** The same for an object and the values a new record begins with. */
export function newLabelOf(object: ObjectMeta, values: Record<string, unknown> = {}): string {
  const choice = object.fields.find((field) => field.name === 'kind')?.choices?.find((one) => one.name === values.kind);
  return inside(choice ? label(choice.label, choice.name) : label(object.label, object.name));
}

/** What one record is: "Person", "Company", "Deal". */
export function kindLabel(object: ObjectMeta, item: Item | undefined): string {
  const choice = object.name === 'party' && object.fields.find((field) => field.name === 'kind')?.choices?.find((one) => one.name === item?.kind);
  return choice ? label(choice.label, choice.name) : label(object.label, object.name);
}

/** A label in the middle of a sentence: English and Polish write it small, unless it is an abbreviation. */
export const inside = (text: string) => (/^\p{Lu}\p{Ll}/u.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text);

/** The order of the place before anybody sorts it: what is still to be done, by when. */
export const placeSort = ({ object, entry }: Place) => (entry?.filter.done === false && object.fields.some(({ name }) => name === 'due_at') ? 'due_at' : object.sort);

/** The columns of the place before anybody changes them. */
export const placeColumns = (place: Place) => {
  const wished = place.entry?.list?.length ? place.entry.list : place.object.list;
  const known = new Set(place.object.fields.map((field) => field.name));
  return wished.filter((name) => known.has(name) || name === 'title');
};
