// A new person of the company: who they are, what they may do, and a first password.

import { useState } from 'react';
import { call, Problem } from '../../app/api';
import { objectNamed } from '../../app/session';
import type { Item } from '../../app/types';
import { FieldInput } from '../../record/edit/field-input';
import { createRecord, problemElsewhere } from '../../record/store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { focusFirstWrong } from '../../ui/focus';
import { t } from '../../ui/language';
import { TextField } from '../../ui/text-field';
import { say } from '../../ui/toast';
import { suggestion } from './new-password';
import './words';

/** What the server would not take, said before it is asked. */
function faultOf(password: string, login: string): string {
  if ([...password].length < 10) return t('people.passwordShort');
  return login && password.toLowerCase() === login.trim().toLowerCase() ? t('people.passwordLogin') : '';
}

const asked = ['name', 'login', 'roles', 'team', 'language'];

export function NewPerson({ onClose }: { onClose: () => void }) {
  const object = objectNamed('user')!;
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [password, setPassword] = useState(suggestion);
  const [problem, setProblem] = useState<Problem | null>(null);
  const fields = asked.map((name) => object.fields.find((field) => field.name === name)!).filter((field) => field?.writable);
  const [made, setMade] = useState<Item | null>(null); // whose password was refused
  const save = async () => {
    const unfit = faultOf(password, String(values.login ?? ''));
    if (unfit) { // before the person is made: nothing is half done
      setProblem(new Problem(422, unfit, [{ field: 'password', message: unfit }]));
      return focusFirstWrong();
    }
    try {
      const user = made ?? (await createRecord(object, values));
      setMade(user);
      await call('POST', `user/${user.id}/password`, { body: { password } });
      say(t('people.made', { name: user.title }));
      onClose();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
      focusFirstWrong();
    }
  };
  const wrongPassword = problem?.at('password');
  const elsewhere = problemElsewhere(problem, [...asked, 'password']);
  return (
    <Dialog
      title={t('people.new')}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          {elsewhere && <p className="problem" role="alert">{elsewhere}</p>}
          <span className="space" />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit">{t('create')}</Button>
        </>
      }
    >
      {fields.map((field, index) => (
        <FieldInput key={field.name} field={field} value={values[field.name]} autoFocus={index === 0} problem={problem?.at(field.name)} onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))} />
      ))}
      <TextField id="first-password" label={t('people.firstPassword')} hint={t('people.passwordText')} problem={wrongPassword} value={password} onChange={setPassword} />
    </Dialog>
  );
}
