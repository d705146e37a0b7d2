// Days as people say them: "next friday", "in 3 days", "za tydzień", "w piątek", "за 2 недели", "следен петок".

import { addDays, dayOf } from './dates';
import { fold } from './fold';

const weekdays: string[][] = [
  ['monday', 'mon', 'poniedzialek', 'pon', 'понеделник', 'пон'],
  ['tuesday', 'tue', 'wtorek', 'wt', 'вторник', 'вто'],
  ['wednesday', 'wed', 'sroda', 'srode', 'sr', 'среда', 'сре'],
  ['thursday', 'thu', 'czwartek', 'czw', 'четврток', 'чет'],
  ['friday', 'fri', 'piatek', 'pt', 'петок', 'пет'],
  ['saturday', 'sat', 'sobota', 'sobote', 'sob', 'сабота', 'саб'],
  ['sunday', 'sun', 'niedziela', 'niedziele', 'nd', 'недела', 'нед'],
];

const next = /^(next|nast(ępny|ępna|ępną|epny|epna)?|przyszł[yaą]|przyszly|следен|следна|следната|идна|идната)\s+/;
const on = /^(on|w|we|this|в|во|овој|оваа)\s+/;
const within = /^(in|za|за|\+)\s*(\d{1,3})?\s*(\p{L}*)$/u;

const units: [RegExp, 'day' | 'week' | 'month' | 'year'][] = [
  [/^(d|days?|dni|dzien|ден|дена|денови)?$/, 'day'],
  [/^(w|wk|weeks?|tydzien|tyg|tygodnie|tygodni|недела|недели)$/, 'week'],
  [/^(m|mo|months?|miesiac|miesiace|miesiecy|mies|месец|месеци)$/, 'month'],
  [/^(y|years?|rok|lata|lat|година|години)$/, 'year'],
];

/** The same day of another month, or its last one where there is none. */
function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = Number(dayOf(year, month + months + 1, 0).slice(8));
  return dayOf(year, month + months, Math.min(date, last));
}

function later(now: string, n: number, word: string): string | null {
  const unit = units.find(([pattern]) => pattern.test(fold(word)))?.[1];
  if (!unit) return null;
  if (unit === 'day') return addDays(now, n);
  if (unit === 'week') return addDays(now, 7 * n);
  return addMonths(now, unit === 'month' ? n : 12 * n);
}

/** The day that words say, seen from `now`; null when they say none. A weekday alone is the next one that comes. */
export function dayInWords(typed: string, now: string): string | null {
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  const counted = within.exec(text);
  if (counted && (counted[2] || counted[3])) return later(now, Number(counted[2] ?? 1), counted[3] ?? '');
  const isNext = next.test(text);
  const word = fold(text.replace(isNext ? next : on, ''));
  const at = weekdays.findIndex((names) => names.some((name) => fold(name) === word));
  const today = (new Date(now + 'T00:00:00Z').getUTCDay() + 6) % 7;
  // "next friday" is that of the next week; "friday" the one that comes.
  if (at >= 0) return isNext && !(at === 6 && /недела/.test(word)) ? addDays(now, 7 - today + at) : addDays(now, (at - today + 7) % 7 || 7);
  if (!isNext) return null;
  const unit = units.find(([pattern]) => word !== '' && pattern.test(word))?.[1];
  if (unit === 'week') return addDays(now, 7 - today);
  const [year, month] = now.split('-').map(Number) as [number, number];
  if (unit === 'month') return dayOf(year, month + 1, 1);
  return unit === 'year' ? dayOf(year + 1, 1, 1) : null;
}
