// The columns of the file beside the fields they fill, with what the file holds, and how existing records are found.

import type { ObjectMeta } from '../../app/types';
import { t } from '../../ui/language';
import { linkField, matchFields, matchLabel, mayCreate, targets, type ImportOptions, type Mapping, type Preview } from './mapping';

interface MappingTableProps {
  object: ObjectMeta;
  preview: Preview;
  mapping: Mapping;
  options: ImportOptions;
  onMapping: (mapping: Mapping) => void;
  onOptions: (options: ImportOptions) => void;
}

export function MappingTable({ object, preview, mapping, options, onMapping, onOptions }: MappingTableProps) {
  const fields = targets(object);
  const matches = matchFields(object, mapping);
  const hasMoney = Object.values(mapping).some(({ field }) => object.fields.some(({ name, kind }) => name === field && kind === 'money'));
  return (
    <>
      <section>
        <h2>{t('import.columns')}</h2>
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th>{t('import.column')}</th>
                <th>{t('import.field')}</th>
                <th>{t('import.sample')}</th>
              </tr>
            </thead>
            <tbody>
              {preview.header.map((column, index) => {
                const mapped = mapping[column] ?? { field: '', create: true };
                const link = linkField(object, mapped.field);
                return (
                  <tr key={column}>
                    <td><b>{column}</b></td>
                    <td>
                      <select aria-label={column} value={mapped.field} onChange={(event) => onMapping({ ...mapping, [column]: { ...mapped, field: event.target.value } })}>
                        <option value="">{t('import.leave')}</option>
                        {fields.map((field) => (
                          <option key={field.value} value={field.value}>{field.label}</option>
                        ))}
                      </select>
                      {link && mayCreate(link) && (
                        <label className="check-line">
                          <input type="checkbox" checked={mapped.create} onChange={(event) => onMapping({ ...mapping, [column]: { ...mapped, create: event.target.checked } })} />
                          {t('import.createMissing')}
                        </label>
                      )}
                    </td>
                    <td className="faint">{preview.rows.map((row) => row[index]).filter(Boolean).slice(0, 3).join(' · ')}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </section>
      <section className="form-grid">
        <div className="form-field">
          <label htmlFor="match">{t('import.match')}</label>
          <select id="match" value={options.match} onChange={(event) => onOptions({ ...options, match: event.target.value })}>
            <option value="">{t('import.matchNone')}</option>
            {matches.map((name) => (
              <option key={name} value={name}>{matchLabel(object, name)}</option>
            ))}
          </select>
        </div>
        {options.match && (
          <div className="form-field">
            <label htmlFor="mode">{t('import.mode')}</label>
            <select id="mode" value={options.mode} onChange={(event) => onOptions({ ...options, mode: event.target.value as ImportOptions['mode'] })}>
              {(['create_or_update', 'create', 'update'] as const).map((mode) => (
                <option key={mode} value={mode}>{t(`import.mode.${mode}`)}</option>
              ))}
            </select>
          </div>
        )}
        {hasMoney && (
          <div className="form-field">
            <label htmlFor="currency">{t('import.currency')}</label>
            <input id="currency" value={options.currency} maxLength={3} onChange={(event) => onOptions({ ...options, currency: event.target.value.toUpperCase() })} />
          </div>
        )}
      </section>
    </>
  );
}
