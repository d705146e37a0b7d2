// A new password for somebody who forgot theirs, from an administrator.

import { useState } from 'react';
import { call } from '../../app/api';
import type { Item } from '../../app/types';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { t } from '../../ui/language';
import { say } from '../../ui/toast';
import './words';
import '../settings/words';

const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Sixteen letters and digits in four groups that are easy to read to somebody over the phone. */
export function suggestion(): string {
  const random = crypto.getRandomValues(new Uint8Array(16));
  const text = [...random].map((byte) => letters[byte % letters.length]).join('');
  return text.match(/.{4}/g)!.join('-');
}

export function NewPassword({ user, onClose }: { user: Item; onClose: () => void }) {
  const [password, setPassword] = useState(suggestion);
  const [problem, setProblem] = useState('');
  const save = async () => {
    try {
      await call('POST', `user/${user.id}/password`, { body: { password } });
      say(t('people.passwordSet', { name: user.title }));
      onClose();
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  return (
    <Dialog
      title={`${t('people.password')}: ${user.title}`}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" disabled={password.length < 10}>{t('people.setPassword')}</Button>
        </>
      }
    >
      <div className={`form-field${problem ? ' bad' : ''}`}>
        <label htmlFor="new-password">{t('profile.new')}</label>
        <input id="new-password" data-autofocus autoComplete="off" value={password} onChange={(event) => setPassword(event.target.value)} />
        {problem ? <p className="problem" role="alert">{problem}</p> : <p className="hint">{t('people.passwordText')}</p>}
      </div>
    </Dialog>
  );
}
