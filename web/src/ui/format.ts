// Numbers and money as people of each language write them. Our own, since browsers lack Macedonian.

import type { Language, Money } from '../app/types';

const marks: Record<Language, { group: string; point: string }> = {
  en: { group: ',', point: '.' },
  pl: { group: '\u00a0', point: ',' },
  mk: { group: '.', point: ',' },
};

/** A decimal written as text ("1234.50") with the language's marks. */
export function formatDecimal(text: string, language: Language): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  const { group, point } = marks[language];
  const whole = match[2]!.replace(/\B(?=(\d{3})+$)/g, group);
  return (match[1] ? '\u2212' : '') + whole + (match[3] ? point + match[3] : '');
}

export const formatNumber = (n: number, language: Language) => formatDecimal(String(n), language);

const symbols: Record<string, Partial<Record<Language, string>> & { all?: string }> = {
  EUR: { all: '€' },
  USD: { all: '$' },
  GBP: { all: '£' },
  PLN: { pl: 'zł' },
  MKD: { mk: 'ден.' },
};

function withCurrency(number: string, currency: string, language: Language): string {
  const symbol = symbols[currency]?.[language] ?? symbols[currency]?.all;
  if (language !== 'en') return `${number}\u00a0${symbol ?? currency}`;
  const negative = number.startsWith('\u2212');
  const rest = negative ? number.slice(1) : number;
  return (negative ? '\u2212' : '') + (symbol ? symbol + rest : `${currency}\u00a0${rest}`);
}

/** Money with its currency; whole amounts drop their zeros when `short`. */
export function formatMoney(money: Money, language: Language, short = false): string {
  const amount = short ? money.amount.replace(/\.0+$/, '') : money.amount;
  return withCurrency(formatDecimal(amount, language), money.currency, language);
}

const large: Record<Language, [number, string][]> = {
  en: [[1e9, 'bn'], [1e6, 'm'], [1e3, 'k']],
  pl: [[1e9, '\u00a0mld'], [1e6, '\u00a0mln'], [1e3, '\u00a0tys.']],
  mk: [[1e9, '\u00a0млрд.'], [1e6, '\u00a0мил.'], [1e3, '\u00a0илј.']],
};

/** A total for a heading: "€2.4m", "2,4 mln €", "2,4 мил. €". */
export function formatMoneyLarge(money: Money, language: Language): string {
  const n = Number(money.amount);
  const unit = large[language].find(([size]) => Math.abs(n) >= size);
  if (!unit) return formatMoney({ ...money, amount: String(Math.round(n)) }, language, true);
  const scaled = n / unit[0];
  const text = scaled.toFixed(Math.abs(scaled) >= 100 ? 0 : 1).replace(/\.0$/, '');
  return withCurrency(formatDecimal(text, language) + unit[1], money.currency, language);
}

export const formatPercent = (text: string, language: Language) =>
  formatDecimal(text.replace(/\.0+$/, ''), language) + (language === 'mk' ? '\u00a0%' : '%');

const polishMobile = /^(?:26|39|45|5[0137]|6[0469]|7[02389]|8[08])/;

/** How the numbers of a country are grouped, and what is dialled before them at home. */
const plans: Record<string, { code: string; trunk: string; group: (digits: string) => string }> = {
  PL: { code: '48', trunk: '', group: (digits) => (polishMobile.test(digits) ? digits.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3') : digits.replace(/^(\d{2})(\d{3})(\d{2})(\d{2})$/, '$1 $2 $3 $4')) },
  MK: { code: '389', trunk: '0', group: (digits) => (digits.startsWith('2') ? digits.replace(/^(\d)(\d{3})(\d{4})$/, '$1 $2 $3') : digits.replace(/^(\d{2})(\d{3})(\d{3})$/, '$1 $2 $3')) },
};

/** A stored number as it is read: one of the home country as it is dialled there, any other with its country's code. */
export function formatPhone(phone: string, home = ''): string {
  for (const [country, { code, trunk, group }] of Object.entries(plans)) {
    const digits = phone.startsWith(`+${code}`) ? phone.slice(code.length + 1) : '';
    if (/^\d{8,9}$/.test(digits)) return country === home ? trunk + group(digits) : `+${code} ${group(digits)}`;
  }
  const match = /^\+(\d{2})(\d{7,})$/.exec(phone);
  return match ? `+${match[1]} ${match[2]!.replace(/(\d{3})(?=\d{2})/g, '$1 ')}` : phone;
}

const sizes: [number, string][] = [[2 ** 30, 'GB'], [2 ** 20, 'MB'], [2 ** 10, 'kB']];

export function formatSize(bytes: number, language: Language): string {
  const unit = sizes.find(([size]) => bytes >= size);
  if (!unit) return `${formatNumber(bytes, language)}\u00a0B`;
  return `${formatDecimal((bytes / unit[0]).toFixed(1).replace(/\.0$/, ''), language)}\u00a0${unit[1]}`;
}

/**
 * Reads a number as people type it: "1 234,50", "1.234,50", "1234.50", with a currency's sign or not.
 * Null when it is none. A single mark before exactly three digits follows the language ("1.234" is 1234 in Macedonian).
 */
export function parseDecimal(typed: string, language: Language): string | null {
  const text = typed.replace(/[\s\u00a0\u202f]|zł|ден\.?|МКД|[A-Za-z]{3}\b|[€$£%]/g, '').replace('\u2212', '-');
  if (!/^-?[\d.,]+$/.test(text) || !/\d/.test(text)) return null;
  const dots = text.split('.').length - 1;
  const commas = text.split(',').length - 1;
  let point = '';
  if (dots && commas) point = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
  else if (dots + commas === 1) {
    const mark = dots ? '.' : ',';
    const digitsAfter = text.length - text.indexOf(mark) - 1;
    point = digitsAfter === 3 && marks[language].group === mark ? '' : mark;
  }
  const at = point ? text.lastIndexOf(point) : -1;
  const grouped = at < 0 ? text : text.slice(0, at);
  if (/[.,]/.test(grouped) && !/^-?\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(grouped)) return null;
  const whole = grouped.replace(/[.,]/g, '').replace(/^(-?)0+(?=\d)/, '$1');
  const fraction = at < 0 ? '' : text.slice(at + 1);
  if (/[.,]/.test(fraction)) return null;
  return (whole === '' || whole === '-' ? whole + '0' : whole) + (fraction ? '.' + fraction : '');
}
