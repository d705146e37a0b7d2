import { describe, expect, it } from 'vitest';
import type { TimelineItem } from '../../app/types';
import { mingled, type Reach } from './events';

const at = (minute: number, id = String(minute)): TimelineItem => ({ id, at: `2026-11-22T10:${String(minute).padStart(2, '0')}:00Z`, by: null, kind: 'note' });
const ids = (items: TimelineItem[]) => items.map(({ id }) => id);

describe('timeline and history', () => {
  it('are told together, the newest first', () => {
    const { items, next } = mingled([{ held: [at(9), at(5)], cursor: undefined }, { held: [at(7), at(1)], cursor: undefined }]);
    expect(ids(items)).toEqual(['9', '7', '5', '1']);
    expect(next).toBeNull();
  });

  it('tell once what stands in both', () => {
    expect(ids(mingled([{ held: [at(9), at(5, 'moved')], cursor: undefined }, { held: [at(5, 'moved')], cursor: undefined }]).items)).toEqual(['9', 'moved']);
  });

  it('stop where one of them is not known any further, and go on from there', () => {
    const { items, next } = mingled([{ held: [at(9), at(8)], cursor: 'more' }, { held: [at(3)], cursor: undefined }]);
    expect(ids(items)).toEqual(['9', '8']);
    const [first, second] = next as Reach;
    expect(first).toEqual({ held: [], cursor: 'more' });
    expect(ids(mingled([{ held: [at(4)], cursor: undefined }, second]).items)).toEqual(['4', '3']);
  });
});
