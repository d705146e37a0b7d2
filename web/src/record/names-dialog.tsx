// What a record is called in the languages that are not the company's.

import { useState } from 'react';
import { useMeta } from '../app/session';
import type { Item, ObjectMeta } from '../app/types';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { languageNames, languages, t } from '../ui/language';
import { saveRecord } from './store';

export const mayName = (object: ObjectMeta) => object.can.update && object.fields.some(({ name, writable }) => name === 'name_pl' && writable !== false);

export function NamesDialog({ object, item, onClose }: { object: ObjectMeta; item: Item; onClose: () => void }) {
  const { company } = useMeta();
  const others = languages.filter((name) => name !== company.language);
  const [names, setNames] = useState(() => Object.fromEntries(others.map((name) => [`name_${name}`, String(item[`name_${name}`] ?? '')])));
  const save = async () => {
    const changed = Object.entries(names).map(([name, text]) => [name, text.trim() || null] as const).filter(([name, text]) => text !== (item[name] ?? null));
    if (!changed.length || (await saveRecord(object, item, Object.fromEntries(changed)))) onClose();
  };
  return (
    <Dialog
      title={`${t('names')}: ${String(item.name)}`}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <span className="space" />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit">{t('save')}</Button>
        </>
      }
    >
      {others.map((name, index) => (
        <div key={name} className="form-field">
          <label htmlFor={`name-${name}`}>{languageNames[name]}</label>
          <input id={`name-${name}`} maxLength={120} data-autofocus={index === 0 || undefined} value={names[`name_${name}`]} onChange={(event) => setNames({ ...names, [`name_${name}`]: event.target.value })} />
        </div>
      ))}
      <p className="hint">{t('names.text')}</p>
    </Dialog>
  );
}
