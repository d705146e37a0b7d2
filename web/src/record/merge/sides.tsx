// The records of a merge side by side, the fields that differ first, and what comes along.

import type { CSSProperties } from 'react';
import { objectNamed } from '../../app/session';
import type { Field, Item, ObjectMeta } from '../../app/types';
import { formatNumber } from '../../ui/format';
import { label, language, t } from '../../ui/language';
import { Value } from '../value';
import { fieldLabel, fieldNamed, isEmpty, titleOf } from '../values';
import type { Chosen, MergePreview } from './merge';
import './words';

interface SidesProps {
  object: ObjectMeta;
  preview: MergePreview;
  survivor: string;
  chosen: Chosen;
  onSurvivor: (id: string) => void;
  onChoose: (field: string, from: string) => void;
}

const joins = (field: Field) => ['tags', 'choices', 'links', 'long_text'].includes(field.kind);

export function Sides({ object, preview, survivor, chosen, onSurvivor, onChoose }: SidesProps) {
  const { records, moves } = preview;
  const differing = Object.keys(preview.values).map((name) => fieldNamed(object.fields, name)).filter((field) => field !== undefined);
  const equal = object.fields.filter((field) => !field.hidden && !(field.name in preview.values) && records.some((record) => !isEmpty(record[field.name])));
  return (
    <>
      <div className="merge-scroll">
        <div className="merge" style={{ '--records': records.length } as CSSProperties}>
          <div className="merge-row" role="radiogroup" aria-label={t('merge.stays')}>
            <span className="merge-field">{t('merge.stays')}</span>
            {records.map((record) => (
              <label key={record.id} className="merge-cell merge-head">
                <input type="radio" name="survivor" checked={record.id === survivor} onChange={() => onSurvivor(record.id)} />
                <b>{titleOf(record)}</b>
              </label>
            ))}
          </div>
          {differing.length === 0 && <p className="hint merge-hint">{t('merge.noDifference')}</p>}
          {differing.map((field) => (
            <Choice key={field.name} field={field} records={records} from={chosen[field.name] ?? preview.values[field.name]!} onChoose={(from) => onChoose(field.name, from)} />
          ))}
        </div>
      </div>
      {equal.length > 0 && (
        <details className="merge-same">
          <summary>{t('merge.same', { n: equal.length })}</summary>
          <dl>
            {equal.map((field) => (
              <div key={field.name}>
                <dt>{fieldLabel(field)}</dt>
                <dd><Value field={field} value={records.find((record) => !isEmpty(record[field.name]))![field.name]} /></dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <h3 className="section-head">{t('merge.moves')}</h3>
      <p className="hint">
        {moves.length === 0
          ? t('merge.moves.none')
          : moves.map(({ object: moved, count }) => `${label(objectNamed(moved)?.plural, moved)}: ${formatNumber(count, language())}`).join(' · ')}
        {!preview.at_once && ` ${t('merge.later')}`}
      </p>
    </>
  );
}

function Choice({ field, records, from, onChoose }: { field: Field; records: Item[]; from: string; onChoose: (from: string) => void }) {
  return (
    <div className="merge-row" role="radiogroup" aria-label={fieldLabel(field)}>
      <span className="merge-field">
        {fieldLabel(field)}
        {(joins(field) || from === 'both') && (
          <label className="merge-both">
            <input type="radio" name={field.name} checked={from === 'both'} onChange={() => onChoose('both')} />
            {t('merge.both')}
          </label>
        )}
      </span>
      {records.map((record) => (
        <label key={record.id} className="merge-cell">
          <input type="radio" name={field.name} checked={from === record.id} aria-label={`${fieldLabel(field)}: ${titleOf(record)}`} onChange={() => onChoose(record.id)} />
          {isEmpty(record[field.name]) ? <span className="faint">{t('merge.empty')}</span> : <Value field={field} value={record[field.name]} />}
        </label>
      ))}
    </div>
  );
}
