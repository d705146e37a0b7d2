// The middle of a record's page: the timeline with its composer, the history of changes, the comments.

import { useInfiniteQuery } from '@tanstack/react-query';
import { get } from '../../app/api';
import { objectNamed, zone } from '../../app/session';
import type { Item, ObjectMeta, Page, TimelineItem } from '../../app/types';
import { Button } from '../../ui/button';
import { formatDayLong, formatDayNear, inZone, today, daysBetween } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { Comments } from './comments';
import { Composer } from './composer';
import { TimelineEntry } from './timeline-entry';

export type ActivityTab = 'timeline' | 'history' | 'comments';

export const activityTabs = (): ActivityTab[] => ['timeline', 'history', ...(objectNamed('comment')?.can.read ? (['comments'] as const) : [])];

interface ActivityProps {
  object: ObjectMeta;
  id: string;
  item: Item | undefined;
  tab: ActivityTab;
  onTab: (tab: ActivityTab) => void;
  /** Without its tabs, as in a panel beside a list. */
  bare?: boolean;
}

export function Activity({ object, id, item, tab, onTab, bare }: ActivityProps) {
  return (
    <>
      {!bare && <div className="tool-bar desk">
        <div className="tabs" role="group" aria-label={t('record.timeline')}>
          {activityTabs().map((name) => (
            <button key={name} type="button" aria-pressed={tab === name} onClick={() => onTab(name)}>
              {t(`record.${name}`)}
            </button>
          ))}
        </div>
      </div>}
      <div className="record-body" key={tab}>
        {tab === 'timeline' && item && <Composer object={object} item={item} />}
        {tab === 'comments' ? <Comments object={object} id={id} /> : <Events object={object} id={id} kind={tab} />}
      </div>
    </>
  );
}

function dayHeading(day: string): string {
  const now = today(zone());
  return Math.abs(daysBetween(now, day)) <= 2 ? formatDayNear(day, language(), now) : formatDayLong(day, language());
}

function Events({ object, id, kind }: { object: ObjectMeta; id: string; kind: 'timeline' | 'history' }) {
  const query = useInfiniteQuery({
    queryKey: [kind, object.name, id],
    queryFn: ({ pageParam, signal }) => get<Page<TimelineItem>>(`${object.name}/${id}/${kind}`, { limit: 50, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const events = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <div className="timeline" aria-busy>{[70, 50, 80].map((width) => <i key={width} className="blank line" style={{ width: `${width}%` }} />)}</div>;
  if (!events.length) return <p className="quiet">{kind === 'timeline' ? t('timeline.empty') : t('history.empty')}</p>;
  const days = Map.groupBy(events, (event) => inZone(new Date(event.at), zone()).day);
  return (
    <div className="timeline">
      {[...days].map(([day, entries]) => (
        <section key={day}>
          <h3 className="timeline-day">{dayHeading(day)}</h3>
          {entries.map((event) => (
            <TimelineEntry key={event.id} object={object} id={id} event={event} />
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
