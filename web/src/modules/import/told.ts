// What an import says of single rows: which cells were wrong and why, and what can be sent again.

import { get } from '../../app/api';
import type { Field, ObjectMeta, Page } from '../../app/types';
import { fieldAt, isLink, pathOf, withPart, type Mapping } from './mapping';

export interface ToldRow {
  row: number;
  problems: { column?: string; field?: string; message: string; value?: string }[];
  /** Of a refused row: what stood in the file. */
  cells?: string[];
}

interface ToldPage extends Page<ToldRow> {
  header?: string[];
  mapping?: Mapping;
}

/** Rows that were refused, or that lost a value; the first of them. */
export const toldQuery = (id: string, result: 'refused' | 'left_out') => ({
  queryKey: ['told', id, result],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<ToldPage>(`operation/${id}/rows`, { result, limit: 200 }, signal),
});

/** A value of the file that is no choice, or that leads to no record, and in how many rows it stands. */
export interface ToldValue {
  column: string;
  value: string;
  rows: number;
}

export const valuesQuery = (id: string) => ({
  queryKey: ['told values', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<{ items: ToldValue[]; more: boolean }>(`operation/${id}/values`, {}, signal),
});

export interface Unknown extends ToldValue {
  field: Field;
}

const isChosen = (field: Field | undefined) => field?.kind === 'choice' || field?.kind === 'choices' || isLink(field);

/** Those of columns that lead to a choice or a link also as the mapping is now. */
export const unknownValues = (object: ObjectMeta, mapping: Mapping, told: ToldValue[]): Unknown[] =>
  told.flatMap((one) => {
    const field = fieldAt(object, pathOf(mapping.columns[one.column]));
    return field && isChosen(field) ? [{ ...one, field }] : [];
  });

/** The mapping with what one value means: another text, nothing (null), or as it stands (undefined). */
export function meaning(mapping: Mapping, column: string, value: string, means: string | null | undefined): Mapping {
  const target = mapping.columns[column] ?? null;
  const said = Object.entries((typeof target === 'object' && target?.values) || {}).filter(([other]) => other !== value);
  const values = Object.fromEntries(means === undefined ? said : [...said, [value, means]]);
  return { ...mapping, columns: { ...mapping.columns, [column]: withPart(target, { values: Object.keys(values).length ? values : undefined }) } };
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** Rows as a file of separated values; cells that stand beyond the columns and are empty go. */
export function asFile(header: string[], rows: string[][]): string {
  const lines = rows.map((cells) => {
    const end = Math.max(header.length, cells.findLastIndex((cell) => cell !== '') + 1);
    return Array.from({ length: end }, (_, index) => cells[index] ?? '');
  });
  return [header, ...lines].map((line) => line.map(quoted).join(',')).join('\r\n') + '\r\n';
}

/** The order of an import of such a file, as the first one was ordered; how the first file was read says nothing of this one. */
export const sameOrder = (object: ObjectMeta, file: string, mapping: Mapping) => ({ ...mapping, object: object.name, file, reading: { encoding: 'UTF-8', separator: ',' } });
