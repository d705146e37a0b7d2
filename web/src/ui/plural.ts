// Messages with ICU-like plurals: "{n, plural, one {# row} other {# rows}}" and "{name}".

import type { Language } from '../app/types';

export type PluralForm = 'one' | 'few' | 'many' | 'other';

/** The plural form of a number by the rules of the language. */
export function pluralForm(language: Language, n: number): PluralForm {
  const whole = Number.isInteger(n);
  const absolute = Math.abs(n);
  const ten = absolute % 10;
  const hundred = absolute % 100;
  if (language === 'pl') {
    if (!whole) return 'other';
    if (absolute === 1) return 'one';
    return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? 'few' : 'many';
  }
  if (language === 'mk') return whole && ten === 1 && hundred !== 11 ? 'one' : 'other';
  return absolute === 1 && whole ? 'one' : 'other';
}

/** The end of a braced part that begins at `start`. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  throw new Error(`Unclosed brace in the message "${text}".`);
}

/** The forms named in a plural part: "one {…} other {…}". */
export function pluralForms(text: string): Map<string, string> {
  const forms = new Map<string, string>();
  let rest = text;
  for (;;) {
    const open = rest.indexOf('{');
    if (open < 0) return forms;
    const end = closing(rest, open);
    forms.set(rest.slice(0, open).trim(), rest.slice(open + 1, end));
    rest = rest.slice(end + 1);
  }
}

export type Values = Record<string, string | number>;

/** Fills a message. Numbers are written by `number`, the plural form follows the language. */
export function fill(text: string, values: Values, language: Language, number: (n: number) => string): string {
  let out = '';
  let rest = text;
  for (;;) {
    const open = rest.indexOf('{');
    if (open < 0) return out + rest;
    const end = closing(rest, open);
    const inside = rest.slice(open + 1, end);
    out += rest.slice(0, open);
    rest = rest.slice(end + 1);
    const plural = /^\s*(\w+)\s*,\s*plural\s*,/.exec(inside);
    const value = values[plural ? plural[1]! : inside.trim()];
    if (!plural) out += typeof value === 'number' ? number(value) : (value ?? '');
    else {
      const forms = pluralForms(inside.slice(plural[0].length));
      const n = Number(value);
      const chosen = forms.get('=' + n) ?? forms.get(pluralForm(language, n)) ?? forms.get('other') ?? '';
      out += fill(chosen, values, language, number).replaceAll('#', number(n));
    }
  }
}
