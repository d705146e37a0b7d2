// Conditions as chips, with groups of them inside: any of several, or none of one.

import { IconPlus, IconX } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState, type Ref } from 'react';
import type { Field, Filter } from '../../app/types';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { fieldNamed } from '../values';
import { ConditionChip } from './condition-chip';
import { conditionsOf, filterOf, groupsOf, operatorsOf, type Condition } from './filter';
import { filterOptions, groupOf, type GroupKind } from './filter-options';

interface ConditionsProps {
  fields: Field[];
  filter: Filter;
  onChange: (filter: Filter) => void;
  begun?: Condition | null;
  addRef?: Ref<HTMLSpanElement>;
  /** A group begun elsewhere, still without conditions. */
  begunGroup?: GroupKind;
  /** Inside a group: groups do not go deeper. */
  nested?: boolean;
  /** A group just opened: the keyboard goes on in it. */
  fresh?: boolean;
}

const ready = ({ value }: Condition) => value !== null && value !== '' && !(Array.isArray(value) && !value.length);

/** A filter without the member, or with it replaced. */
const put = (filter: Filter, name: string, value: unknown): Filter => {
  const rest = Object.fromEntries(Object.entries(filter).filter(([key]) => key !== name));
  return value === undefined ? rest : { ...rest, [name]: value };
};

export function Conditions({ fields, filter, onChange, begun = null, addRef, begunGroup, nested, fresh }: ConditionsProps) {
  const own = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (fresh) own.current?.querySelector('button')?.focus();
  }, [fresh]);
  const { conditions: applied, rest } = conditionsOf(filter, fields);
  // One that is being written stays where it is and as it is, whatever the list shows of it by now.
  const [draft, setDraft] = useState<(Condition & { done?: boolean }) | null>(begun);
  const [seen, setSeen] = useState(JSON.stringify(filter));
  const isDraft = ({ field, operator }: Condition) => field === draft?.field && operator === draft.operator;
  if (seen !== JSON.stringify(filter)) {
    setSeen(JSON.stringify(filter));
    if (draft?.done) setDraft(null);
  }
  const kept = draft ? applied.filter((condition) => !isDraft(condition)) : applied;
  const conditions: Condition[] = draft ? [...kept, draft] : kept;
  const { any, none } = groupsOf(rest);
  const [opened, setOpened] = useState<GroupKind | undefined>(begunGroup);
  const unknown = Object.keys(rest).filter((key) => key !== 'or' && key !== 'not');
  const parts: Filter[] = any.length ? any : opened === 'or' ? [{}] : [];

  const change = (next: Condition[]) => onChange({ ...filterOf(next, fields), ...rest });
  const changeAny = (index: number, part: Filter | undefined) => {
    const next = part === undefined ? parts.filter((_, other) => other !== index) : parts.map((old, other) => (other === index ? part : old));
    const real = next.filter((one) => Object.keys(one).length);
    if (!real.length) setOpened(undefined);
    onChange(put(filter, 'or', real.length ? real : undefined));
  };
  const add = (name: string) => {
    const group = groupOf(name);
    if (group) return setOpened(group);
    setDraft({ field: name, operator: operatorsOf(fieldNamed(fields, name)!)[0]!, value: null });
  };
  const groups: GroupKind[] = nested ? [] : [...(parts.length ? [] : (['or'] as const)), ...(none || opened === 'not' ? [] : (['not'] as const))];
  return (
    <>
      {conditions.map((condition, index) => {
        const written = draft !== null && index === kept.length;
        return (
          <ConditionChip
            key={`${condition.field} ${index}`}
            field={fieldNamed(fields, condition.field)!}
            condition={condition}
            fresh={written}
            onChange={(next) => {
              if (written) setDraft(next);
              if (!written || ready(next)) change([...kept.slice(0, index), next, ...kept.slice(index + 1)]);
              else if (applied.length > kept.length) change(kept);
            }}
            onRemove={() => {
              if (written) setDraft(null);
              if (!written || applied.length > kept.length) change(kept.filter((_, other) => other !== index));
            }}
            onDone={() => setDraft((now) => now && { ...now, done: true })}
          />
        );
      })}
      {parts.length > 0 && (
        <span className="chip-group" role="group" aria-label={t('filter.any')}>
          <small>{t('filter.any')}</small>
          {[...parts, ...(any.length ? [{}] : [])].map((part, index) => (
            <span key={index} className="chip-part">
              {index > 0 && <small>{t('filter.or')}</small>}
              <Conditions nested fresh={opened === 'or' && !any.length} fields={fields} filter={part} onChange={(next) => (index < parts.length ? changeAny(index, next) : onChange(put(filter, 'or', [...any, next])))} />
            </span>
          ))}
          <button type="button" aria-label={t('filter.removeGroup')} onClick={() => { setOpened(undefined); onChange(put(filter, 'or', undefined)); }}><IconX size={14} aria-hidden /></button>
        </span>
      )}
      {(none || opened === 'not') && (
        <span className="chip-group" role="group" aria-label={t('filter.none')}>
          <small>{t('filter.none')}</small>
          <Conditions nested fresh={opened === 'not' && !none} fields={fields} filter={none ?? {}} onChange={(next) => onChange(put(filter, 'not', Object.keys(next).length ? next : undefined))} />
          <button type="button" aria-label={t('filter.removeGroup')} onClick={() => { setOpened(undefined); onChange(put(filter, 'not', undefined)); }}><IconX size={14} aria-hidden /></button>
        </span>
      )}
      {unknown.length > 0 && (
        <span className="chip">
          <span className="chip-field">{unknown.join(', ')}</span>
          <button type="button" aria-label={t('filter.removeGroup')} onClick={() => onChange(Object.fromEntries(Object.entries(filter).filter(([key]) => !unknown.includes(key))))}><IconX size={14} aria-hidden /></button>
        </span>
      )}
      <span ref={addRef ?? own}>
        <Menu label={t('filter.add')} icon={<IconPlus size={15} />} small options={filterOptions(fields, groups)} find={t('filter.add')} onPick={add} />
      </span>
    </>
  );
}
