// In which rows and columns the cards of the first page stand.

import type { ComponentType } from 'react';

export interface Card {
  name: string;
  title: () => string;
  Shown: ComponentType;
  /** Takes the whole width. */
  wide?: boolean;
}

const usual = ['figures', 'tasks', 'deals', 'today', 'waiting', 'recent'];

/** The names of the cards shown, in their order. */
export function shownCards(kept: string[] | null, all: Card[]): string[] {
  const known = new Set(all.map(({ name }) => name));
  return (kept ?? usual).filter((name) => known.has(name));
}

/** The cards in rows: a wide one alone, those between two wide ones in two columns, the first half left. */
export function rowsOf(names: string[], all: Card[]): Card[][][] {
  const rows: Card[][][] = [];
  let run: Card[] = [];
  const close = () => {
    if (run.length) rows.push([run.slice(0, Math.ceil(run.length / 2)), run.slice(Math.ceil(run.length / 2))]);
    run = [];
  };
  for (const name of names) {
    const one = all.find((other) => other.name === name)!;
    if (!one.wide) {
      run.push(one);
      continue;
    }
    close();
    rows.push([[one]]);
  }
  close();
  return rows;
}
