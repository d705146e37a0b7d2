// For who forgot their password: a link by mail where the company sends mail, else the way to an administrator; and the
// page to which such a link leads.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { problemText } from '../record/store';
import { Button } from '../ui/button';
import { t } from '../ui/language';
import { Logo } from '../ui/logo';
import { TextField } from '../ui/text-field';
import { useTitle } from '../ui/title';
import { call, get, Problem } from './api';
import { LanguageRow } from './sign-in';
import './words';

const byMailQuery = { queryKey: ['forgotten-password'], queryFn: () => get<{ by_mail: boolean }>('forgotten-password'), retry: false, staleTime: 0 };

function Card({ title, onSubmit, children }: { title: string; onSubmit?: () => void; children: ReactNode }) {
  useTitle(title);
  return (
    <main className="entrance">
      <form
        className="entrance-card"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
      >
        <Logo size={36} />
        <h1>{title}</h1>
        {children}
        <Link to="/sign-in" search={{}} className="linked">{t('forgotten.back')}</Link>
      </form>
      <LanguageRow />
    </main>
  );
}

export function Forgotten() {
  const { data } = useQuery(byMailQuery);
  const [login, setLogin] = useState('');
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    setProblem('');
    try {
      await call('POST', 'forgotten-password', { body: { login: login.trim() } });
      setSent(true);
    } catch (error) {
      setProblem(error instanceof Problem && error.status === 429 ? t('forgotten.slow') : problemText(error));
    } finally {
      setBusy(false);
    }
  };
  if (sent) return <Card title={t('forgotten.sent')}><p className="hint" role="status">{t('forgotten.sentText')}</p></Card>;
  if (!data?.by_mail) return <Card title={t('forgotten')}>{data && <p className="hint">{t('forgotten.administrator')}</p>}</Card>;
  return (
    <Card title={t('forgotten')} onSubmit={() => void ask()}>
      <p className="hint">{t('forgotten.text')}</p>
      <TextField id="login" label={t('login')} autoComplete="username" autoCapitalize="none" autoFocus required value={login} onChange={setLogin} />
      {problem && <p className="problem" role="alert">{problem}</p>}
      <Button look="primary" type="submit" className="wide" disabled={busy}>{t('forgotten.send')}</Button>
    </Card>
  );
}

/** The token stands behind the #, which no server and no log is told. */
export function NewPasswordPage() {
  const [token] = useState(() => location.hash.slice(1));
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const [gone, setGone] = useState(!token);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const choose = async () => {
    setBusy(true);
    setProblem('');
    try {
      await call('POST', 'new-password', { body: { token, password } });
      setDone(true);
    } catch (error) {
      if (error instanceof Problem && error.at('token')) setGone(true);
      else setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  if (done) return <Card title={t('forgotten.done')}><p className="hint" role="status">{t('forgotten.doneText')}</p></Card>;
  if (gone)
    return (
      <Card title={t('forgotten.gone')}>
        <p className="hint">{t('forgotten.goneText')}</p>
        <Link to="/forgotten-password" className="button primary wide">{t('forgotten.again')}</Link>
      </Card>
    );
  return (
    <Card title={t('forgotten.choose')} onSubmit={() => void choose()}>
      <TextField id="password" label={t('forgotten.password')} type="password" autoComplete="new-password" autoFocus required problem={problem} value={password} onChange={setPassword} />
      <Button look="primary" type="submit" className="wide" disabled={busy}>{t('forgotten.set')}</Button>
    </Card>
  );
}
