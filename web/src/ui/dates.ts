// Days and moments as people of each language write them, in the reader's time zone.

import type { Language } from '../app/types';
import { dayInWords } from './day-words';
import { pluralForm } from './plural';

const months: Record<Language, { long: string[]; inDate: string[]; short: string[] }> = {
  en: {
    long: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
    inDate: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
    short: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  },
  pl: {
    long: ['styczeń', 'luty', 'marzec', 'kwiecień', 'maj', 'czerwiec', 'lipiec', 'sierpień', 'wrzesień', 'październik', 'listopad', 'grudzień'],
    inDate: ['stycznia', 'lutego', 'marca', 'kwietnia', 'maja', 'czerwca', 'lipca', 'sierpnia', 'września', 'października', 'listopada', 'grudnia'],
    short: ['sty', 'lut', 'mar', 'kwi', 'maj', 'cze', 'lip', 'sie', 'wrz', 'paź', 'lis', 'gru'],
  },
  mk: {
    long: ['јануари', 'февруари', 'март', 'април', 'мај', 'јуни', 'јули', 'август', 'септември', 'октомври', 'ноември', 'декември'],
    inDate: ['јануари', 'февруари', 'март', 'април', 'мај', 'јуни', 'јули', 'август', 'септември', 'октомври', 'ноември', 'декември'],
    short: ['јан.', 'фев.', 'март', 'апр.', 'мај', 'јуни', 'јули', 'авг.', 'сеп.', 'окт.', 'ное.', 'дек.'],
  },
};

export const weekdays: Record<Language, string[]> = {
  en: ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'],
  pl: ['pn', 'wt', 'śr', 'cz', 'pt', 'so', 'nd'],
  mk: ['пон', 'вто', 'сре', 'чет', 'пет', 'саб', 'нед'],
};

/** "Jan", "sty", "јан.": where there is little room. */
export const monthShort = (month: number, language: Language) => months[language].short[month - 1]!;
export const monthAlone = (month: number, language: Language) => months[language].long[month - 1]!;

const two = (n: number) => String(n).padStart(2, '0');

export interface Zoned {
  day: string;
  hour: number;
  minute: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The day and the time of a moment in a time zone. */
export function inZone(moment: Date, zone: string): Zoned {
  let formatter = formatters.get(zone);
  if (!formatter) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    formatter = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...parts });
    formatters.set(zone, formatter);
  }
  const part = Object.fromEntries(formatter.formatToParts(moment).map(({ type, value }) => [type, value]));
  return { day: `${part.year}-${part.month}-${part.day}`, hour: Number(part.hour), minute: Number(part.minute) };
}

