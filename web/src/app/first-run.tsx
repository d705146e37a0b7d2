// The first visit, by the one-time link the program printed: the company and its first user.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { problemText } from '../record/store';
import { Button } from '../ui/button';
import { focusFirstWrong } from '../ui/focus';
import { language, languageNames, languages, t } from '../ui/language';
import { TextField } from '../ui/text-field';
import { useTitle } from '../ui/title';
import { Logo } from '../ui/logo';
import { Problem } from './api';
import { currencyOptions, namedOffers, zoneOptions, type Offer } from './offers';
import { LanguageRow } from './sign-in';
import { firstRun, firstRunQuery } from './session';
import type { Language } from './types';
import './words';

const usual: Record<Language, { country: string; currency: string; zone: string }> = {
  en: { country: 'PL', currency: 'EUR', zone: 'Europe/Warsaw' },
  pl: { country: 'PL', currency: 'PLN', zone: 'Europe/Warsaw' },
  mk: { country: 'MK', currency: 'MKD', zone: 'Europe/Skopje' },
};

interface LineProps {
  name: string;
  label: string;
  value: string;
  type?: string;
  hint?: string;
  problem?: string;
  options?: Offer[];
  onChange: (value: string) => void;
}

function Line({ name, label, value, type = 'text', hint, problem, options, onChange }: LineProps) {
  if (!options)
    return <TextField id={name} label={label} type={type} required value={value} hint={hint} problem={problem} autoComplete={type === 'password' ? 'new-password' : 'off'} onChange={onChange} />;
  return (
    <div className={`form-field${problem ? ' bad' : ''}`}>
      <label htmlFor={name}>{label}</label>
      <select id={name} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>{option.label}</option>
        ))}
      </select>
      {problem && <p className="problem" role="alert">{problem}</p>}
    </div>
  );
}

export function FirstRunPage() {
  useTitle(t('firstRun.title'));
  const navigate = useNavigate();
  const router = useRouter();
  const { token } = useSearch({ from: '/first-run' });
  const [company, setCompany] = useState(() => ({ name: '', ...usual[language()], language: language() }));
  const [user, setUser] = useState({ name: '', login: '', password: '' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const { data: first } = useQuery(firstRunQuery);
  const offers: Partial<Record<string, Offer[]>> = {
    country: namedOffers(first?.countries ?? [], company.country),
    currency: currencyOptions(first?.currencies ?? [], company.currency),
    zone: zoneOptions(company.zone),
  };
  const done = first?.needed === false;
  if (!token || done)
    return (
      <main className="entrance">
        <div className="entrance-card">
          <Logo size={36} />
          <h1>{t('firstRun.title')}</h1>
          <p className="hint">{t(done ? 'firstRun.done' : 'firstRun.noToken')}</p>
          {done && <Link className="button primary" to="/sign-in">{t('signIn')}</Link>}
        </div>
      </main>
    );
  const at = (field: string) => problem?.at(field) ?? problem?.at(field.split('.')[1]!);
  const submit = async () => {
    setBusy(true);
    try {
      await firstRun({ token, company, user });
      await router.invalidate();
      await navigate({ to: '/' });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
      focusFirstWrong();
    } finally {
      setBusy(false);
    }
  };
  const ofCompany = (name: 'name' | 'country' | 'currency' | 'zone') => (
    <Line name={name} label={t(`company.${name}`)} value={company[name]} problem={at(`company.${name}`)} options={offers[name]} onChange={(value) => setCompany({ ...company, [name]: value })} />
  );
  const ofUser = (name: 'name' | 'login' | 'password') => (
    <Line
      name={`user-${name}`}
      label={t(name === 'name' ? 'yourName' : name)}
      type={name === 'password' ? 'password' : 'text'}
      hint={name === 'password' ? t('password.hint') : undefined}
      value={user[name]}
      problem={at(`user.${name}`)}
      onChange={(value) => setUser({ ...user, [name]: value })}
    />
  );
  return (
    <main className="entrance">
      <form
        className="entrance-card wide"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Logo size={36} />
        <h1>{t('firstRun.title')}</h1>
        <p className="hint">{t('firstRun.text')}</p>
        <h2 className="section-head">{t('company')}</h2>
        {ofCompany('name')}
        <div className="form-grid">
          {ofCompany('country')}
          {ofCompany('currency')}
          {ofCompany('zone')}
          <div className="form-field">
            <label htmlFor="language">{t('language')}</label>
            <select id="language" value={company.language} onChange={(event) => setCompany({ ...company, language: event.target.value as Language })}>
              {languages.map((name) => (
                <option key={name} value={name}>{languageNames[name]}</option>
              ))}
            </select>
          </div>
        </div>
        <h2 className="section-head">{t('firstRun.user')}</h2>
        {ofUser('name')}
        {ofUser('login')}
        {ofUser('password')}
        {problem && !problem.fields.length && <p className="problem" role="alert">{problemText(problem)}</p>}
        <Button look="primary" type="submit" className="wide" disabled={busy}>{t('firstRun.begin')}</Button>
      </form>
      <LanguageRow />
    </main>
  );
}
