// What a person keeps at hand in this browser: favourite records, those opened lately, how the sidebar stands.

import { useSyncExternalStore } from 'react';

export interface Kept {
  place: string;
  id: string;
  title: string;
  object: string;
}

const listeners = new Set<() => void>();
const cache = new Map<string, { text: string; value: unknown }>();

let owner = '';

/** Names whose things these are, so that nobody sees what another kept in the same browser. */
export function keepFor(person: string) {
  owner = person;
}

function read<T>(name: string, otherwise: T): T {
  const key = `${name} ${owner}`;
  const text = localStorage.getItem(key) ?? '';
  const known = cache.get(key);
  if (known?.text === text) return known.value as T;
  let value = otherwise;
  try {
    if (text) value = JSON.parse(text) as T;
  } catch {
    value = otherwise;
  }
  cache.set(key, { text, value });
  return value;
}

function write(name: string, value: unknown) {
  localStorage.setItem(`${name} ${owner}`, JSON.stringify(value));
  for (const listener of listeners) listener();
}

function useKept<T>(key: string, otherwise: T): T {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read(key, otherwise),
  );
}

const none: Kept[] = [];
const nobody: string[] = [];
const same = (a: Kept, b: Kept) => a.id === b.id && a.object === b.object;

export const useFavourites = () => useKept('favourites', none);

export function toggleFavourite(one: Kept) {
  const now = read('favourites', none);
  write('favourites', now.some((other) => same(one, other)) ? now.filter((other) => !same(one, other)) : [...now, one].slice(-30));
}

export const recent = () => read('recent', none);

/** Notes that a record was opened; the palette offers it first. */
export function noteRecent(one: Kept) {
  const now = read('recent', none);
  if (now[0] && same(now[0], one) && now[0].title === one.title) return;
  localStorage.setItem(`recent ${owner}`, JSON.stringify([one, ...now.filter((other) => !same(one, other))].slice(0, 12)));
}

/** What was kept is of one person; it goes when they sign out. */
export function forgetKept() {
  for (const key of ['favourites', 'recent', 'drafts']) localStorage.removeItem(`${key} ${owner}`);
}

type Drafts = Record<string, string>;

/** What was begun and not sent, by where it was begun: it waits there. */
export const draftOf = (where: string) => read<Drafts>('drafts', {})[where] ?? '';

export function keepDraft(where: string, text: string) {
  const others = Object.entries(read<Drafts>('drafts', {})).filter(([key]) => key !== where);
  if (text.trim() || draftOf(where)) write('drafts', Object.fromEntries([...others, ...(text.trim() ? [[where, text] as const] : [])].slice(-40)));
}

export const useClosedGroups = () => useKept('closed groups', nobody);

export function toggleGroup(name: string) {
  const now = read('closed groups', nobody);
  write('closed groups', now.includes(name) ? now.filter((other) => other !== name) : [...now, name]);
}

/** The first steps a person has done, or that they are hidden. */
export const useSteps = () => useKept('steps', nobody);

export function doStep(name: string) {
  const now = read('steps', nobody);
  if (!now.includes(name)) write('steps', [...now, name]);
}

export const useNarrow = () => useKept('narrow', false);
export const toggleNarrow = () => write('narrow', !read('narrow', false));

/** When the page was looked at last. */
export const lastSeen = () => read<number>('seen', 0);
export const noteSeen = () => localStorage.setItem(`seen ${owner}`, String(Date.now()));
