// The mail server: what is set, and a letter for trial. What is typed is kept by the server, the password sealed.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, patch, post } from '../../app/api';
import { objectNamed, queries } from '../../app/session';
import type { Item, Page } from '../../app/types';
import { problemText } from '../../record/store';
import { fieldLabel } from '../../record/values';
import { Button } from '../../ui/button';
import { label, t } from '../../ui/language';
import { say } from '../../ui/toast';
import { Form, type Line } from './form';
import './company-words';

const serverQuery = { queryKey: ['mail-server'], queryFn: () => get<Page>('mail_server', { limit: 1 }), staleTime: 0 };
const stateQuery = { queryKey: ['mail'], queryFn: () => get<{ ready: boolean; address_known: boolean }>('mail'), staleTime: 0 };

const names = ['host', 'security', 'port', 'login', 'password', 'from_address', 'from_name'] as const;
const textOf = (value: unknown) => (value === null || value === undefined ? '' : String(value));

export function Mail() {
  const server = useQuery(serverQuery);
  const state = useQuery(stateQuery);
  const refresh = () => Promise.all([serverQuery, stateQuery].map(({ queryKey }) => queries.invalidateQueries({ queryKey })));
  if (server.error) return <p className="problem" role="alert">{problemText(server.error)}</p>;
  if (!server.data || !state.data) return null;
  const item = server.data.items[0];
  return (
    <>
      <section>
        <p className="hint spaced">{t('mail.text')}</p>
        <MailForm key={textOf(item?.version)} item={item} onSaved={refresh} />
      </section>
      {item && (
        <section>
          <h2>{t('mail.state')}</h2>
          <OnSwitch item={item} onSaved={refresh} />
          <p className="hint">{state.data.ready && !state.data.address_known ? t('mail.noAddress', { option: '--public-url https://crm.example.com' }) : t(state.data.ready ? 'mail.ready' : 'mail.off')}</p>
          {state.data.ready && <Trial />}
        </section>
      )}
    </>
  );
}

function MailForm({ item, onSaved }: { item: Item | undefined; onSaved: () => Promise<unknown> }) {
  const object = objectNamed('mail_server')!;
  const fieldOf = (name: string) => object.fields.find((field) => field.name === name)!;
  const hints: Partial<Record<(typeof names)[number], string>> = { port: t('mail.port'), login: t('mail.login'), password: item?.password ? t('mail.kept') : t('mail.password') };
  const lines: Line[] = names.map((name) => {
    const field = fieldOf(name);
    return {
      name,
      label: fieldLabel(field),
      required: field.required,
      type: name === 'password' ? 'password' : name === 'from_address' ? 'email' : 'text',
      hint: hints[name],
      options: field.choices?.map((choice) => ({ value: choice.name, label: label(choice.label, choice.name) })),
    };
  });
  const begun = Object.fromEntries(names.map((name) => [name, name === 'password' ? '' : textOf(item?.[name])]));
  const save = async (values: Record<string, string>) => {
    const { password, port, ...rest } = values;
    const typed = port!.trim();
    const body = {
      ...Object.fromEntries(Object.entries(rest).map(([name, text]) => [name, text.trim() || null])),
      port: typed === '' ? null : /^\d+$/.test(typed) ? Number(typed) : typed,
      ...(password ? { password } : {}),
    };
    if (item) await patch(`mail_server/${item.id}`, body, item.version);
    else await post('mail_server', body);
    await onSaved();
  };
  const writable = item ? object.can.update : object.can.create;
  return <Form lines={lines} values={{ ...begun, security: begun.security || 'starttls' }} disabled={!writable} onSave={save} />;
}

function OnSwitch({ item, onSaved }: { item: Item; onSaved: () => Promise<unknown> }) {
  const [problem, setProblem] = useState('');
  const [wanted, setWanted] = useState<boolean | null>(null); // while it is on its way
  const on = wanted ?? item.on === true;
  const turn = async () => {
    setWanted(!on);
    setProblem('');
    try {
      await patch(`mail_server/${item.id}`, { on: !on }, item.version);
    } catch (error) {
      setProblem(problemText(error));
    }
    await onSaved();
    setWanted(null);
  };
  return (
    <>
      <label className="check-line">
        <input type="checkbox" checked={on} disabled={!objectNamed('mail_server')?.can.update} onChange={() => void turn()} />
        {t('mail.switch')}
      </label>
      {problem && <p className="problem" role="alert">{problem}</p>}
    </>
  );
}

function Trial() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const send = async () => {
    setBusy(true);
    setProblem('');
    try {
      const { to } = await post<{ to: string }>('mail/trial', {});
      say(t('mail.sent', { to }));
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div className="row-actions">
        <Button look="outline" disabled={busy} onClick={() => void send()}>{t('mail.trial')}</Button>
      </div>
      {problem && <p className="problem" role="alert">{problem}</p>}
    </>
  );
}
