// What somebody with an address that was sent to them may do there: what it asks for, and its sending.

import { useState } from 'react';
import { call, Problem } from '../../app/api';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { language, t } from '../../ui/language';
import type { Action, Face, Input } from './face';

/** Whoever gave their name once need not give it again. */
let myName = '';

const isName = (input: Input) => input.name.endsWith('_by');
const onlyNames = (action: Action, from: (name: string) => string) => Object.fromEntries(action.inputs.filter(isName).map(({ name }) => [name, from(name)]));

/** What an action asks for, and its sending. */
function useAsked(secret: string, action: Action, onDone: (face: Face) => void) {
  const [values, setValues] = useState<Record<string, string>>(() => onlyNames(action, () => myName));
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const face = (await call<Face>('POST', `shared/${secret}/${action.name}`, { query: { language: language() }, body: values })).body;
      myName = values[action.inputs.find(isName)?.name ?? ''] ?? myName;
      setValues((old) => onlyNames(action, (name) => old[name] ?? ''));
      onDone(face);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const named = new Set(action.inputs.map(({ name }) => name));
  const fields = (
    <>
      {action.inputs.map((input) => {
        const id = `${action.name}-${input.name}`;
        const said = problem?.at(input.name);
        const common = { id, value: values[input.name] ?? '', 'aria-required': input.required, 'aria-invalid': said ? true : undefined, 'aria-describedby': said ? `${id}-problem` : undefined };
        const onChange = (value: string) => setValues((old) => ({ ...old, [input.name]: value }));
        return (
          <div key={input.name} className={`form-field${said ? ' bad' : ''}`}>
            <label htmlFor={id}>{input.label}</label>
            {input.kind === 'long_text' ? (
              <textarea {...common} rows={3} onChange={(event) => onChange(event.target.value)} />
            ) : (
              <input {...common} autoComplete={isName(input) ? 'name' : 'off'} onChange={(event) => onChange(event.target.value)} />
            )}
            {said && <p id={`${id}-problem`} className="problem" role="alert">{said}</p>}
          </div>
        );
      })}
      {problem && !problem.fields.some(({ field }) => named.has(field)) && <p className="problem" role="alert">{problemText(problem)}</p>}
    </>
  );
  return { fields, submit, busy };
}

export function Writing({ secret, action, onDone }: { secret: string; action: Action; onDone: (face: Face) => void }) {
  const { fields, submit, busy } = useAsked(secret, action, onDone);
  return (
    <form
      className="shared-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {fields}
      <Button look="outline" type="submit" disabled={busy}>{action.label}</Button>
    </form>
  );
}

export function Answering({ secret, action, title, onDone, onClose }: { secret: string; action: Action; title: string; onDone: (face: Face) => void; onClose: () => void }) {
  const { fields, submit, busy } = useAsked(secret, action, onDone);
  return (
    <Dialog
      title={`${action.label}: ${title}`}
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <>
          <span className="space" />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" disabled={busy}>{action.label}</Button>
        </>
      }
    >
      {fields}
    </Dialog>
  );
}
