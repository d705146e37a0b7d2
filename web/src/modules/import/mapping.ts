// What becomes of each column of a file: the look the server takes at it, and the mapping that an import is ordered with.

import { meta, objectNamed } from '../../app/session';
import type { Field, Label, ObjectMeta } from '../../app/types';
import { label, t, type MessageKey } from '../../ui/language';
import { fieldLabel } from '../../record/values';
import './words';

export interface Reading {
  format?: string;
  encoding?: string;
  separator?: string;
  sheet?: string;
}

export type Why = 'header' | 'values' | 'preset' | 'remembered' | '';

/** What one column holds, and where it may go. */
export interface Column {
  header: string;
  field: string | null;
  sure: number;
  why: Why;
  samples: string[];
  filled: number;
  different: number;
  days?: { order: string; ambiguous: boolean };
  decimal?: { mark: string; ambiguous: boolean };
}

interface Described {
  field: string;
  by?: string;
  create?: boolean;
  values?: Record<string, string | null>;
  days?: string;
  decimal?: string;
  currency?: string;
  set?: Record<string, unknown>;
}

/** Where a column goes; null: it is left out. */
export type Target = string | Described | null;

export type Mode = 'create_or_update' | 'create' | 'update' | 'fill_empty';
export const modes: Mode[] = ['create_or_update', 'create', 'update', 'fill_empty'];

/** What an import is ordered with; what the server proposed beside what is shown here goes back as it came. */
export interface Mapping {
  columns: Record<string, Target>;
  match?: string[];
  mode?: Mode;
  currency?: string;
  reading?: Reading;
  [rest: string]: unknown;
}

export interface Preview {
  /** How many rows the figures of the columns are of; `whole`: the file has no more. */
  looked_at: number;
  whole: boolean;
  reading: Reading;
  encoding_sure: number;
  mixed: boolean;
  encodings: string[];
  sheets: string[];
  notes: string[];
  preset: { name: string; label: Label } | null;
  remembered: boolean;
  details: Column[];
  mapping: Mapping;
}

export const pathOf = (target: Target | undefined) => (typeof target === 'string' ? target : (target?.field ?? ''));

const described = (target: Target): Described => (typeof target === 'string' ? { field: target } : target!);

/** The same target with one of its parts changed, as short as it can be said. */
export function withPart(target: Target, change: Partial<Described>): Target {
  const next = Object.fromEntries(Object.entries({ ...described(target), ...change }).filter(([, value]) => value !== undefined)) as unknown as Described;
  return Object.keys(next).length === 1 ? next.field : next;
}

export const partOf = <Name extends keyof Described>(target: Target | undefined, name: Name): Described[Name] | undefined =>
  typeof target === 'object' && target ? target[name] : undefined;

/** Sends a column elsewhere; what was said about the old place is forgotten, but for what its values mean. */
export const moved = (mapping: Mapping, header: string, path: string): Mapping => ({ ...mapping, columns: { ...mapping.columns, [header]: path || null } });

/** By a name or a phone alone nothing is overwritten unless somebody chooses so. */
const keys = ['external_id', 'email', 'tax_id', 'register_id', 'sku'];

/** The mapping to begin with: the server's, recognising records by the first field that surely tells them apart. */
export function begin(object: ObjectMeta, { mapping }: Preview): Mapping {
  if (mapping.match) return mapping;
  const first = matchFields(object, mapping).find((name) => keys.includes(name) || object.fields.some((field) => field.name === name && field.unique));
  return first ? { ...mapping, match: [first] } : mapping;
}

/** Parts of a path that are no fields. */
const partWords: Record<string, MessageKey> = { full_name: 'import.full_name', family_first: 'import.family_first', name_suffix: 'import.name_suffix', currency: 'company.currency', external_id: 'common.external_id' };

const addressLines = ['street', 'house', 'flat', 'postal_code', 'city', 'region', 'country'];

export interface Option {
  value: string;
  label: string;
}

/** What a column may fill: fields that may be written, among them the key of the old system, and the lines of addresses. */
function usualTargets(object: ObjectMeta): Option[] {
  const writable = object.fields.filter((field) => !field.read_only && field.writable !== false && !['rollup', 'json', 'file', 'link_any'].includes(field.kind));
  const options = writable.flatMap((field) =>
    field.kind === 'address'
      ? addressLines.map((line) => ({ value: `${field.name}.${line}`, label: `${fieldLabel(field)}: ${t(`address.${line}` as MessageKey)}` }))
      : [{ value: field.name, label: fieldLabel(field) }],
  );
  const isKey = ({ value }: Option) => value === 'external_id';
  const hasParts = ['given_name', 'family_name'].every((name) => object.fields.some((field) => field.name === name));
  const whole = hasParts ? [{ value: 'full_name', label: t('import.full_name') }] : [];
  return [...whole, ...options.filter((option) => !isKey(option)), ...options.filter(isKey), { value: 'created_at', label: t('common.created_at') }];
}

