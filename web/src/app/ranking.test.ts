import { describe, expect, it } from 'vitest';
import { nearness } from './ranking';

describe('what the palette found', () => {
  it('is nearest where a word begins with what was typed, in any alphabet', () => {
    expect(nearness('Катерина Петровска', 'petrov')).toBe(0);
    expect(nearness('Ана Петровска', 'an')).toBe(0);
    expect(nearness('Małgorzata Żak', 'malg')).toBe(0);
    expect(nearness('New person', 'new p')).toBe(0);
  });

  it('is less near inside of a word, and least where only something else of the record says it', () => {
    expect(nearness('Ivana', 'an')).toBe(1);
    expect(nearness('Adam Walker', 'new')).toBe(2);
  });
});
