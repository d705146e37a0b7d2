// The columns of the file beside the fields they fill, with what the file holds, how sure the proposal is, and why.

import type { ObjectMeta } from '../../app/types';
import { formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { columnLabel, fieldAt, findableBy, isLink, mayCreate, moved, partOf, pathLabel, pathOf, targets, withPart, type Column, type Mapping, type Option, type Preview, type Target } from './mapping';
import './words';

interface MappingTableProps {
  object: ObjectMeta;
  preview: Preview;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}

const sureOf = 0.9;

export function MappingTable({ object, preview, mapping, onMapping }: MappingTableProps) {
  const options = targets(object, preview, mapping);
  return (
    <section>
      <h2>{t('import.columns')}</h2>
      <table className="table map-table">
        <thead>
          <tr>
            <th>{t('import.column')}</th>
            <th>{t('import.field')}</th>
            <th>{t('import.sample')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.details
            .filter(({ header }, index, all) => header && all.findIndex((one) => one.header === header) === index)
            .map((column) => (
              <ColumnRow
                key={column.header}
                object={object}
                column={column}
                name={columnLabel(object, column.header, preview.mapping)}
                first={preview.whole ? 0 : preview.looked_at}
                options={options}
                target={mapping.columns[column.header] ?? null}
                onPath={(path) => onMapping(moved(mapping, column.header, path))}
                onTarget={(target) => onMapping({ ...mapping, columns: { ...mapping.columns, [column.header]: target } })}
              />
            ))}
        </tbody>
      </table>
    </section>
  );
}

interface ColumnRowProps {
  object: ObjectMeta;
  column: Column;
  name: string;
  /** So many rows were looked at, where the file has more. */
  first: number;
  options: Option[];
  target: Target;
  onPath: (path: string) => void;
  onTarget: (target: Target) => void;
}

function ColumnRow({ object, column, name, first, options, target, onPath, onTarget }: ColumnRowProps) {
  const path = pathOf(target);
  return (
    <tr>
      <td><b>{name}</b></td>
      <td>
        <select aria-label={name} value={path} onChange={(event) => onPath(event.target.value)}>
          <option value="">{t('import.leave')}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>{option.label}</option>
          ))}
        </select>
        <Reason object={object} column={column} path={path} />
        <LinkChoice object={object} header={name} target={target} onTarget={onTarget} />
        <Spelling object={object} column={column} name={name} target={target} onTarget={onTarget} />
      </td>
      <td className="sample">
        {column.samples.join(' · ')}
        {column.filled >= 0 && <small className="number">{first ? t('import.filled.first', { n: formatNumber(column.filled, language()), rows: formatNumber(first, language()) }) : t('import.filled', { n: column.filled })}</small>}
      </td>
    </tr>
  );
}

/** Why the server proposes it, as long as it was not changed. */
function Reason({ object, column, path }: { object: ObjectMeta; column: Column; path: string }) {
  if (!column.field || !column.why) return null;
  const why = t(`import.why.${column.why}`);
  if (path === column.field) return <p className="hint map-note">{t(column.sure >= sureOf ? 'import.sure' : 'import.likely', { why })}</p>;
  if (!path) return <p className="hint map-note">{t('import.guess', { field: pathLabel(object, column.field), why })}</p>;
  return null;
}

/** By what a linked record is found, and whether a missing one is made. */
function LinkChoice({ object, header, target, onTarget }: { object: ObjectMeta; header: string; target: Target; onTarget: (target: Target) => void }) {
  const field = fieldAt(object, pathOf(target));
  if (!field || !isLink(field)) return null;
  const by = findableBy(field);
  const found = partOf(target, 'by') ?? '';
  return (
    <>
      {by.length > 1 && (
        <select className="map-note" aria-label={`${t('import.foundBy')}: ${header}`} value={found} onChange={(event) => onTarget(withPart(target, { by: event.target.value || undefined }))}>
          <option value="">{t('import.foundBy.usual')}</option>
          {[...by, ...(found && !by.some(({ value }) => value === found) ? [{ value: found, label: found }] : [])].map((option) => (
            <option key={option.value} value={option.value}>{t('import.foundBy')}: {option.label}</option>
          ))}
        </select>
      )}
      {mayCreate(field) && (
        <label className="check-line">
          <input type="checkbox" checked={partOf(target, 'create') ?? false} onChange={(event) => onTarget(withPart(target, event.target.checked ? { create: true } : { create: undefined, set: undefined }))} />
          {t('import.createMissing')}
        </label>
      )}
    </>
  );
}

/** How days and decimals are written, where the column itself does not tell. */
function Spelling({ object, column, name, target, onTarget }: { object: ObjectMeta; column: Column; name: string; target: Target; onTarget: (target: Target) => void }) {
  const path = pathOf(target);
  const kind = fieldAt(object, path)?.kind;
  const asProposed = path === column.field;
  const days = asProposed ? column.days?.ambiguous : kind === 'day' || kind === 'moment';
  const decimal = asProposed ? column.decimal?.ambiguous : kind === 'money' || kind === 'decimal' || kind === 'percent';
  const saidDays = partOf(target, 'days') ?? '';
  const saidDecimal = partOf(target, 'decimal') ?? '';
  return (
    <>
      {(days || saidDays) && (
        <>
          {asProposed && !saidDays && <p className="hint map-note warn">{t('import.days.ask')}</p>}
          <select className="map-note" aria-label={`${t('import.days')}: ${name}`} value={saidDays} onChange={(event) => onTarget(withPart(target, { days: event.target.value || undefined }))}>
            <option value="">{t('import.days')}: {t('import.auto')}</option>
            <option value="day_first">{t('import.days.day_first')}</option>
            <option value="month_first">{t('import.days.month_first')}</option>
          </select>
        </>
      )}
      {(decimal || saidDecimal) && (
        <>
          {asProposed && !saidDecimal && <p className="hint map-note warn">{t('import.days.ask')}</p>}
          <select className="map-note" aria-label={`${t('import.decimal')}: ${name}`} value={saidDecimal} onChange={(event) => onTarget(withPart(target, { decimal: event.target.value || undefined }))}>
            <option value="">{t('import.decimal')}: {t('import.auto')}</option>
            <option value=",">{t('import.decimal.comma')}</option>
            <option value=".">{t('import.decimal.point')}</option>
          </select>
        </>
      )}
    </>
  );
}

