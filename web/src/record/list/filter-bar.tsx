// The conditions of the list in a row, and what to do with them all.

import { IconDeviceFloppy } from '@tabler/icons-react';
import type { Ref } from 'react';
import type { Field, Filter } from '../../app/types';
import { Button } from '../../ui/button';
import { t } from '../../ui/language';
import { Conditions } from './conditions';
import type { Condition } from './filter';
import type { GroupKind } from './filter-options';

interface FilterBarProps {
  fields: Field[];
  filter: Filter;
  onChange: (filter: Filter) => void;
  onSaveView?: () => void;
  /** Keeps the changes in the view that is shown. */
  onUpdateView?: () => void;
  addRef?: Ref<HTMLSpanElement>;
  /** A condition begun elsewhere, still without a value. */
  begun: Condition | null;
  begunGroup?: GroupKind;
}

export function FilterBar({ fields, filter, onChange, onSaveView, onUpdateView, addRef, begun, begunGroup }: FilterBarProps) {
  return (
    <div className="chips">
      <Conditions fields={fields} filter={filter} onChange={onChange} begun={begun} addRef={addRef} begunGroup={begunGroup} />
      <span className="space" />
      <Button small onClick={() => onChange({})}>
        {t('clear')}
      </Button>
      {onUpdateView && (
        <Button small onClick={onUpdateView}>
          {t('view.update')}
        </Button>
      )}
      {onSaveView && (
        <Button small icon={<IconDeviceFloppy size={15} />} onClick={onSaveView}>
          {t('view.save')}
        </Button>
      )}
    </div>
  );
}
