// Who signed in, took data away, changed rights: what cannot be changed afterwards.

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { get } from '../../app/api';
import { objectNamed, zone } from '../../app/session';
import type { LinkValue } from '../../app/types';
import { Button } from '../../ui/button';
import { formatMoment } from '../../ui/dates';
import { label, language, t, type MessageKey } from '../../ui/language';
import { problemText } from '../../record/store';
import { roleLabel } from '../rights/role-label';
import { AuditFilter, everything } from './audit-filter';
import './words';

interface Entry {
  id: string;
  at: string;
  what: string;
  user: LinkValue | null;
  address: string;
  facts: Record<string, unknown>;
}

const known = ['sign_in', 'sign_in_failed', 'password_changed', 'password_refused', 'password_set', 'password_link_sent', 'export', 'import', 'role_made', 'role_changed', 'role_deleted', 'team_changed', 'team_deleted', 'user_changed', 'user_deleted', 'token_used', 'token_ended', 'session_ended', 'shape_changed', 'company_changed', 'seen_as', 'seen_as_ended', 'second_factor_begun', 'second_factor_on', 'second_factor_off', 'second_factor_reset', 'recovery_code_used', 'recovery_codes_renewed'];

const whatText = (what: string) => (known.includes(what) ? t(`audit.${what}` as MessageKey) : what.replaceAll('_', ' '));

/** The facts people can read; ids and lists of grants say nothing to them. */
function factsText(entry: Entry): string {
  const { facts } = entry;
  const object = objectNamed(String(facts.object ?? ''));
  const parts = [object ? label(object.plural) : facts.object, facts.login, String(entry.what).startsWith('role') ? roleLabel(String(facts.name ?? '')) : facts.name, facts.rows === undefined ? undefined : t('count', { n: Number(facts.rows) })];
  return parts.filter((part) => typeof part === 'string' && part).join(', ');
}

/** What nobody did while signed in, as at the setting up or from the command line, the program did. */
const whoOf = ({ user }: Entry) => user?.title ?? t('audit.program');

const kinds = () => known.map((name) => ({ name, text: whatText(name) })).sort((a, b) => a.text.localeCompare(b.text, language()));

export function Audit() {
  const [wanted, setWanted] = useState(everything);
  // What is typed is asked for when the typing rests.
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setText(wanted.text.trim()), 250);
    return () => clearTimeout(timer);
  }, [wanted.text]);
  const asked = { what: wanted.what, user: wanted.user?.id ?? '', from: wanted.from ?? '', until: wanted.until ?? '', text };
  const query = useInfiniteQuery({
    queryKey: ['audit', asked],
    queryFn: ({ pageParam, signal }) => get<{ items: Entry[]; next: string | null }>('audit', { ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value)), limit: 100, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section>
      <p className="hint spaced">{t('audit.text')}</p>
      <AuditFilter wanted={wanted} kinds={kinds()} onWanted={setWanted} />
      {query.error && <p className="problem" role="alert">{problemText(query.error)}</p>}
      <div className="table-scroll">
        <table className="table log">
          <thead>
            <tr>
              <th scope="col">{t('audit.when')}</th>
              <th scope="col">{t('audit.who')}</th>
              <th scope="col">{t('audit.what')}</th>
              <th scope="col">{t('audit.from')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td className="number">{formatMoment(entry.at, language(), zone())}</td>
                <td>{whoOf(entry)}</td>
                <td>{whatText(entry.what)} <span className="faint">{factsText(entry)}</span></td>
                <td className="number">{entry.address}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {query.isSuccess && !entries.length && !query.hasNextPage && <p className="quiet">{t('audit.nothing')}</p>}
      {query.hasNextPage && <Button look="outline" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('timeline.older')}</Button>}
    </section>
  );
}
