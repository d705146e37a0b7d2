// What becomes of each column of a file: the field it fills, and for links how the record is found.

import { meta, objectNamed } from '../../app/session';
import type { Field, ObjectMeta } from '../../app/types';
import { label, t, type MessageKey } from '../../ui/language';
import { fieldLabel } from '../../record/values';

export interface Preview {
  header: string[];
  rows: string[][];
  columns: Record<string, { field: string; sure?: number; by?: string; create?: boolean } | string | null>;
  separator: string;
}

export interface ColumnMapping {
  /** Empty: the column is left out. */
  field: string;
  create: boolean;
}

export type Mapping = Record<string, ColumnMapping>;

export interface ImportOptions {
  match: string;
  mode: 'create_or_update' | 'create' | 'update';
  currency: string;
}

/** The mapping the server proposes. */
export function proposed(preview: Preview): Mapping {
  return Object.fromEntries(
    preview.header.map((column) => {
      const wished = preview.columns[column];
      const field = typeof wished === 'string' ? wished : (wished?.field ?? '');
      const create = typeof wished === 'object' && wished !== null ? (wished.create ?? true) : true;
      return [column, { field, create }];
    }),
  );
}

const addressLines = ['street', 'house', 'flat', 'postal_code', 'city', 'region', 'country'];

/** What a column may fill: fields that may be written, the lines of addresses, the key of the old system. */
export function targets(object: ObjectMeta): { value: string; label: string }[] {
  const writable = object.fields.filter((field) => !field.read_only && field.writable !== false && !['rollup', 'json', 'file', 'link_any'].includes(field.kind));
  const options = writable.flatMap((field) =>
    field.kind === 'address'
      ? addressLines.map((line) => ({ value: `${field.name}.${line}`, label: `${fieldLabel(field)}: ${t(`address.${line}` as MessageKey)}` }))
      : [{ value: field.name, label: fieldLabel(field) }],
  );
  return [...options, { value: 'external_id', label: t('common.external_id') }, { value: 'created_at', label: t('common.created_at') }];
}

export const linkField = (object: ObjectMeta, name: string): Field | undefined =>
  object.fields.find((field) => field.name === name && ['link', 'links'].includes(field.kind));

/** Whether records missing behind a link may be made: not users, and only where one may create. */
export const mayCreate = (field: Field) => field.to?.[0] !== 'user' && Boolean(objectNamed(field.to?.[0])?.can.create);

/** The fields by which existing records can be recognised. */
export function matchFields(object: ObjectMeta, mapping: Mapping): string[] {
  const mapped = new Set(Object.values(mapping).map(({ field }) => field));
  const usual = ['external_id', 'email', 'tax_id', 'register_id', 'phone', 'sku', object.title, 'name'];
  const unique = object.fields.filter((field) => field.unique).map((field) => field.name);
  return [...new Set([...usual, ...unique])].filter((name) => mapped.has(name));
}

export const matchLabel = (object: ObjectMeta, name: string) =>
  name === 'external_id' ? t('common.external_id') : label(object.fields.find((field) => field.name === name)?.label, name);

/** The request as the server wants it. */
export function request(object: ObjectMeta, file: string, mapping: Mapping, options: ImportOptions, dryRun: boolean) {
  const columns = Object.fromEntries(
    Object.entries(mapping).map(([column, { field, create }]) => {
      if (!field) return [column, null];
      const link = linkField(object, field);
      return [column, link ? { field, by: 'name', create: create && mayCreate(link) } : field];
    }),
  );
  return {
    object: object.name,
    file,
    columns,
    match: options.match ? [options.match] : [],
    mode: options.mode,
    currency: options.currency || meta().company.currency,
    dry_run: dryRun,
  };
}
