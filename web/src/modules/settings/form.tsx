// A small form: lines of text or choices, the server's sentence under each, one button.

import { useState, type ReactNode } from 'react';
import { Problem } from '../../app/api';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { focusFirstWrong } from '../../ui/focus';
import { t } from '../../ui/language';
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
      {lines.map(({ name, label, type = 'text', options, hint, required }) => (
        <div key={name} className={`form-field${at(name) ? ' bad' : ''}`}>
          <label htmlFor={`line-${name}`}>{label}</label>
          {options ? (
            <select id={`line-${name}`} value={values[name] ?? ''} disabled={disabled} onChange={(event) => setValues({ ...values, [name]: event.target.value })}>
              {options.map((option) => (
                <option key={option.value} value={option.value}>{option.label}</option>
              ))}
            </select>
          ) : (
            <input
              id={`line-${name}`}
              type={type}
              required={required}
              disabled={disabled}
              autoComplete={type === 'password' ? 'new-password' : 'off'}
              value={values[name] ?? ''}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          )}
          {hint && !at(name) && <p className="hint">{hint}</p>}
          {at(name) && <p className="problem" role="alert">{at(name)}</p>}
        </div>
      ))}
      {children}
      {problem && !placed && <p className="problem" role="alert">{problemText(problem)}</p>}
      {!disabled && <Button look="primary" type="submit" disabled={busy}>{button ?? t('save')}</Button>}
    </form>
  );
}
