// What changed while the person was away: who changed what is theirs, and what they were given.

import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { forgetAway, useAwaySince } from '../../app/away';
import { kindLabel } from '../../app/places';
import { meta, objectNamed, zone } from '../../app/session';
import type { Item, LinkValue } from '../../app/types';
import { fewQuery } from '../../record/store';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { formatAgo, formatMoment } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { Line, Panel } from './lines';
import './words';

const most = 8;

function useChanged(object: 'deal' | 'party' | 'activity', since: string | null): { object: string; item: Item }[] {
  const me = meta().me.id;
  const mine = object === 'activity' ? { assigned_to: me } : { owner: me };
  const { data } = useQuery({ ...fewQuery(object, { filter: { ...mine, modified_at: { gte: since }, modified_by: { ne: me } }, sort: '-modified_at', limit: most }), enabled: Boolean(since && objectNamed(object)?.can.read) });
  return (data?.items ?? []).filter((item) => item.modified_by).map((item) => ({ object, item }));
}

export function Away() {
  const since = useAwaySince();
  const deals = useChanged('deal', since);
  const parties = useChanged('party', since);
  const activities = useChanged('activity', since);
  const changed = [...deals, ...parties, ...activities].sort((a, b) => (String(a.item.modified_at) < String(b.item.modified_at) ? 1 : -1)).slice(0, most);
  if (!since || !changed.length) return null;
  return (
    <Panel title={t('home.away', { when: formatMoment(since, language(), zone()) })} end={<Button small icon={<IconX size={15} />} name={t('close')} onClick={forgetAway} />}>
      {changed.map(({ object, item }) => {
        const by = item.modified_by as LinkValue;
        const what = t(item.modified_at === item.created_at ? 'home.made' : 'home.changed', { name: by.title });
        return <Line key={item.id} place={object} id={item.id} start={<Avatar name={by.title} size={22} />} title={item.title} hint={`${kindLabel(objectNamed(object)!, item)} · ${what}`} end={<small>{formatAgo(String(item.modified_at), language())}</small>} />;
      })}
    </Panel>
  );
}
