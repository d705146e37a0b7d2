import { describe, expect, it } from 'vitest';
import { formatDecimal, formatMoney, formatMoneyLarge, formatNumber, formatPercent, formatPhone, formatSize, parseDecimal } from './format';

describe('numbers', () => {
  it('are grouped by the language', () => {
    expect(formatDecimal('1234567.89', 'en')).toBe('1,234,567.89');
    expect(formatDecimal('1234567.89', 'pl')).toBe('1\u00a0234\u00a0567,89');
    expect(formatDecimal('1234567.89', 'mk')).toBe('1.234.567,89');
  });

  it('keep amounts that no floating number holds', () => {
    expect(formatDecimal('90071992547409931.01', 'en')).toBe('90,071,992,547,409,931.01');
  });

  it('carry a real minus', () => {
    expect(formatNumber(-1500, 'pl')).toBe('\u22121\u00a0500');
  });

  it('are percent with a space in Macedonian only', () => {
    expect([formatPercent('23.00', 'pl'), formatPercent('18', 'mk'), formatPercent('20', 'en')]).toEqual(['23%', '18\u00a0%', '20%']);
  });
});

describe('money', () => {
  it('stands where people of the language put its sign', () => {
    expect(formatMoney({ amount: '1234.50', currency: 'PLN' }, 'pl')).toBe('1\u00a0234,50\u00a0zł');
    expect(formatMoney({ amount: '1234.50', currency: 'EUR' }, 'pl')).toBe('1\u00a0234,50\u00a0€');
    expect(formatMoney({ amount: '1234.50', currency: 'MKD' }, 'mk')).toBe('1.234,50\u00a0ден.');
    expect(formatMoney({ amount: '1234.50', currency: 'GBP' }, 'en')).toBe('£1,234.50');
    expect(formatMoney({ amount: '1234.50', currency: 'PLN' }, 'en')).toBe('PLN\u00a01,234.50');
    expect(formatMoney({ amount: '-5.00', currency: 'EUR' }, 'en')).toBe('\u2212€5.00');
  });

  it('drops zeros on a card and shortens in a heading', () => {
    expect(formatMoney({ amount: '500.00', currency: 'EUR' }, 'en', true)).toBe('€500');
    expect(formatMoneyLarge({ amount: '2400000', currency: 'EUR' }, 'en')).toBe('€2.4m');
    expect(formatMoneyLarge({ amount: '910300', currency: 'EUR' }, 'pl')).toBe('910\u00a0tys.\u00a0€');
    expect(formatMoneyLarge({ amount: '4800000', currency: 'EUR' }, 'mk')).toBe('4,8\u00a0мил.\u00a0€');
    expect(formatMoneyLarge({ amount: '999.4', currency: 'EUR' }, 'en')).toBe('€999');
  });
});

describe('reading numbers', () => {
  it('takes what people type, whatever their marks', () => {
    for (const typed of ['1 234,50', '1234,50', '1.234,50', '1,234.50', '1234.50', '1\u00a0234,50', '1\u202f234,50 zł', '1234,50 PLN', '1.234,50 ден.', '€1,234.50'])
      expect(parseDecimal(typed, 'pl'), typed).toBe('1234.50');
  });

  it('lets the language decide about a lone mark before three digits', () => {
    expect(parseDecimal('1.234', 'mk')).toBe('1234');
    expect(parseDecimal('1,234', 'en')).toBe('1234');
    expect(parseDecimal('1,234', 'pl')).toBe('1.234');
    expect(parseDecimal('12.345.678', 'pl')).toBe('12345678');
  });

  it('refuses what is no number', () => {
    for (const typed of ['', 'abc', '12a', '--5', '1.2.3,4,5']) expect(parseDecimal(typed, 'en'), typed).toBeNull();
  });
});

it('sizes of files are short', () => {
  expect([formatSize(900, 'en'), formatSize(1536, 'pl'), formatSize(5 * 2 ** 20, 'mk')]).toEqual(['900\u00a0B', '1,5\u00a0kB', '5\u00a0MB']);
});

it('phone numbers are read in groups, others are left as they were typed', () => {
  expect(['+48501234567', '+38970123456', '+447911123712', '+4916098765432', '0 800 11', 'ext. 5'].map((phone) => formatPhone(phone))).toEqual([
    '+48 501 234 567', '+389 70 123 456', '+44 791 112 3712', '+49 160 987 654 32', '0 800 11', 'ext. 5',
  ]);
});

it('writes the numbers of the company’s country as they are dialled there', () => {
  expect(['+48501234567', '+48221234567', '+38970123456'].map((phone) => formatPhone(phone, 'PL'))).toEqual(['501 234 567', '22 123 45 67', '+389 70 123 456']);
  expect(['+38970123456', '+38923123456', '+38931412345', '+48501234567'].map((phone) => formatPhone(phone, 'MK'))).toEqual(['070 123 456', '02 312 3456', '031 412 345', '+48 501 234 567']);
  expect(['+4812345', '+48 1', '501234567'].map((phone) => formatPhone(phone, 'PL'))).toEqual(['+4812345', '+48 1', '501234567']);
});
