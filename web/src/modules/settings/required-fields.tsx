// What a deal must say before it comes to a stage.

import { useState } from 'react';
import { objectNamed } from '../../app/session';
import type { Item } from '../../app/types';
import { saveRecord } from '../../record/store';
import { fieldLabel, isEditable } from '../../record/values';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { t } from '../../ui/language';
import './words';

export function RequiredFields({ stage, onClose }: { stage: Item; onClose: () => void }) {
  const object = objectNamed('stage')!;
  const fields = (objectNamed('deal')?.fields ?? []).filter((field) => isEditable(field) && !field.hidden && !['yes_no', 'json'].includes(field.kind) && !['stage', 'pipeline'].includes(field.name));
  const [wanted, setWanted] = useState(() => new Set((stage.required_fields as string[] | null) ?? []));
  const turn = (name: string, on: boolean) => setWanted((old) => new Set(on ? [...old, name] : [...old].filter((other) => other !== name)));
  const save = async () => {
    const names = fields.map(({ name }) => name).filter((name) => wanted.has(name));
    if (await saveRecord(object, stage, { required_fields: names })) onClose();
  };
  return (
    <Dialog
      title={`${t('stage.required')}: ${stage.title}`}
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
      <p className="hint">{t('stage.requiredText')}</p>
      {fields.map((field) => (
        <label key={field.name} className="check-line">
          <input type="checkbox" checked={wanted.has(field.name)} onChange={(event) => turn(field.name, event.target.checked)} />
          {fieldLabel(field)}
        </label>
      ))}
    </Dialog>
  );
}
