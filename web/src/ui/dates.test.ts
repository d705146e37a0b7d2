import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, formatAgo, formatDay, formatDayLong, formatDayNear, formatDayShort, formatDays, formatMoment, fromZone, inZone, monthAlone, parseDay } from './dates';

describe('days', () => {
  it('are written as offices write them', () => {
    expect(formatDay('2026-05-03', 'pl')).toBe('03.05.2026');
    expect(formatDay('2026-05-03', 'mk')).toBe('03.05.2026');
    expect(formatDay('2026-05-03', 'en')).toBe('3 May 2026');
  });

  it('of a week are said with their months', () => {
    expect(formatDays('2026-11-16', '2026-11-22', 'pl')).toBe('16–22 listopada 2026');
    expect(formatDays('2026-11-30', '2026-12-06', 'en')).toBe('30 November – 6 December 2026');
    expect(formatDays('2026-12-28', '2027-01-03', 'mk')).toBe('28 декември 2026 – 3 јануари 2027');
  });

  it('put the Polish month in the genitive in a date and in the nominative alone', () => {
    expect(formatDayLong('2026-05-03', 'pl')).toBe('3 maja 2026');
    expect(formatDayLong('2026-05-03', 'mk')).toBe('3 мај 2026');
    expect(monthAlone(5, 'pl')).toBe('maj');
  });

  it('name the near ones', () => {
    const near = (language: 'pl' | 'mk') => ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map((day) => formatDayNear(day, language, '2026-11-21'));
    expect(near('pl')).toEqual(['przedwczoraj', 'wczoraj', 'dzisiaj', 'jutro', 'pojutrze']);
    expect(near('mk')).toEqual(['завчера', 'вчера', 'денес', 'утре', 'задутре']);
    expect(formatDayNear('2026-12-04', 'pl', '2026-11-21')).toBe('4 gru');
    expect(formatDayShort('2027-01-04', 'en', '2026-11-21')).toBe('4 Jan 2027');
  });

  it('count across the change of clocks and leap days', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  });
});

describe('reading days', () => {
  it('takes what people type', () => {
    for (const typed of ['3.5.2026', '03-05-2026', '2026-05-03', '3 maja 2026', '3/5/26', '3 мај 2026', '3 May', '3.5'])
      expect(parseDay(typed, 'pl', '2026-11-21'), typed).toBe('2026-05-03');
  });

  it('knows the near days by name', () => {
    expect(parseDay('jutro', 'pl', '2026-11-21')).toBe('2026-11-22');
    expect(parseDay('Денес', 'mk', '2026-11-21')).toBe('2026-11-21');
  });

  it('refuses days that do not exist', () => {
    for (const typed of ['31.2.2026', '2026-13-01', 'soon', '']) expect(parseDay(typed, 'en', '2026-11-21'), typed).toBeNull();
  });
});

describe('moments', () => {
  it('are shown in the zone of the reader', () => {
    expect(formatMoment('2026-07-01T22:30:00Z', 'pl', 'Europe/Warsaw')).toBe('02.07.2026, 00:30');
    expect(formatMoment('2026-12-01T22:30:00Z', 'en', 'Europe/Skopje')).toBe('1 Dec 2026, 23:30');
  });

  it('survive the way from a zone and back, also around the change of clocks', () => {
    for (const [day, hour] of [['2026-03-29', 12], ['2026-10-25', 9], ['2026-01-15', 0]] as const) {
      const there = fromZone(day, hour, 15, 'Europe/Warsaw');
      expect(inZone(there, 'Europe/Warsaw')).toEqual({ day, hour, minute: 15 });
    }
  });

  it('say how long ago with the right form', () => {
    const now = Date.parse('2026-11-21T12:00:00Z');
    expect(formatAgo('2026-11-21T11:59:30Z', 'en', now)).toBe('just now');
    expect(formatAgo('2026-11-21T10:00:00Z', 'pl', now)).toBe('2 godz. temu');
    expect(formatAgo('2026-11-18T12:00:00Z', 'mk', now)).toBe('пред 3 дена');
    expect(formatAgo('2026-11-20T12:00:00Z', 'pl', now)).toBe('1 dzień temu');
    expect(formatAgo('2026-11-21T14:00:00Z', 'en', now)).toBe('in 2 h');
    expect(formatAgo('2021-11-20T12:00:00Z', 'pl', now)).toBe('5 lat temu');
  });
});
