// What people type into a field of a kind, read as a value; and the text they begin with.

import type { Field, Money } from '../../app/types';
import { formatDecimal, parseDecimal } from '../../ui/format';
import { language, t } from '../../ui/language';
import { companyCurrency, isColor, isEmpty, isSecret } from '../values';

/** Kinds written in a plain box; the others have a panel. */
export const isTyped = (field: Field) =>
  ['text', 'email', 'phone', 'url', 'whole', 'decimal', 'percent', 'money', 'number'].includes(field.kind) && !isColor(field);

const signs: [RegExp, string][] = [
  [/€/, 'EUR'],
  [/\$/, 'USD'],
  [/£/, 'GBP'],
  [/zł/i, 'PLN'],
  [/ден|мкд/i, 'MKD'],
];

/** Money as typed, "1 234,50 zł"; without a currency it keeps the one before. */
export function parseMoney(typed: string, currency: string): Money | null {
  const code = /\b([A-Za-z]{3})\b/.exec(typed)?.[1]?.toUpperCase();
  const sign = signs.find(([pattern]) => pattern.test(typed))?.[1];
  const amount = parseDecimal(typed, language());
  return amount === null ? null : { amount, currency: code ?? sign ?? currency };
}

export type Parsed = { value: unknown; problem?: undefined } | { value?: undefined; problem: string };

export function parse(field: Field, typed: string, before: unknown): Parsed {
  const text = typed.trim();
  if (!text) return field.required ? { problem: t('problem.required') } : { value: null };
  switch (field.kind) {
    case 'money': {
      const money = parseMoney(text, (before as Money | null)?.currency ?? companyCurrency());
      return money ? { value: money } : { problem: t('problem.amount') };
    }
    case 'whole': {
      const number = parseDecimal(text, language());
      return number === null || number.includes('.') ? { problem: t('problem.whole') } : { value: Number(number) };
    }
    case 'decimal':
    case 'percent': {
      const number = parseDecimal(text, language());
      return number === null ? { problem: t('problem.number') } : { value: number };
    }
    default:
      return { value: text };
  }
}

/** The text an editor begins with; a secret is typed anew. */
export function typedText(field: Field, value: unknown): string {
  if (isEmpty(value) || isSecret(field)) return '';
  if (field.kind === 'money') {
    const money = value as Money;
    const amount = formatDecimal(money.amount, language());
    return money.currency === companyCurrency() ? amount : `${amount} ${money.currency}`;
  }
  if (['whole', 'decimal', 'percent'].includes(field.kind)) return formatDecimal(String(value), language());
  return String(value);
}

/** A secret is not shown while it is typed. */
export const inputType = (field: Field) => (isSecret(field) ? 'password' : field.kind === 'email' ? 'email' : field.kind === 'phone' ? 'tel' : 'text');
