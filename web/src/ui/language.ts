// The language of the page: typed catalogues, of which the wanted one is loaded, and labels of the server.

import { useSyncExternalStore } from 'react';
import type { Label, Language } from '../app/types';
import { formatNumber } from './format';
import type { AnalysisMessages } from './messages/analysis/en';
import type { CalendarMessages } from './messages/calendar/en';
import type { DuplicateMessages } from './messages/duplicates/en';
import type { EmptyMessages } from './messages/empty/en';
import type { Messages } from './messages/en';
import type { EntranceMessages } from './messages/entrance/en';
import type { HomeMessages } from './messages/home/en';
import type { ImportMessages } from './messages/import/en';
import type { PeopleMessages } from './messages/people/en';
import type { CompanyMessages } from './messages/company/en';
import type { SettingMessages } from './messages/settings/en';
import type { SharedMessages } from './messages/shared/en';
import { fill, type Values } from './plural';

export const languages: Language[] = ['en', 'pl', 'mk'];
export const languageNames: Record<Language, string> = { en: 'English', pl: 'Polski', mk: 'Македонски' };

let current: Language = 'en';
let messages = {} as Messages; // until the wanted one is there; nothing is drawn before
const listeners = new Set<() => void>();
let turned: () => void = () => undefined;

/** Names what is forgotten when another language is chosen, before anything is drawn in it. */
export function whenLanguageTurns(run: () => void) {
  turned = run;
}

export const language = () => current;

async function load(wanted: Language): Promise<Messages> {
  if (wanted === 'pl') return (await import('./messages/pl')).pl;
  if (wanted === 'mk') return (await import('./messages/mk')).mk;
  return (await import('./messages/en')).en;
}

/** Words that only some pages need, and that come with these pages. */
type Part = Record<Language, () => Promise<object>>;
const parts: Part[] = [];

async function whole(wanted: Language): Promise<Messages> {
  for (;;) {
    const n = parts.length;
    const loaded = await Promise.all([load(wanted), ...parts.map((part) => part[wanted]())]);
    if (n === parts.length) return Object.assign({}, ...loaded) as Messages;
  }
}

/** Learns more words, also for every language that is chosen later. */
export async function speak(part: Part) {
  if (!parts.includes(part)) parts.push(part);
  for (;;) {
    const wanted = current;
    const more = await part[wanted]();
    if (wanted !== current) continue;
    messages = { ...messages, ...more };
    return;
  }
}

/** Changes the language; `keep` remembers it for the next visit. */
export async function setLanguage(wanted: Language, keep = true) {
  messages = await whole(wanted);
  if (current !== wanted) turned();
  current = wanted;
  document.documentElement.lang = wanted;
  if (keep) localStorage.setItem('language', wanted);
  for (const listener of listeners) listener();
}

/** The language kept from the last visit, else the first of the browser's that we speak. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem('language');
  const wished = [kept, ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return languages.find((known) => known === wished.find((tag) => languages.includes(tag as Language))) ?? 'en';
}

/** Draws anew when the language changes. */
export function useLanguage(): Language {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, language);
}

type Lazy = AnalysisMessages & CalendarMessages & CompanyMessages & DuplicateMessages & EmptyMessages & EntranceMessages & HomeMessages & ImportMessages & PeopleMessages & SettingMessages & SharedMessages;
export type MessageKey = keyof Messages | keyof Lazy;

/** A message in the page's language. */
export function t(key: MessageKey, values: Values = {}): string {
  return fill((messages as Record<MessageKey, string>)[key], values, current, (n) => formatNumber(n, current));
}

/** A label of the server in the page's language, else in English, else any. */
export function label(of: Label | undefined, otherwise = ''): string {
  if (!of) return otherwise;
  return of[current] || of.en || Object.values(of).find(Boolean) || otherwise;
}
