// What stages, pipelines, categories and the like are called in the reader's language, where somebody has said it: put
// into every answer as it arrives, so that boards, lists, filters and pages show it alike.

import { language } from '../ui/language';
import type { Label, Meta } from './types';

let names: Record<string, Label> = {};
let tags: Record<string, Label> = {};
let colors: Record<string, number> = {};
let own = ''; // of the company: what a record is called in it, is its name

export function learnNames(meta: Meta) {
  names = meta.names ?? {};
  tags = meta.tags ?? {};
  colors = meta.colors ?? {};
  own = meta.company.language;
}

/** The colour of what a link leads to, where it has one: of a stage. */
export const colorOf = (id: string): number | undefined => colors[id];

/** What the reader calls a tag. */
export const tagLabel = (tag: string): string => (language() === own ? undefined : tags[tag]?.[language()]) ?? tag;

interface Titled {
  id?: unknown;
  title?: unknown;
}

function say(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(say);
  if (value === null || typeof value !== 'object') return;
  const { id, title } = value as Titled;
  const called = (value as Record<string, unknown>)[`name_${language()}`]; // by its own fields, as a view that the program made
  if (typeof id === 'string' && typeof title === 'string') (value as Titled).title = names[id]?.[language()] ?? (typeof called === 'string' ? called : title);
  for (const inside of Object.values(value)) if (inside !== null && typeof inside === 'object') say(inside);
}

/** Which field of a record holds what its reader calls it: its name in their language, where it has one. */
export const nameFieldOf = (item: Record<string, unknown>): string => (language() !== own && item[`name_${language()}`] ? `name_${language()}` : 'name');

/** The answer with the names that its reader knows; changed in place. */
export function inReadersLanguage<T>(body: T): T {
  if (language() !== own) say(body);
  return body;
}
