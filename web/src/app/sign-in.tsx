// Signing in. A new company is told how to make its first user.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { problemText } from '../record/store';
import { Button } from '../ui/button';
import { language, languageNames, languages, setLanguage, t } from '../ui/language';
import { TextField } from '../ui/text-field';
import { useTitle } from '../ui/title';
import { Logo } from '../ui/logo';
import { get, Problem } from './api';
import { CodeField, SetUpSecondFactor } from './second-factor';
import { firstRunQuery, signIn } from './session';
import type { Me } from './types';
import './words';

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
  useTitle(t('signIn.title'));
  const navigate = useNavigate();
  const router = useRouter();
  const { to } = useSearch({ from: '/sign-in' });
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string>(); // asked for only where there is a second factor
  const [due, setDue] = useState(false); // a role asks for one that is not there yet
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const { data: fresh } = useQuery(firstRunQuery);
  const enter = async () => {
    await router.invalidate();
    if (to?.startsWith('/') && !to.startsWith('//')) router.history.push(to);
    else await navigate({ to: '/' });
  };
  const submit = async () => {
    setBusy(true);
    setProblem('');
    try {
      await signIn(login.trim(), password, code);
      const { second_factor: factor } = await get<Me>('me');
      if (factor.required && !factor.on) setDue(true);
      else await enter();
    } catch (error) {
      const wantsCode = error instanceof Problem && error.status === 401 && error.at('code');
      if (wantsCode && code === undefined) setCode('');
      else if (wantsCode) setProblem(t('factor.wrong'));
      else setProblem(error instanceof Problem && error.status === 401 ? t('signIn.wrong') : problemText(error));
    } finally {
      setBusy(false);
    }
  };
  if (due)
    return (
      <main className="entrance">
        <div className="entrance-card">
          <Logo size={36} />
          <h1>{t('factor')}</h1>
          <p className="hint">{t('factor.required')}</p>
          <SetUpSecondFactor password={password} onDone={() => void enter()} />
        </div>
        <LanguageRow />
      </main>
    );
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
        {fresh?.needed && <p className="hint">{t('signIn.firstRun')}</p>}
        <TextField id="login" label={t('login')} autoComplete="username" autoCapitalize="none" autoFocus required value={login} onChange={setLogin} />
        <TextField id="password" label={t('password')} type="password" autoComplete="current-password" required value={password} onChange={setPassword} />
        {code !== undefined && <CodeField value={code} onChange={setCode} />}
        {problem && <p className="problem" role="alert">{problem}</p>}
        <Button look="primary" type="submit" className="wide" disabled={busy}>{t('signIn')}</Button>
        <Link to="/forgotten-password" className="linked">{t('signIn.forgotten')}</Link>
      </form>
      <LanguageRow />
    </main>
  );
}
