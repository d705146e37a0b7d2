// A small form: lines of text or choices, the server's sentence under each, one button.

import { useState, type ReactNode } from 'react';
import { Problem } from '../../app/api';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { focusFirstWrong } from '../../ui/focus';
import { t } from '../../ui/language';
import { TextField } from '../../ui/text-field';
import { say } from '../../ui/toast';
import './words';

export interface Line {
  name: string;
  label: string;
  type?: 'text' | 'password' | 'email';
  options?: { value: string; label: string }[];
  hint?: string;
  required?: boolean;
}

interface FormProps {
  lines: Line[];
  values: Record<string, string>;
  button?: string;
  done?: string;
  disabled?: boolean;
  onSave: (values: Record<string, string>) => Promise<void>;
  children?: ReactNode;
}

export function Form({ lines, values: begun, button, done, disabled, onSave, children }: FormProps) {
  const [values, setValues] = useState(begun);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onSave(values);
      say(done ?? t('settings.saved'));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
      focusFirstWrong();
    } finally {
      setBusy(false);
    }
  };
  const at = (name: string) => problem?.fields.find(({ field }) => field === name || field.endsWith(`.${name}`))?.message;
  const placed = problem && lines.some(({ name }) => at(name));
  return (
    <form
      className="narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {lines.map((line) => (
        <FormLine key={line.name} line={line} value={values[line.name] ?? ''} problem={at(line.name)} disabled={disabled} onChange={(value) => setValues({ ...values, [line.name]: value })} />
      ))}
      {children}
      {problem && !placed && <p className="problem" role="alert">{problemText(problem)}</p>}
      {!disabled && <Button look="primary" type="submit" disabled={busy}>{button ?? t('save')}</Button>}
    </form>
  );
}

interface FormLineProps {
  line: Line;
  value: string;
  problem: string | undefined;
  disabled: boolean | undefined;
  onChange: (value: string) => void;
}

function FormLine({ line: { name, label, type = 'text', options, hint, required }, value, problem, disabled, onChange }: FormLineProps) {
  const id = `line-${name}`;
  if (!options)
    return <TextField id={id} label={label} type={type} required={required} disabled={disabled} hint={hint} problem={problem} autoComplete={type === 'password' ? 'new-password' : 'off'} value={value} onChange={onChange} />;
  return (
    <div className={`form-field${problem ? ' bad' : ''}`}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>{option.label}</option>
        ))}
      </select>
      {problem ? <p className="problem" role="alert">{problem}</p> : hint && <p className="hint">{hint}</p>}
    </div>
  );
}
