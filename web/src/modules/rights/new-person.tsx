// A new person of the company: who they are, what they may do, and a first password.

import { useState } from 'react';
import { call, Problem } from '../../app/api';
import { objectNamed } from '../../app/session';
import { FieldInput } from '../../record/edit/field-input';
import { createRecord, problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { t } from '../../ui/language';
import { say } from '../../ui/toast';
import { suggestion } from './new-password';
import './words';

const asked = ['name', 'login', 'roles', 'team', 'language'];

export function NewPerson({ onClose }: { onClose: () => void }) {
  const object = objectNamed('user')!;
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [password, setPassword] = useState(suggestion);
  const [problem, setProblem] = useState<Problem | null>(null);
  const fields = asked.map((name) => object.fields.find((field) => field.name === name)!).filter((field) => field?.writable);
  const save = async () => {
    try {
      const user = await createRecord(object, values);
      await call('POST', `user/${user.id}/password`, { body: { password } });
      say(t('people.made', { name: user.title }));
      onClose();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  };
  const placed = problem?.fields.some(({ field }) => asked.includes(field));
  return (
    <Dialog
      title={t('people.new')}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          {problem && !placed && <p className="problem" role="alert">{problemText(problem)}</p>}
          <span className="space" />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit">{t('create')}</Button>
        </>
      }
    >
      {fields.map((field, index) => (
        <FieldInput key={field.name} field={field} value={values[field.name]} autoFocus={index === 0} problem={problem?.at(field.name)} onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))} />
      ))}
      <div className="form-field">
        <label htmlFor="first-password">{t('people.firstPassword')}</label>
        <input id="first-password" required minLength={10} autoComplete="off" value={password} onChange={(event) => setPassword(event.target.value)} />
        <p className="hint">{t('people.passwordText')}</p>
      </div>
    </Dialog>
  );
}
