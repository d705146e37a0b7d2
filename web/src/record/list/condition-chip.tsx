// One condition of the filter: its field, how it is compared, with what. Each part opens to be changed.

import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { Field, LinkValue } from '../../app/types';
import { formatDay } from '../../ui/dates';
import { parseDecimal } from '../../ui/format';
import { language, t, type MessageKey } from '../../ui/language';
import { fold } from '../../ui/fold';
import { Options } from '../../ui/options';
import { Popover } from '../../ui/popover';
import { LinkPanel } from '../edit/link-panel';
import { Panel } from '../edit/panels';
import { fewQuery } from '../store';
import { asList, asText, choiceLabel, companyCurrency, choiceOf, fieldLabel, isEmpty } from '../values';
import { dayCounts, operatorsOf, periods, type Condition } from './filter';

/** The titles of linked records a condition names by id. */
function useTitles(field: Field, ids: string[]): LinkValue[] {
  const isLink = ['link', 'links'].includes(field.kind);
  const wanted = ids.filter((id) => id !== 'me');
  const { data } = useQuery({ ...fewQuery(field.to?.[0] ?? '', { filter: { id: { in: wanted } } }), enabled: isLink && wanted.length > 0 });
  return ids.map((id) => ({ id, title: id === 'me' ? t('me') : (data?.items.find((item) => item.id === id)?.title ?? '…') }));
}

function conditionText(field: Field, { operator, value }: Condition, titles: LinkValue[]): string {
  if (operator === 'is_null') return value ? t('filter.empty') : t('filter.notEmpty');
  if (isEmpty(value)) return '';
  if (operator === 'within') return periodText(String(value));
  if (['link', 'links'].includes(field.kind)) return titles.map((link) => link.title).join(', ');
  if (field.kind === 'choice' || field.kind === 'choices') return asList(value).map((name) => choiceLabel(field, name)).join(', ');
  if (field.kind === 'yes_no') return value ? t('yes') : t('no');
  if (field.kind === 'money') return `${asText({ ...field, kind: 'decimal' }, value)} ${companyCurrency()}`;
  if (field.kind === 'moment') return formatDay(String(value).slice(0, 10), language());
  return asText(field, value) || asList(value).join(', ');
}

/** "this week"; any number of days, also those that have no name of their own. */
function periodText(period: string): string {
  const days = /^(last|next)_(\d+)_days$/.exec(period);
  return days ? t(`period.${days[1]}_n` as MessageKey, { n: Number(days[2]) }) : t(`period.${period}` as MessageKey);
}

interface ChipProps {
  field: Field;
  condition: Condition;
  /** Opens the value at once, for a condition just added. */
  fresh: boolean;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
  /** Its value is written and its box closed. */
  onDone: () => void;
}

export function ConditionChip({ field, condition, fresh, onChange, onRemove, onDone }: ChipProps) {
  const [open, setOpen] = useState<'operator' | 'value' | null>(fresh ? 'value' : null);
  const operatorAt = useRef<HTMLButtonElement>(null);
  const valueAt = useRef<HTMLButtonElement>(null);
  const titles = useTitles(field, asList(condition.value));
  const text = conditionText(field, condition, titles);
  const dots = field.kind === 'choice' ? asList(condition.value).map((name) => choiceOf(field, name)?.color ?? 4) : [];
  const close = () => {
    setOpen(null);
    if (isEmpty(condition.value)) onRemove();
    else onDone();
  };
  return (
    <span className="chip">
      <button ref={operatorAt} type="button" className="chip-field" onClick={() => setOpen('operator')}>
        {fieldLabel(field)} {condition.operator !== 'is_null' && t(`operator.${condition.operator}`)}
      </button>
      <button ref={valueAt} type="button" onClick={() => setOpen('value')}>
        {dots.map((color, index) => (
          <i key={index} className={`dot c${color}`} />
        ))}
        <b className="cut">{text || '…'}</b>
      </button>
      <button type="button" aria-label={t('filter.remove', { field: fieldLabel(field) })} onClick={onRemove}>
        <IconX size={14} aria-hidden />
      </button>
      {open === 'operator' && (
        <Popover anchor={operatorAt} label={t('filter.how')} onClose={() => setOpen(null)}>
          <Options
            options={operatorsOf(field).map((operator) => ({ value: operator, label: operator === 'is_null' ? t('filter.empty') : t(`operator.${operator}`) }))}
            selected={[condition.operator]}
            onPick={({ value }) => {
              const operator = value as Condition['operator'];
              const keeps = ['in', 'not_in'].includes(operator) === ['in', 'not_in'].includes(condition.operator);
              const same = keeps && operator !== 'within' && condition.operator !== 'within' && condition.operator !== 'is_null';
              setOpen(operator === 'is_null' ? null : 'value');
              onChange({ ...condition, operator, value: operator === 'is_null' ? true : same ? condition.value : null });
              if (operator === 'is_null') onDone();
            }}
          />
        </Popover>
      )}
      {open === 'value' && (
        <Popover anchor={valueAt} label={fieldLabel(field)} onClose={close}>
          <ConditionValue field={field} condition={condition} titles={titles} onChange={onChange} onDone={(last) => { setOpen(null); (isEmpty(last) ? onRemove : onDone)(); }} />
        </Popover>
      )}
    </span>
  );
}

