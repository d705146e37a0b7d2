import { describe, expect, it } from 'vitest';
import { rowsOf, shownCards, type Card } from './rows';

const all = ['figures', 'tasks', 'deals', 'today', 'recent'].map((name) => ({ name, title: () => name, Shown: () => null, wide: name === 'figures' })) as Card[];
const names = (rows: Card[][][]) => rows.map((row) => row.map((column) => column.map(({ name }) => name)));

describe('the cards of the first page', () => {
  it('stand in two columns, the wide ones alone', () => {
    expect(names(rowsOf(['tasks', 'deals', 'figures', 'today'], all))).toEqual([[['tasks'], ['deals']], [['figures']], [['today'], []]]);
    expect(names(rowsOf(['tasks', 'deals', 'today'], all))).toEqual([[['tasks', 'deals'], ['today']]]);
  });

  it('are those of a new page until somebody arranges them; what is not there any more is left out', () => {
    expect(shownCards(null, all)).toEqual(['figures', 'tasks', 'deals', 'today', 'recent']);
    expect(shownCards(['recent', 'gone', 'tasks'], all)).toEqual(['recent', 'tasks']);
    expect(shownCards([], all)).toEqual([]);
  });
});
