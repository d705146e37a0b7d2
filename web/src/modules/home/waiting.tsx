// What waits: tasks I gave to others, and colleagues who named me and have no answer yet.

import { useQuery } from '@tanstack/react-query';
import { meta, objectNamed, zone } from '../../app/session';
import type { Item, LinkValue } from '../../app/types';
import { fewQuery } from '../../record/store';
import { Unread } from '../../record/unread';
import { Avatar } from '../../ui/avatar';
import { formatAgo, formatDayNear, inZone, today } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { Line, Panel } from './lines';
import { unanswered } from './unanswered';
import './words';

function useGiven() {
  const me = meta().me.id;
  const filter = { kind: 'task', done: false, owner: me, assigned_to: { ne: me } };
  return useQuery(fewQuery('activity', { filter, sort: 'due_at', limit: 12 }));
}

/** Who named me and was not answered on that record since. */
function useMentions(): Item[] | undefined {
  const me = meta().me.id;
  const named = useQuery({ ...fewQuery('notification', { filter: { user: me, kind: 'mentioned', created_at: { within: 'last_30_days' } }, sort: '-created_at', limit: 12 }), enabled: Boolean(objectNamed('notification')?.can.read) }).data?.items;
  const abouts = (named ?? []).flatMap((item) => (item.about ? [item.about as LinkValue] : []));
  const about = abouts.map(({ object, id }) => ({ about: { object, id } }));
  const parties = abouts.filter(({ object }) => object === 'party').map(({ id }) => ({ party: id }));
  const comments = useQuery({ ...fewQuery('comment', { filter: { created_by: me, or: about }, sort: '-created_at', limit: 50 }), enabled: about.length > 0 && Boolean(objectNamed('comment')?.can.read) }).data?.items;
  const activities = useQuery({ ...fewQuery('activity', { filter: { created_by: me, or: [...about, ...parties] }, sort: '-created_at', limit: 50 }), enabled: about.length > 0 }).data?.items;
  if (!named) return undefined;
  return unanswered(named, [...(comments ?? []), ...(activities ?? [])]);
}

export function Waiting() {
  const answer = useGiven();
  const given = answer.data?.items;
  const mentions = useMentions();
  const now = today(zone());
  const day = (item: Item) => (item.due_at ? inZone(new Date(String(item.due_at)), zone()).day : null);
  return (
    <Panel title={t('home.waiting')}>
      <Unread of={answer} />
      {Boolean(mentions?.length) && <h3>{t('home.mentions')}</h3>}
      {mentions?.map((item) => {
        const about = item.about as LinkValue;
        const by = item.created_by as LinkValue | null;
        return <Line key={item.id} place={about.object!} id={about.id} start={by && <Avatar name={by.title} size={22} />} title={about.title} hint={by?.title} end={<small>{formatAgo(String(item.created_at), language())}</small>} />;
      })}
      {Boolean(given?.length) && <h3>{t('home.given')}</h3>}
      {given?.map((item) => {
        const who = item.assigned_to as LinkValue | null;
        const due = day(item);
        return <Line key={item.id} place="activity" id={item.id} start={who && <Avatar name={who.title} size={22} />} title={item.title} hint={who?.title} end={due && <small className={`due number${due < now ? ' late' : ''}`}>{formatDayNear(due, language(), now)}</small>} />;
      })}
      {given?.length === 0 && mentions?.length === 0 && <p className="quiet">{t('home.noWaiting')}</p>}
    </Panel>
  );
}
