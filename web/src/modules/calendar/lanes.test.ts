import { describe, expect, it } from 'vitest';
import { lanes } from './lanes';

const event = (from: number, to: number) => ({ from, to });

describe('events of a day', () => {
  it('stand beside each other while they overlap and take the width again after', () => {
    const [a, b, c, d] = [event(60, 120), event(90, 150), event(130, 160), event(200, 230)] as const;
    const placed = lanes([d, c, b, a]);
    expect([a, b, c, d].map((one) => placed.get(one))).toEqual([{ lane: 0, of: 2 }, { lane: 1, of: 2 }, { lane: 0, of: 2 }, { lane: 0, of: 1 }]);
  });
});
