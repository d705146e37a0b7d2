import { describe, expect, it } from 'vitest';
import { busyIn, hoursOfBar, partOfDay } from './busy';

const at = (from: string, to: string) => ({ from: `2027-01-13T${from}:00Z`, to: `2027-01-13T${to}:00Z` });

describe('busy spans', () => {
  it('are met by what overlaps, not by what touches', () => {
    const lunch = at('12:00', '13:00');
    expect(busyIn([lunch], at('12:59', '14:00'))).toEqual([lunch]);
    expect(busyIn([lunch], at('13:00', '14:00'))).toEqual([]);
    expect(busyIn([lunch], at('11:00', '12:00'))).toEqual([]);
    expect(busyIn([lunch], at('12:15', '12:30'))).toEqual([lunch]);
  });
  it('lie on the bar of the day in the reader’s zone', () => {
    expect(partOfDay(at('06:00', '19:00'), '2027-01-13', 'Europe/Warsaw')).toEqual({ left: 0, width: 100 });
    expect(partOfDay(at('12:30', '13:30'), '2027-01-13', 'UTC').left).toBeCloseTo(42.3, 1);
  });
  it('are cut where they go beyond it', () => {
    expect(partOfDay({ from: '2027-01-12T10:00:00Z', to: '2027-01-14T10:00:00Z' }, '2027-01-13', 'UTC')).toEqual({ left: 0, width: 100 });
    expect(partOfDay(at('02:00', '04:00'), '2027-01-13', 'UTC')).toEqual({ left: 0, width: 0 });
  });
});

it('the hours above the bar stand where the bar has them', () => {
  for (const { hour, left } of hoursOfBar) {
    const at = `2026-01-15T${String(hour).padStart(2, '0')}:00:00Z`;
    expect(partOfDay({ from: at, to: at }, '2026-01-15', 'UTC').left).toBe(left);
  }
});