/** The moment of a day and a time in a time zone. */
export function fromZone(day: string, hour: number, minute: number, zone: string): Date {
  const wanted = Date.parse(`${day}T${two(hour)}:${two(minute)}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 2; round++) {
    const seen = inZone(new Date(guess), zone);
    guess += wanted - Date.parse(`${seen.day}T${two(seen.hour)}:${two(seen.minute)}:00Z`);
  }
  return new Date(guess);
}

export const today = (zone: string) => inZone(new Date(), zone).day;

const dayNumber = (day: string) => Math.round(Date.parse(day + 'T00:00:00Z') / 864e5);

export const dayOf = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

export const addDays = (day: string, days: number) => new Date((dayNumber(day) + days) * 864e5).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string) => dayNumber(to) - dayNumber(from);

/** "21 Nov 2026", "21.11.2026". */
export function formatDay(day: string, language: Language): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  if (language === 'en') return `${date} ${months.en.short[month - 1]} ${year}`;
  return `${two(date)}.${two(month)}.${year}`;
}

/** "3 May 2026", "3 maja 2026", "3 мај 2026". */
export function formatDayLong(day: string, language: Language): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `${date} ${months[language].inDate[month - 1]} ${year}`;
}

/** "16–22 listopada 2026", "30 November – 6 December 2026". */
export function formatDays(first: string, last: string, language: Language): string {
  const [year, month, date] = first.split('-').map(Number) as [number, number, number];
  const end = formatDayLong(last, language);
  if (first.slice(0, 7) === last.slice(0, 7)) return `${date}–${end}`;
  return `${date} ${months[language].inDate[month - 1]}${first.slice(0, 4) === last.slice(0, 4) ? '' : ` ${year}`} – ${end}`;
}

/** "4 Dec", with the year when it is another one. */
export function formatDayShort(day: string, language: Language, now: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const text = `${date} ${months[language].short[month - 1]}`;
  return day.slice(0, 4) === now.slice(0, 4) ? text : `${text} ${year}`;
}

const near: Record<Language, [string, string, string, string, string]> = {
  en: ['', 'yesterday', 'today', 'tomorrow', ''],
  pl: ['przedwczoraj', 'wczoraj', 'dzisiaj', 'jutro', 'pojutrze'],
  mk: ['завчера', 'вчера', 'денес', 'утре', 'задутре'],
};

/** "today", "wczoraj", "задутре", else a short day. */
export function formatDayNear(day: string, language: Language, now: string): string {
  return near[language][daysBetween(now, day) + 2] || formatDayShort(day, language, now);
}

export const formatTime = (at: Zoned) => `${two(at.hour)}:${two(at.minute)}`;

export function formatMoment(moment: string, language: Language, zone: string): string {
  const at = inZone(new Date(moment), zone);
  return `${formatDay(at.day, language)}, ${formatTime(at)}`;
}

/** "tomorrow, 09:00", "4 gru, 13:15". */
export function formatMomentNear(moment: string, language: Language, zone: string): string {
  const at = inZone(new Date(moment), zone);
  return `${formatDayNear(at.day, language, today(zone))}, ${formatTime(at)}`;
}

const units: [number, Record<Language, [string, string, string]>][] = [
  [60, { en: ['min', 'min', 'min'], pl: ['min', 'min', 'min'], mk: ['мин.', 'мин.', 'мин.'] }],
  [3600, { en: ['h', 'h', 'h'], pl: ['godz.', 'godz.', 'godz.'], mk: ['час', 'часа', 'часа'] }],
  [86400, { en: ['day', 'days', 'days'], pl: ['dzień', 'dni', 'dni'], mk: ['ден', 'дена', 'дена'] }],
  [604800, { en: ['wk', 'wk', 'wk'], pl: ['tydz.', 'tyg.', 'tyg.'], mk: ['нед.', 'нед.', 'нед.'] }],
  [2629800, { en: ['mo', 'mo', 'mo'], pl: ['mies.', 'mies.', 'mies.'], mk: ['мес.', 'мес.', 'мес.'] }],
  [31557600, { en: ['yr', 'yr', 'yr'], pl: ['rok', 'lata', 'lat'], mk: ['год.', 'год.', 'год.'] }],
];

const just: Record<Language, string> = { en: 'just now', pl: 'przed chwilą', mk: 'пред малку' };

/** "3 mo ago", "3 mies. temu", "пред 3 мес."; ahead of now "in 2 h", "za 2 godz.", "за 2 часа". */
export function formatAgo(moment: string, language: Language, now = Date.now()): string {
  const seconds = (now - Date.parse(moment)) / 1000;
  const size = Math.abs(seconds);
  if (size < 60) return just[language];
  const unit = units.findLast(([length]) => size >= length)!;
  const n = Math.floor(size / unit[0]);
  const form = pluralForm(language, n);
  const text = `${n} ${unit[1][language][form === 'one' ? 0 : form === 'few' ? 1 : 2]}`;
  if (seconds < 0) return { en: 'in ', pl: 'za ', mk: 'за ' }[language] + text;
  return language === 'en' ? `${text} ago` : language === 'pl' ? `${text} temu` : `пред ${text}`;
}

/** Reads a day as people type it: "3.5.2026", "03-05-2026", "3/5/26", "2026-05-03", "3 maja 2026", "3 maja". */
export function parseDay(typed: string, language: Language, now: string): string | null {
  const text = typed.trim().toLowerCase();
  const at = near[language].indexOf(text);
  if (text && at >= 0) return addDays(now, at - 2);
  let found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (found) return checked(Number(found[1]), Number(found[2]), Number(found[3]));
  found = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2}|\d{4}))?\.?$/.exec(text);
  if (found) return checked(yearOf(found[3], now), Number(found[2]), Number(found[1]));
  found = /^(\d{1,2})\.?\s+(\p{L}{3,})\.?(?:\s+(\d{2}|\d{4}))?$/u.exec(text);
  if (!found) return dayInWords(text, now);
  const word = found[2]!;
  for (const { long, inDate } of Object.values(months))
    for (let month = 0; month < 12; month++)
      if (long[month]!.toLowerCase().startsWith(word) || inDate[month]!.toLowerCase().startsWith(word))
        return checked(yearOf(found[3], now), month + 1, Number(found[1]));
  return dayInWords(text, now);
}

function yearOf(text: string | undefined, now: string): number {
  if (!text) return Number(now.slice(0, 4));
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function checked(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : null;
}
