// The middle of a record's page: the timeline with its composer, the history of changes, the comments.

import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { get } from '../../app/api';
import { objectNamed, zone } from '../../app/session';
import type { Item, ObjectMeta, TimelineItem } from '../../app/types';
import { Button } from '../../ui/button';
import { formatDayLong, formatDayNear, inZone, today, daysBetween } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { Composer } from './composer';
import { activitiesOf, atBegin, eventsOf, type Reach } from './events';
import { TimelineEntry } from './timeline-entry';
import { WaitingEntries } from './waiting-entries';

const Comments = lazy(() => import('./comments').then((module) => ({ default: module.Comments })));

export type ActivityTab = 'timeline' | 'history' | 'comments';

export const activityTabs = (): ActivityTab[] => ['timeline', 'history', ...(objectNamed('comment')?.can.read ? (['comments'] as const) : [])];

interface ActivityProps {
  object: ObjectMeta;
  id: string;
  item: Item | undefined;
  tab: ActivityTab;
  onTab: (tab: ActivityTab | 'related') => void;
  /** What belongs to the record is shown in the place of this, where it has no column of its own. */
  beside?: boolean;
  /** Without its tabs, as in a panel beside a list. */
  bare?: boolean;
}

export function Activity({ object, id, item, tab, onTab, beside, bare }: ActivityProps) {
  const [kinds, setKinds] = useState('');
  return (
    <>
      {!bare && <div className="tool-bar desk">
        <div className="tabs" role="group" aria-label={t('record.timeline')}>
          {activityTabs().map((name) => (
            <button key={name} type="button" aria-pressed={!beside && tab === name} onClick={() => onTab(name)}>
              {t(`record.${name}`)}
            </button>
          ))}
          <button type="button" className="beside-tab" aria-pressed={beside} onClick={() => onTab('related')}>
            {t('record.related')}
          </button>
        </div>
      </div>}
      <div className="record-body" key={tab}>
        {tab === 'timeline' && (item ? <Composer object={object} item={item} /> : objectNamed('activity')?.can.create && <div className="composer to-come" aria-hidden />)}
        {tab === 'timeline' && <KindFilter kinds={kinds} onChange={setKinds} />}
        {tab === 'timeline' && <WaitingEntries object={object.name} id={id} />}
        {tab === 'comments' ? <Suspense><Comments object={object} id={id} /></Suspense> : <Events object={object} id={id} kind={tab} item={item} kinds={tab === 'timeline' ? kinds : ''} />}
      </div>
    </>
  );
}

function dayHeading(day: string): string {
  const now = today(zone());
  return Math.abs(daysBetween(now, day)) <= 2 ? formatDayNear(day, language(), now) : formatDayLong(day, language());
}

const filters = ['', 'note', 'task', 'call', 'meeting', 'email', 'file', 'changes'] as const;

/** What of the timeline is shown: all, or one kind. */
function KindFilter({ kinds, onChange }: { kinds: string; onChange: (kinds: string) => void }) {
  return (
    <div className="kind-filter" role="group" aria-label={t('timeline.show')}>
      {filters.map((name) => (
        <button key={name} type="button" aria-pressed={kinds === name} onClick={() => onChange(name)}>
          {name === '' ? t('timeline.all') : name === 'changes' || name === 'file' ? t(`timeline.${name}`) : t(`kind.${name}`)}
        </button>
      ))}
    </div>
  );
}

type EventPage = { items: TimelineItem[]; next: string | Reach | null };

function Events({ object, id, kind, item, kinds }: { object: ObjectMeta; id: string; kind: 'timeline' | 'history'; item: Item | undefined; kinds: string }) {
  const asked = kinds || undefined;
  const query = useInfiniteQuery({
    queryKey: [kind, object.name, id, ...(asked ? [asked] : [])],
    queryFn: ({ pageParam, signal }): Promise<EventPage> => {
      if (asked === 'file') return get<EventPage>(`${object.name}/${id}/timeline`, { limit: 50, cursor: pageParam as string | null, kinds: asked }, signal);
      if (asked && asked !== 'changes') return activitiesOf(object, id, asked, pageParam as string | null, signal);
      if (kind === 'history') return get<EventPage>(`${object.name}/${id}/history`, { limit: 50, cursor: pageParam as string | null }, signal);
      return eventsOf(object, id, asked === 'changes', (pageParam as Reach | null) ?? atBegin, signal);
    },
    initialPageParam: null as string | Reach | null,
    getNextPageParam: (page) => page.next,
  });
  const events = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <div className="timeline" aria-busy>{[70, 50, 80].map((width) => <i key={width} className="blank line" style={{ width: `${width}%` }} />)}</div>;
  if (!events.length) return <p className="quiet">{asked ? t('timeline.none') : kind === 'timeline' ? t('timeline.empty') : t('history.empty')}</p>;
  const days = Map.groupBy(events, (event) => inZone(new Date(event.at), zone()).day);
  return (
    <div className="timeline">
      {[...days].map(([day, entries]) => (
        <section key={day}>
          <h3 className="timeline-day">{dayHeading(day)}</h3>
          {entries.map((event) => (
            <TimelineEntry key={event.id} object={object} id={id} event={event} item={kind === 'history' ? item : undefined} />
          ))}
        </section>
      ))}
      {query.hasNextPage && (
        <Button look="outline" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('timeline.older')}
        </Button>
      )}
    </div>
  );
}
