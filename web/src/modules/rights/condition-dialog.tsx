// Which records a right reaches, as the conditions people know from lists.

import { useState } from 'react';
import type { Filter, ObjectMeta } from '../../app/types';
import { FilterBar } from '../../record/list/filter-bar';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { label, t } from '../../ui/language';
import type { Act } from './grants';
import './words';

interface ConditionDialogProps {
  object: ObjectMeta;
  act: Act;
  filter: Filter;
  onClose: () => void;
  onSave: (filter: Filter) => void;
}

export function ConditionDialog({ object, act, filter, onClose, onSave }: ConditionDialogProps) {
  const [draft, setDraft] = useState(filter);
  const save = () => {
    onClose();
    if (Object.keys(draft).length) onSave(draft);
  };
  return (
    <Dialog
      wide
      title={`${label(object.plural, object.name)}: ${t(`act.${act}`)}`}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" disabled={!Object.keys(draft).length}>{t('save')}</Button>
        </>
      }
    >
      <p className="hint">{t('rights.conditionText')}</p>
      <FilterBar fields={object.fields} filter={draft} begun={null} onChange={setDraft} />
    </Dialog>
  );
}
