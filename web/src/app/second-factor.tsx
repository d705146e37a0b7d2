// Setting up a second factor: the password once more, the secret for the authenticator app, its first code, and the
// recovery codes, each shown once.

import { useState } from 'react';
import { problemText } from '../record/store';
import { Button } from '../ui/button';
import { t } from '../ui/language';
import { TextField } from '../ui/text-field';
import { post, Problem } from './api';
import './words';

interface Secret {
  secret: string;
  address: string;
}

/** The secret in groups of four, as it is typed where the link does not lead into an app. */
const inGroups = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');

export function RecoveryCodes({ codes, button, onDone }: { codes: string[]; button: string; onDone: () => void }) {
  return (
    <div className="narrow">
      <p className="hint">{t('factor.codes')}</p>
      <pre className="secret">{codes.join('\n')}</pre>
      <Button look="primary" onClick={onDone}>{button}</Button>
    </div>
  );
}

interface SetUpProps {
  /** Known already, at the sign-in. */
  password?: string;
  onDone: () => void;
}

export function SetUpSecondFactor({ password: known = '', onDone }: SetUpProps) {
  const [password, setPassword] = useState(known);
  const [secret, setSecret] = useState<Secret>();
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<string[]>();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  if (codes) return <RecoveryCodes codes={codes} button={t('factor.kept')} onDone={onDone} />;
  const submit = async () => {
    setBusy(true);
    setProblem('');
    try {
      if (secret) setCodes((await post<{ recovery_codes: string[] }>('me/second-factor/confirm', { code })).recovery_codes);
      else setSecret(await post<Secret>('me/second-factor', { password }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {secret ? (
        <>
          <p className="hint">{t('factor.secret')}</p>
          <p><a href={secret.address}>{t('factor.open')}</a></p>
          <code className="secret">{inGroups(secret.secret)}</code>
          <CodeField value={code} onChange={setCode} />
        </>
      ) : (
        !known && <TextField id="factor-password" label={t('password.present')} type="password" autoComplete="current-password" required value={password} onChange={setPassword} />
      )}
      {problem && <p className="problem" role="alert">{problem}</p>}
      <Button look="primary" type="submit" disabled={busy}>{secret ? t('factor.confirm') : t('factor.begin')}</Button>
    </form>
  );
}

export function CodeField({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  return <TextField id="code" label={t('factor.code')} autoComplete="one-time-code" autoCapitalize="none" autoFocus required value={value} onChange={onChange} />;
}
