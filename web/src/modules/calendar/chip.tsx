// A planned thing in one line: a task with its tick, or an event with its hour; a click shows it beside its place.

import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Item } from '../../app/types';
import { objectNamed } from '../../app/session';
import { saveRecord } from '../../record/store';
import { t } from '../../ui/language';
import type { Planned } from './planned';

const EventCard = lazy(() => import('./event-card').then((module) => ({ default: module.EventCard })));

const colors: Record<string, number> = { meeting: 0, call: 3, visit: 2, task: 4, email: 1 };

export const kindColor = (item: Item) => colors[String(item.kind)] ?? 4;

export function Chip({ planned, time }: { planned: Planned; time?: string }) {
  const { item, task } = planned;
  const done = item.done === true;
  const [opened, setOpened] = useState<HTMLElement | null>(null);
  return (
    <>
      <div
        className={`plan-chip${done ? ' done' : ''}`}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData('text/activity', item.id);
          event.dataTransfer.effectAllowed = 'move';
        }}
      >
        {task ? (
          <button type="button" className={`check${done ? ' on' : ''}`} aria-pressed={done} aria-label={`${t('task.done')}: ${item.title}`} onClick={() => void saveRecord(objectNamed('activity')!, item, { done: !done })}>
            {done && <IconCheck size={12} stroke={3} aria-hidden />}
          </button>
        ) : (
          <i className={`dot c${kindColor(item)}`} />
        )}
        {time && <small className="number">{time}</small>}
        <Link
          to="/$place/$id"
          params={{ place: 'activity', id: item.id }}
          className="cut"
          draggable={false}
          aria-haspopup="dialog"
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            setOpened(opened ? null : event.currentTarget);
          }}
        >
          {item.title}
        </Link>
      </div>
      {opened && (
        <Suspense>
          <EventCard item={item} at={opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  );
}
