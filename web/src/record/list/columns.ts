// The columns of a grid: which, how wide. Widths are kept in the browser, per object.

import type { Field, Kind } from '../../app/types';

const byKind: Partial<Record<Kind, number>> = {
  yes_no: 90,
  whole: 100,
  rollup: 110,
  percent: 100,
  decimal: 110,
  money: 140,
  day: 124,
  moment: 130,
  choice: 136,
  phone: 150,
  email: 220,
  url: 180,
  link: 180,
  tags: 180,
  long_text: 260,
  address: 260,
};

/** How wide a column is: as somebody made it, else by its kind; the title takes room that is left. */
export const trackOf = (field: Field, kept: number | undefined, isTitle: boolean) =>
  kept !== undefined ? `${kept}px` : isTitle ? 'minmax(240px, 400px)' : `${byKind[field.kind] ?? 170}px`;

const key = (object: string) => `widths ${object}`;

export function keptWidths(object: string): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(key(object)) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}

export const keepWidths = (object: string, widths: Record<string, number>) => localStorage.setItem(key(object), JSON.stringify(widths));