/** The same with what the server proposed beyond it: fields of linked records, records beside. */
export function targets(object: ObjectMeta, preview: Preview, mapping: Mapping): Option[] {
  const usual = usualTargets(object);
  const known = new Set(usual.map(({ value }) => value));
  const more = [...preview.details.map(({ field }) => field ?? ''), ...Object.values(mapping.columns).map(pathOf)].filter((path) => path && !known.has(path));
  return [...usual, ...[...new Set(more)].map((path) => ({ value: path, label: pathLabel(object, path) }))];
}

/** A path such as party.address.city in words: "Company: Address: City". */
export function pathLabel(object: ObjectMeta, path: string): string {
  const words: string[] = [];
  let at: ObjectMeta | undefined = object;
  for (const step of path.split('.')) {
    const [, name = step, which] = /^([^[]+)(?:\[(.+)\])?$/.exec(step) ?? [];
    const field: Field | undefined = which ? undefined : at?.fields.find((one) => one.name === name); // address[2] is a record beside
    const beside: ObjectMeta | undefined = field ? undefined : objectNamed(name);
    const part = addressLines.includes(name) ? t(`address.${name}` as MessageKey) : partWords[name] ? t(partWords[name]) : name.replaceAll('_', ' ');
    const word = field ? fieldLabel(field) : beside ? label(beside.label, name) : part;
    if (!words.at(-1)?.startsWith(`${word} (`)) words.push(word + (which ? ` (${which})` : '')); // an address has an address
    at = beside ?? (field?.to?.length === 1 ? objectNamed(field.to[0]) : undefined);
  }
  return words.join(': ');
}

/** What a column is called: cards have no headers, their columns are the very places they go to, and are said in words. */
export const columnLabel = (object: ObjectMeta, header: string, { reading, columns }: Mapping) =>
  reading?.format === 'vcard' || (header.includes('.') && header === pathOf(columns[header])) ? pathLabel(object, header) : header;

/** The field a column fills, where it is one of the object's own. */
export const fieldAt = (object: ObjectMeta, path: string): Field | undefined => object.fields.find((field) => field.name === path);

export const isLink = (field: Field | undefined) => field !== undefined && ['link', 'links'].includes(field.kind);

/** Whether records missing behind a link may be made: not users, and only where one may create. */
export const mayCreate = (field: Field) => field.to?.length === 1 && field.to[0] !== 'user' && Boolean(objectNamed(field.to[0])?.can.create);

/** The fields by which a linked record can be found. */
export function findableBy(field: Field): Option[] {
  const to = field.to?.length === 1 ? objectNamed(field.to[0]) : undefined;
  if (!to) return [];
  return to.fields
    .filter((one) => !one.hidden && ['text', 'email', 'phone', 'number', 'url'].includes(one.kind) && (one.unique || one.name === to.title || ['email', 'phone', 'tax_id', 'name', 'login', 'sku', 'external_id'].includes(one.name)))
    .map((one) => ({ value: one.name, label: fieldLabel(one) }));
}

/** The fields by which existing records can be recognised. */
export function matchFields(object: ObjectMeta, mapping: Mapping): string[] {
  const mapped = new Set(Object.values(mapping.columns).map(pathOf));
  const usual = ['external_id', 'email', 'tax_id', 'register_id', 'phone', 'sku', object.title, 'name'];
  const unique = object.fields.filter((field) => field.unique).map((field) => field.name);
  const keys = [...new Set([...usual, ...unique])].filter((name) => mapped.has(name));
  return object.name === 'party' && mapped.size > 1 ? [...keys, byLikeness] : keys;
}

/** Records are recognised as "who is this?" does it: by everything that makes them alike. */
export const byLikeness = 'duplicates';

export const matchLabel = (object: ObjectMeta, name: string) =>
  name === byLikeness ? t('import.matchAlike') : name === 'external_id' ? t('common.external_id') : label(object.fields.find((field) => field.name === name)?.label, name);

export const hasMoney = (object: ObjectMeta, mapping: Mapping) =>
  Object.values(mapping.columns).some((target) => fieldAt(object, pathOf(target))?.kind === 'money');

/** The order as the server wants it. */
export const request = (object: ObjectMeta, file: string, mapping: Mapping, dryRun: boolean) => ({
  currency: meta().company.currency,
  ...mapping,
  object: object.name,
  file,
  dry_run: dryRun,
});
