// A field in a form: a box for what is typed, a button with a panel for what is picked.

import { useId, useRef, useState } from 'react';
import type { Field, Money, ObjectMeta } from '../../app/types';
import { t } from '../../ui/language';
import { Popover } from '../../ui/popover';
import { Value } from '../value';
import { asText, companyCurrency, fieldLabel, isEmpty, isSecret } from '../values';
import { Panel } from './panels';
import { inputType, isTyped, parse, typedText } from './parse';
import { SpecialInput, specialOf } from './special';

interface FieldInputProps {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  problem?: string;
  hideLabel?: boolean;
  autoFocus?: boolean;
  /** Whose field it is, and the values beside it: some fields are edited by what they belong to. */
  object?: ObjectMeta;
  beside?: Record<string, unknown>;
}

export function FieldInput({ field, value, onChange, problem, hideLabel, autoFocus, object, beside = {} }: FieldInputProps) {
  const id = useId();
  const describe = problem ? `${id}-problem` : undefined;
  const special = specialOf(object, field);
  const shared = { id, field, value, onChange, describe, autoFocus };
  return (
    <div className={`form-field${problem ? ' bad' : ''}`}>
      {field.kind !== 'yes_no' && (
        <label htmlFor={id} className={hideLabel ? 'unseen' : undefined}>
          {fieldLabel(field)}
          {field.required && <span className="required" title={t('problem.required')}> *</span>}
        </label>
      )}
      {special ? <SpecialInput special={special} beside={beside} {...shared} /> : <Inside {...shared} />}
      {problem && (
        <p id={describe} className="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

interface InsideProps {
  id: string;
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  describe?: string;
  autoFocus?: boolean;
}

function Inside(props: InsideProps) {
  const { id, field, value, onChange, describe, autoFocus } = props;
  if (isTyped(field)) return <Typed {...props} />;
  if (field.kind === 'long_text')
    return (
      <textarea
        id={id}
        rows={3}
        aria-describedby={describe}
        data-autofocus={autoFocus || undefined}
        value={String(value ?? '')}
        onChange={(event) => onChange(event.target.value || null)}
      />
    );
  if (field.kind === 'yes_no')
    return (
      <label className="check-line" htmlFor={id}>
        <input id={id} type="checkbox" checked={Boolean(value)} onChange={(event) => onChange(event.target.checked)} />
        {fieldLabel(field)}
      </label>
    );
  return <Picked {...props} />;
}

function Typed({ id, field, value, onChange, describe, autoFocus }: InsideProps) {
  const [text, setText] = useState(isSecret(field) ? String(value ?? '') : typedText(field, value));
  const money = value as Money | null;
  return (
    <input
      id={id}
      type={inputType(field)}
      maxLength={field.max_length}
      aria-required={field.required || undefined}
      aria-describedby={describe}
      data-autofocus={autoFocus || undefined}
      value={text}
      placeholder={field.kind === 'money' ? companyCurrency() : undefined}
      onChange={(event) => {
        setText(event.target.value);
        const read = parse({ ...field, required: false }, event.target.value, money);
        // What cannot be read goes as typed: the server says what is wrong with it.
        onChange(read.problem ? event.target.value : read.value);
      }}
    />
  );
}

function Picked({ id, field, value, onChange, describe }: InsideProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        id={id}
        type="button"
        className="pick-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-describedby={describe}
        onClick={() => setOpen(!open)}
      >
        {isEmpty(value) ? <span className="faint">{t('pick.choose')}</span> : field.kind === 'moment' ? <span className="number">{asText(field, value)}</span> : <Value field={field} value={value} />}
      </button>
      {open && (
        <Popover anchor={button} label={fieldLabel(field)} onClose={() => setOpen(false)}>
          <Panel
            field={field}
            value={value}
            onPick={(picked, done) => {
              onChange(picked);
              if (done) setOpen(false);
            }}
          />
        </Popover>
      )}
    </>
  );
}
