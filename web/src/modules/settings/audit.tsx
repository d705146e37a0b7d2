// Who signed in, took data away, changed rights: what cannot be changed afterwards.

import { useInfiniteQuery } from '@tanstack/react-query';
import { get } from '../../app/api';
import { objectNamed, zone } from '../../app/session';
import type { LinkValue } from '../../app/types';
import { Button } from '../../ui/button';
import { formatMoment } from '../../ui/dates';
import { label, language, t, type MessageKey } from '../../ui/language';
import './words';

interface Entry {
  id: string;
  at: string;
  what: string;
  user: LinkValue | null;
  address: string;
  facts: Record<string, unknown>;
}

const known = ['sign_in', 'sign_in_failed', 'password_changed', 'password_refused', 'password_set', 'export', 'import', 'role_made', 'role_changed', 'role_deleted', 'team_changed', 'team_deleted', 'user_changed', 'user_deleted', 'token_used', 'token_ended', 'session_ended', 'shape_changed', 'company_changed', 'seen_as', 'seen_as_ended', 'second_factor_begun', 'second_factor_on', 'second_factor_off', 'second_factor_reset', 'recovery_code_used', 'recovery_codes_renewed'];

const whatText = (what: string) => (known.includes(what) ? t(`audit.${what}` as MessageKey) : what.replaceAll('_', ' '));

/** The facts people can read; ids and lists of grants say nothing to them. */
function factsText({ facts }: Entry): string {
  const object = objectNamed(String(facts.object ?? ''));
  const parts = [object ? label(object.plural) : facts.object, facts.login, facts.name, facts.rows === undefined ? undefined : t('count', { n: Number(facts.rows) })];
  return parts.filter((part) => typeof part === 'string' && part).join(', ');
}

export function Audit() {
  const query = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam }) => get<{ items: Entry[]; next: string | null }>('audit', { limit: 100, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section>
      <p className="hint">{t('audit.text')}</p>
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
                <td>{entry.user?.title ?? '—'}</td>
                <td>{whatText(entry.what)} <span className="faint">{factsText(entry)}</span></td>
                <td className="number">{entry.address}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {query.hasNextPage && <Button look="outline" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('timeline.older')}</Button>}
    </section>
  );
}
