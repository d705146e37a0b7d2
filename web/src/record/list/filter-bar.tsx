// The conditions of the list in a row, a button for one more, and what to do with them all.

import { IconDeviceFloppy, IconPlus } from '@tabler/icons-react';
import { useState, type Ref } from 'react';
import type { Field, Filter } from '../../app/types';
import { Button } from '../../ui/button';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { fieldLabel, fieldNamed } from '../values';
import { ConditionChip } from './condition-chip';
import { canFilter, conditionsOf, filterOf, operatorsOf, type Condition } from './filter';

interface FilterBarProps {
  fields: Field[];
  filter: Filter;
  onChange: (filter: Filter) => void;
  onSaveView?: () => void;
  addRef?: Ref<HTMLSpanElement>;
  /** A condition begun elsewhere, still without a value. */
  begun: Condition | null;
}

export const filterOptions = (fields: Field[]) => fields.filter(canFilter).map((field) => ({ value: field.name, label: fieldLabel(field) }));

export function FilterBar({ fields, filter, onChange, onSaveView, addRef, begun }: FilterBarProps) {
  const { conditions: kept, rest } = conditionsOf(filter, fields);
  const [draft, setDraft] = useState<Condition | null>(begun);
  const conditions = draft ? [...kept, draft] : kept;

  const change = (next: Condition[]) => onChange({ ...filterOf(next, fields), ...rest });
  const add = (name: string) => {
    const field = fieldNamed(fields, name)!;
    setDraft({ field: name, operator: operatorsOf(field)[0]!, value: null });
  };
  const ready = ({ value }: Condition) => value !== null && value !== '' && !(Array.isArray(value) && !value.length);

  return (
    <div className="chips">
      {conditions.map((condition, index) => {
        const field = fieldNamed(fields, condition.field)!;
        const isDraft = draft !== null && index === kept.length;
        return (
          <ConditionChip
            key={`${condition.field} ${index}`}
            field={field}
            condition={condition}
            fresh={isDraft}
            onChange={(next) => {
              if (isDraft && !ready(next)) return setDraft(next);
              setDraft(null);
              change([...kept.slice(0, index), next, ...kept.slice(index + 1)]);
            }}
            onRemove={() => (isDraft ? setDraft(null) : change(kept.filter((_, other) => other !== index)))}
          />
        );
      })}
      {Object.keys(rest).length > 0 && (
        <span className="chip">
          <span className="chip-field">{t('filter.more')}</span>
        </span>
      )}
      <span ref={addRef}>
        <Menu label={t('filter.add')} icon={<IconPlus size={15} />} small options={filterOptions(fields)} find={t('filter.add')} onPick={add} />
      </span>
      <span className="space" />
      <Button small onClick={() => { setDraft(null); onChange({}); }}>
        {t('clear')}
      </Button>
      {onSaveView && (
        <Button small icon={<IconDeviceFloppy size={15} />} onClick={onSaveView}>
          {t('view.save')}
        </Button>
      )}
    </div>
  );
}
