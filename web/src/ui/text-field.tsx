// A line of a form: its label, its box, and under it what is wrong with it in our own words, also where it was left empty.

import { useState, type InputHTMLAttributes } from 'react';
import { focusFirstWrong } from './focus';
import { t } from './language';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  id: string;
  label: string;
  value: string;
  hint?: string;
  problem?: string;
  onChange: (value: string) => void;
}

export function TextField({ id, label, hint, problem, onChange, ...input }: TextFieldProps) {
  const [lacking, setLacking] = useState(false);
  const said = lacking ? t('problem.required') : problem;
  const told = said ? `${id}-problem` : hint ? `${id}-hint` : undefined;
  return (
    <div className={`form-field${said ? ' bad' : ''}`}>
      <label htmlFor={id}>{label}</label>
      <input
        autoComplete="off"
        {...input}
        id={id}
        aria-invalid={said ? true : undefined}
        aria-describedby={told}
        onInvalid={(event) => {
          event.preventDefault(); // the browser's own words
          setLacking(true);
          focusFirstWrong();
        }}
        onChange={(event) => {
          setLacking(false);
          onChange(event.target.value);
        }}
      />
      {said ? <p id={told} className="problem" role="alert">{said}</p> : hint && <p id={told} className="hint">{hint}</p>}
    </div>
  );
}
