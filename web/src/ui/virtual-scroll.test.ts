import { describe, expect, it } from 'vitest';
import { highest, slide, type Window } from './virtual-scroll';

const row = 36;
const view = 800;

describe('scrolling', () => {
  it('is plain where the list is no higher than a browser can draw', () => {
    expect(slide({ offset: 0, previous: 0 }, 5000, 100_000, view, row)).toEqual({ window: { offset: 0, previous: 5000 }, top: 5000 });
  });

  const total = 1_000_000 * row;

  it('moves the rows exactly as far as the wheel in a list of a million', () => {
    let window: Window = { offset: 0, previous: 0 };
    let top = 0;
    let position = 0;
    for (let step = 0; step < 400; step++) {
      top += 120;
      const slid = slide(window, top, total, view, row);
      expect(slid.top + slid.window.offset).toBeCloseTo(position + 120, 6);
      ({ window, top } = slid);
      position += 120;
    }
    expect(position).toBe(48_000);
  });

  it('reaches the last row by the thumb', () => {
    const end = highest - view;
    const { window, top } = slide({ offset: 0, previous: 0 }, end, total, view, row);
    expect(top + window.offset).toBeGreaterThanOrEqual(total - view - 1);
  });

  it('comes back to the first row', () => {
    const { window } = slide({ offset: 20, previous: 300 }, 0, total, view, row);
    expect(window.offset).toBe(0);
  });
});
