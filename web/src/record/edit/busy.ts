// Spans of time, and where they lie on the bar of a day.

import { inZone } from '../../ui/dates';

export interface Span {
  from: string;
  to: string;
}

/** The bar shows seven in the morning to eight in the evening. */
const first = 7 * 60;
const last = 20 * 60;

/** The full hours written above it, with their places. */
export const hoursOfBar = [8, 11, 14, 17].map((hour) => ({ hour, left: ((hour * 60 - first) / (last - first)) * 100 }));

/** The spans that the chosen one meets; what only touches does not. */
export const busyIn = (busy: Span[], chosen: Span): Span[] =>
  busy.filter(({ from, to }) => Date.parse(from) < Date.parse(chosen.to) && Date.parse(to) > Date.parse(chosen.from));

/** In hundredths of the bar; what lies outside is cut. */
export function partOfDay({ from, to }: Span, day: string, zone: string): { left: number; width: number } {
  const minute = (moment: string) => {
    const at = inZone(new Date(moment), zone);
    return at.day < day ? 0 : at.day > day ? 24 * 60 : at.hour * 60 + at.minute;
  };
  const inBar = (at: number) => ((Math.min(last, Math.max(first, at)) - first) / (last - first)) * 100;
  const left = inBar(minute(from));
  return { left, width: inBar(minute(to)) - left };
}
