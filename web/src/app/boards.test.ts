import { describe, expect, it } from 'vitest';
import { withBoard } from './boards';
import type { ListEntry, ObjectMeta } from './types';

const choices = (n: number) => Array.from({ length: n }, (_, index) => ({ name: String(index), label: {} }));
const object = (more: Partial<ObjectMeta> = {}) =>
  ({
    name: 'party', own: false, board: null, menu: { group: 'work', position: 1 }, list: ['name', 'kind', 'country', 'stage', 'owner'],
    fields: [
      { name: 'kind', kind: 'choice', label: {}, choices: choices(2) },
      { name: 'country', kind: 'choice', label: {}, choices: choices(200) },
      { name: 'stage', kind: 'choice', label: {}, choices: choices(4) },
      { name: 'owner', kind: 'link', label: {}, to: ['user'] },
    ],
    ...more,
  }) as unknown as ObjectMeta;
const people: ListEntry = { name: 'people', label: {}, filter: { kind: 'person' } };

describe('the board of a place', () => {
  it('goes by the field the server names', () => {
    expect(withBoard(object({ board: { field: 'owner' } }), people).board).toEqual({ field: 'owner' });
  });

  it('goes by the first choice that is not the same for all its records, and is no long list', () => {
    expect(withBoard(object(), people).board).toEqual({ field: 'stage' });
  });

  it('goes by who has it to do where there is no choice', () => {
    expect(withBoard(object({ list: ['name', 'owner'] }), undefined).board).toEqual({ field: 'owner' });
  });

  it('is not there for what is set up rather than worked with', () => {
    expect(withBoard(object({ menu: { group: 'settings', position: 1 } }), undefined).board).toBeNull();
  });

  it('is the same each time, so that nothing is drawn anew', () => {
    const one = object();
    expect(withBoard(one, people)).toBe(withBoard(one, people));
  });
});