interface ValueProps {
  field: Field;
  condition: Condition;
  titles: LinkValue[];
  onChange: (condition: Condition) => void;
  onDone: (value: unknown) => void;
}

function ConditionValue({ field, condition, titles, onChange, onDone }: ValueProps) {
  const { operator, value } = condition;
  const [typed, setTyped] = useState('');
  const set = (next: unknown, done: boolean) => {
    onChange({ ...condition, value: next });
    if (done) onDone(next);
  };
  if (operator === 'within' || operator === 'is_null') {
    const options =
      operator === 'within'
        ? [...new Set([...(periods as readonly string[]), ...dayCounts(typed)])].map((period) => ({ value: period, label: periodText(period) })).filter(({ label }) => fold(label).includes(fold(typed)))
        : [{ value: 'true', label: t('filter.empty') }, { value: 'false', label: t('filter.notEmpty') }];
    const find = operator === 'within' ? t('pick.find') : undefined;
    return <Options options={options} selected={[String(value)]} find={find} onFind={find ? setTyped : undefined} onPick={({ value: picked }) => set(operator === 'within' ? picked : picked === 'true', true)} />;
  }
  if (field.kind === 'link' || field.kind === 'links')
    return (
      <>
        {field.to?.[0] === 'user' && (
          <button type="button" className="option" onClick={() => set(['me'], true)}>
            {t('me')}
          </button>
        )}
        <LinkPanel known field={{ ...field, kind: 'links' }} value={titles.filter((link) => link.id !== 'me')} onPick={(picked) => set((picked as LinkValue[]).map((link) => link.id), false)} />
      </>
    );
  if (field.kind === 'choice') return <Panel field={{ ...field, kind: 'choices' }} value={asList(value)} onPick={(picked) => set(picked, false)} />;
  if (field.kind === 'choices' || field.kind === 'tags')
    return <Panel field={field} value={asList(value)} onPick={(picked) => set((picked as string[]).slice(-1)[0] ?? null, true)} />;
  if (field.kind === 'yes_no') return <Panel field={field} value={value} onPick={(picked) => set(picked, true)} />;
  if (field.kind === 'day' || field.kind === 'moment')
    return <Panel field={{ ...field, kind: 'day' }} value={value ? String(value).slice(0, 10) : null} onPick={(picked) => set(picked, true)} />;
  return <TypedValue field={field} value={value} onPick={set} />;
}

const numeric = (field: Field) => ['whole', 'decimal', 'percent', 'money', 'rollup'].includes(field.kind);

/** The list follows while one writes, as far as what is written can be read; the box stays until Enter, Escape or a click beside it. */
const TypedValue = ({ field, value, onPick }: { field: Field; value: unknown; onPick: (value: unknown, done: boolean) => void }) => {
  const [text, setText] = useState(String(value ?? ''));
  const [problem, setProblem] = useState('');
  const id = useId();
  const read = (typed: string) => (numeric(field) && typed.trim() ? parseDecimal(typed.trim(), language()) : typed || null);
  const readable = (typed: string) => !typed.trim() || read(typed) !== null;
  return (
    <form
      className={`panel-form${problem ? ' bad' : ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (readable(text)) onPick(read(text), true);
        else setProblem(t('problem.number'));
      }}
    >
      <input
        aria-label={fieldLabel(field)}
        inputMode={numeric(field) ? 'decimal' : 'text'}
        aria-describedby={problem ? id : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblem('');
          if (readable(event.target.value)) onPick(read(event.target.value), false);
        }}
      />
      {problem && <p id={id} className="problem" role="alert">{problem}</p>}
    </form>
  );
};
