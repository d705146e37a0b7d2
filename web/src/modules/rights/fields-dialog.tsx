// The fields and actions of an object in a role: which may be seen, which changed, which actions run.

import { useState } from 'react';
import type { ObjectMeta } from '../../app/types';
import { fieldLabel } from '../../record/values';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { fold } from '../../ui/fold';
import { label, t } from '../../ui/language';
import { without, type Access, type Grant } from './grants';
import './words';

interface FieldsDialogProps {
  object: ObjectMeta;
  grant: Grant;
  locked: boolean;
  onClose: () => void;
  onChange: (grant: Grant) => void;
}

const accesses: Access[] = ['none', 'read', 'write'];

export function FieldsDialog({ object, grant, locked, onClose, onChange }: FieldsDialogProps) {
  const [draft, setDraft] = useState(grant);
  const [typed, setTyped] = useState('');
  const fields = object.fields.filter((field) => !field.system && !field.hidden && fold(fieldLabel(field)).includes(fold(typed)));
  const set = (name: string, access: Access) => {
    const rest = without(draft.fields ?? {}, name);
    const next = access === 'write' ? rest : { ...rest, [name]: access };
    const bare = without(draft, 'fields');
    setDraft(Object.keys(next).length ? { ...bare, fields: next } : bare);
  };
  const toggle = (name: string) => {
    const now = draft.actions ?? [];
    setDraft({ ...draft, actions: now.includes(name) ? now.filter((one) => one !== name) : [...now, name] });
  };
  const save = () => {
    onClose();
    if (JSON.stringify(draft) !== JSON.stringify(grant)) onChange(draft);
  };
  return (
    <Dialog
      wide
      title={`${t('rights.fields')}: ${label(object.plural, object.name)}`}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>{locked ? t('close') : t('cancel')}</Button>
          {!locked && <Button look="primary" type="submit">{t('save')}</Button>}
        </>
      }
    >
      {object.actions.length > 0 && (
        <fieldset className="bare" disabled={locked}>
          <legend className="section-head">{t('rights.actions')}</legend>
          {object.actions.map((action) => (
            <label key={action.name} className="check-line">
              <input type="checkbox" checked={draft.actions?.includes(action.name) ?? false} onChange={() => toggle(action.name)} />
              {label(action.label, action.name)}
            </label>
          ))}
        </fieldset>
      )}
      <p className="hint">{t('rights.fieldsText')}</p>
      <input type="search" data-autofocus className="access-find" aria-label={t('pick.find')} placeholder={t('pick.find')} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <div className="access-list">
        {fields.map((field) => (
          <div key={field.name} className="access-line">
            <span className="cut">{fieldLabel(field)}</span>
            <div className="segments" role="group" aria-label={fieldLabel(field)}>
              {accesses.map((access) => (
                <button key={access} type="button" disabled={locked} aria-pressed={(draft.fields?.[field.name] ?? 'write') === access} onClick={() => set(field.name, access)}>
                  {t(`access.${access}`)}
                </button>
              ))}
            </div>
          </div>
        ))}
      </div>
    </Dialog>
  );
}
