// What a company or a person chooses from: countries by name, currencies, time zones.

import { label, language } from '../ui/language';
import type { Label } from './types';

export type Offer = { value: string; label: string };

const plain = (values: string[], now: string): Offer[] => [...new Set([...(now ? [now] : []), ...values])].sort().map((value) => ({ value, label: value.replaceAll('_', ' ') }));

export const currencyOptions = (known: string[], now: string) => plain(known, now);

export const zoneOptions = (now: string) => plain(Intl.supportedValuesOf('timeZone'), now);

/** By their names in the reader's language; what stands there now is among them. */
export function namedOffers(named: { name: string; label: Label }[], now: string): Offer[] {
  const known = named.map((one) => ({ value: one.name, label: label(one.label, one.name) })).sort((a, b) => a.label.localeCompare(b.label, language()));
  return known.some(({ value }) => value === now) ? known : [{ value: now, label: now }, ...known];
}
