// The card that was moved last: it stays in sight at the head of its new column, also where others come first there.

import type { Item } from '../../app/types';

let last: { item: Item; column: unknown } | null = null;

export const noteMoved = (item: Item, column: unknown) => void (last = { item, column });
export const forgetMoved = () => void (last = null);

/** The card that was moved to this column last. */
export const movedTo = (column: unknown): Item | null => (last && last.column === column ? last.item : null);
