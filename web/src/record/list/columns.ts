// The columns of a grid: which, how wide. Widths are kept in the browser, per object.

import type { Field, Kind } from '../../app/types';
import { label } from '../../ui/language';
import { fieldLabel, hasLongList } from '../values';

const byKind: Partial<Record<Kind, number>> = {
  yes_no: 90,
  whole: 100,
  rollup: 110,
  percent: 100,
  decimal: 110,
  money: 140,
  day: 124,
  moment: 130,
  choice: 150,
  phone: 150,
  email: 220,
  url: 180,
  link: 180,
  tags: 180,
  long_text: 260,
  address: 260,
};

const check = 38;
const rest = 24;

/**
 * Every column has room for its own name, a choice for its longest word in the reader's language; what names a country or
 * the like is cut.
 */
function widthFor(field: Field): number {
  const usual = Math.max(byKind[field.kind] ?? 170, Math.min(220, 40 + Math.ceil(fieldLabel(field).length * 6.6)));
  if (field.kind !== 'choice' || hasLongList(field)) return usual;
  const longest = Math.max(0, ...(field.choices ?? []).map((choice) => label(choice.label, choice.name).length));
  return Math.min(240, Math.max(usual, 44 + Math.ceil(longest * 7.2)));
}

/** The tracks of a grid: each column as wide as somebody made it, else by its kind; the title takes room that is left. */
export function tracksOf(columns: Field[], widths: Record<string, number>, title: string): string {
  const widthOf = (field: Field) => widths[field.name] ?? widthFor(field);
  const others = columns.filter((field) => field.name !== title || widths[title] !== undefined).reduce((sum, field) => sum + widthOf(field), check + rest);
  const track = (field: Field) => (field.name === title && widths[title] === undefined ? `clamp(240px, calc(100cqi - ${others}px), 420px)` : `${widthOf(field)}px`);
  return [`${check}px`, ...columns.map(track), `minmax(${rest}px, 1fr)`].join(' ');
}

const key = (object: string) => `widths ${object}`;

export function keptWidths(object: string): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(key(object)) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}

export const keepWidths = (object: string, widths: Record<string, number>) => localStorage.setItem(key(object), JSON.stringify(widths));
