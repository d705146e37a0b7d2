// How records that exist already are recognised, what happens to them, and in which currency amounts are.

import { currencyOptions } from '../../app/offers';
import { meta } from '../../app/session';
import type { ObjectMeta } from '../../app/types';
import { t } from '../../ui/language';
import { hasMoney, matchFields, matchLabel, modes, type Mapping, type Mode } from './mapping';
import './words';

interface OptionsFormProps {
  object: ObjectMeta;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}

export function OptionsForm({ object, mapping, onMapping }: OptionsFormProps) {
  const match = mapping.match ?? [];
  const several = match.join('+'); // a remembered mapping may name more than one
  const names = [...new Set([...matchFields(object, mapping), ...(several ? [several] : [])])];
  return (
    <section className="form-grid">
      <div className="form-field">
        <label htmlFor="match">{t('import.match')}</label>
        <select id="match" value={several} onChange={(event) => onMapping({ ...mapping, match: event.target.value ? event.target.value.split('+') : [] })}>
          <option value="">{t('import.matchNone')}</option>
          {names.map((name) => (
            <option key={name} value={name}>{name.split('+').map((one) => matchLabel(object, one)).join(' + ')}</option>
          ))}
        </select>
      </div>
      {match.length > 0 && (
        <div className="form-field">
          <label htmlFor="mode">{t('import.mode')}</label>
          <select id="mode" value={mapping.mode ?? 'create_or_update'} onChange={(event) => onMapping({ ...mapping, mode: event.target.value as Mode })}>
            {modes.map((mode) => (
              <option key={mode} value={mode}>{t(`import.mode.${mode}`)}</option>
            ))}
          </select>
        </div>
      )}
      {hasMoney(object, mapping) && (
        <div className="form-field">
          <label htmlFor="currency">{t('import.currency')}</label>
          <select id="currency" value={mapping.currency ?? meta().company.currency} onChange={(event) => onMapping({ ...mapping, currency: event.target.value })}>
            {currencyOptions(meta().currencies, mapping.currency ?? meta().company.currency).map(({ value, label }) => (
              <option key={value} value={value}>{label}</option>
            ))}
          </select>
        </div>
      )}
    </section>
  );
}
