// Tokens by which programs sign in as oneself. A token is shown once.

import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, post, remove } from '../../app/api';
import { queries, useMeta, zone } from '../../app/session';
import type { ObjectMeta } from '../../app/types';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { copyText } from '../../ui/clipboard';
import { formatAgo, formatDay, inZone } from '../../ui/dates';
import { label, language, t } from '../../ui/language';
import { say, sayProblem } from '../../ui/toast';
import { Form } from './form';
import './words';

interface Token {
  id: string;
  name: string;
  created_at?: string;
  expires_at?: string | null;
  used_at?: string | null;
  scopes?: Scope[];
  token?: string;
}

interface Scope {
  object: string;
  read?: boolean;
  write?: boolean;
}

const days = ['30', '90', '365'];

/** Nothing said: everything the person may do. */
function scopesFor(objects: ObjectMeta[], reach: string, object: string): Scope[] | undefined {
  if (reach === 'all' && !object) return undefined;
  const some = objects.filter((one) => one.can.read && (!object || one.name === object));
  return some.map(({ name }) => ({ object: name, read: true, write: reach === 'all' }));
}

function reachText(objects: ObjectMeta[], scopes: Scope[] | undefined): string {
  if (!scopes?.length) return t('token.reach.all');
  const how = t(scopes.some(({ write }) => write) ? 'token.reach.all' : 'token.reach.read');
  const one = scopes.length === 1 ? objects.find(({ name }) => name === scopes[0]!.object) : undefined;
  return one ? `${label(one.plural, one.name)}: ${how}` : how;
}

export function Tokens() {
  const { objects } = useMeta();
  const { data } = useQuery({ queryKey: ['tokens'], queryFn: () => get<{ items: Token[] }>('token') });
  const [made, setMade] = useState<Token | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: ['tokens'] });
  const drop = async (id: string) => {
    try {
      await remove(`token/${id}`);
      await again();
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  return (
    <>
      <section>
        {data?.items.length === 0 && <p className="hint">{t('token.none')}</p>}
        {data?.items.map((token) => (
          <div key={token.id} className="home-line">
            <span className="row-title space">{token.name}</span>
            <small>{reachText(objects, token.scopes)}</small>
            <small>{token.expires_at ? t('token.until', { day: formatDay(inZone(new Date(token.expires_at), zone()).day, language()) }) : t('token.never')}</small>
            <small>{token.used_at ? t('token.used', { ago: formatAgo(token.used_at, language()) }) : t('token.unused')}</small>
            <Button small icon={<IconTrash size={15} />} name={t('token.delete', { name: token.name })} onClick={() => void drop(token.id)} />
          </div>
        ))}
      </section>
      <section>
        {made?.token && (
          <>
            <p className="hint">{t('token.once')}</p>
            <code className="secret">{made.token}</code>
            <div className="row-actions"><Button look="outline" icon={<IconCopy size={15} />} onClick={() => void copyText(made.token!).then(() => say(t('token.copied')))}>{t('token.copy')}</Button></div>
          </>
        )}
        <Form
          lines={[
            { name: 'name', label: t('token.name'), required: true },
            { name: 'days', label: t('token.expires'), options: [...days.map((n) => ({ value: n, label: t('token.days', { n: Number(n) }) })), { value: '', label: t('token.never') }] },
            { name: 'reach', label: t('token.reach'), options: [{ value: 'all', label: t('token.reach.all') }, { value: 'read', label: t('token.reach.read') }] },
            { name: 'object', label: t('token.object'), options: [{ value: '', label: t('token.object.all') }, ...objects.filter(({ can, hidden }) => can.read && !hidden).map(({ name, plural }) => ({ value: name, label: label(plural, name) }))] },
          ]}
          values={{ days: '90', reach: 'all', object: '' }}
          button={t('token.make')}
          done={t('token.once')}
          onSave={async ({ name, days: n, reach = 'all', object = '' }) => {
            const expires_at = n ? new Date(Date.now() + Number(n) * 864e5).toISOString() : null;
            setMade(await post<Token>('token', { name, expires_at, scopes: scopesFor(objects, reach, object) ?? null }));
            await again();
          }}
        />
      </section>
    </>
  );
}
