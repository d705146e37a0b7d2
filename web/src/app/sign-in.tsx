// Signing in. A new company is told how to make its first user.

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { problemText } from '../record/store';
import { Button } from '../ui/button';
import { language, languageNames, languages, setLanguage, t } from '../ui/language';
import { Logo } from '../ui/logo';
import { Problem } from './api';
import { firstRunNeeded, signIn } from './session';

export function LanguageRow() {
  return (
    <div className="language-row" role="group" aria-label={t('language')}>
      {languages.map((name) => (
        <button key={name} type="button" lang={name} aria-pressed={name === language()} onClick={() => void setLanguage(name)}>
          {languageNames[name]}
        </button>
      ))}
    </div>
  );
}

export function SignIn() {
  const navigate = useNavigate();
  const router = useRouter();
  const { to } = useSearch({ from: '/sign-in' });
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const { data: fresh } = useQuery({ queryKey: ['first-run'], queryFn: firstRunNeeded, retry: false });
  const submit = async () => {
    setBusy(true);
    setProblem('');
    try {
      await signIn(login.trim(), password);
      await router.invalidate();
      if (to?.startsWith('/') && !to.startsWith('//')) router.history.push(to);
      else await navigate({ to: '/' });
    } catch (error) {
      setProblem(error instanceof Problem && error.status === 401 ? t('signIn.wrong') : problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="entrance">
      <form
        className="entrance-card"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Logo size={36} />
        <h1>{t('signIn.title')}</h1>
        {fresh && <p className="hint">{t('signIn.firstRun')}</p>}
        <div className="form-field">
          <label htmlFor="login">{t('login')}</label>
          <input id="login" autoComplete="username" autoCapitalize="none" autoFocus required value={login} onChange={(event) => setLogin(event.target.value)} />
        </div>
        <div className="form-field">
          <label htmlFor="password">{t('password')}</label>
          <input id="password" type="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
        </div>
        {problem && <p className="problem" role="alert">{problem}</p>}
        <Button look="primary" type="submit" className="wide" disabled={busy}>{t('signIn')}</Button>
      </form>
      <LanguageRow />
    </main>
  );
}
