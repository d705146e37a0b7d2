// Where one is signed in, and signing out there.

import { useQuery } from '@tanstack/react-query';
import { agentName } from '../../app/agent';
import { get, remove } from '../../app/api';
import { queries } from '../../app/session';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { formatAgo } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { sayProblem } from '../../ui/toast';
import './words';

interface Session {
  id: string;
  created_at: string;
  seen_at: string;
  address: string;
  agent: string;
  present?: boolean;
}

export function Sessions() {
  const { data } = useQuery({ queryKey: ['sessions'], queryFn: () => get<{ items: Session[] }>('session') });
  const end = async (id: string) => {
    try {
      await remove(`session/${id}`);
      await queries.invalidateQueries({ queryKey: ['sessions'] });
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  return (
    <section>
      {data?.items.map((session) => (
        <div key={session.id} className="home-line">
          <span className="row-title space">{agentName(session.agent)}</span>
          <small>{session.address}</small>
          <small>{session.present ? t('session.present') : t('session.seen', { when: formatAgo(session.seen_at, language()) })}</small>
          {!session.present && <Button small onClick={() => void end(session.id)}>{t('session.end')}</Button>}
        </div>
      ))}
    </section>
  );
}
