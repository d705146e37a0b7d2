// What of the log is looked for: a kind, a person, days, a text.

import type { Field, LinkValue } from '../../app/types';
import { FieldInput } from '../../record/edit/field-input';
import { language, t } from '../../ui/language';
import './words';

export interface AuditWanted {
  what: string;
  user: LinkValue | null;
  from: string | null;
  until: string | null;
  text: string;
}

export const everything: AuditWanted = { what: '', user: null, from: null, until: null, text: '' };

interface AuditFilterProps {
  wanted: AuditWanted;
  kinds: { name: string; text: string }[];
  onWanted: (wanted: AuditWanted) => void;
}

const fieldOf = (name: string, kind: 'link' | 'day', text: string): Field => ({ name, kind, label: { [language()]: text }, ...(kind === 'link' ? { to: ['user'] } : {}) });

export function AuditFilter({ wanted, kinds, onWanted }: AuditFilterProps) {
  const change = (part: Partial<AuditWanted>) => onWanted({ ...wanted, ...part });
  return (
    <div className="audit-filter">
      <div className="form-field">
        <label htmlFor="audit-text">{t('audit.find')}</label>
        <input id="audit-text" type="search" value={wanted.text} onChange={(event) => change({ text: event.target.value })} />
      </div>
      <div className="form-field">
        <label htmlFor="audit-what">{t('audit.what')}</label>
        <select id="audit-what" value={wanted.what} onChange={(event) => change({ what: event.target.value })}>
          <option value="">{t('audit.any')}</option>
          {kinds.map(({ name, text }) => <option key={name} value={name}>{text}</option>)}
        </select>
      </div>
      <FieldInput field={fieldOf('user', 'link', t('audit.who'))} value={wanted.user} onChange={(value) => change({ user: value as LinkValue | null })} />
      <FieldInput field={fieldOf('from', 'day', t('audit.since'))} value={wanted.from} onChange={(value) => change({ from: value as string | null })} />
      <FieldInput field={fieldOf('until', 'day', t('audit.until'))} value={wanted.until} onChange={(value) => change({ until: value as string | null })} />
    </div>
  );
}
