// The hours of one or several days. Drag an event to move it, its foot to make it longer, an empty place to make a new
// one; with the keyboard Shift and arrows move it by a quarter of an hour or a day.

import { lazy, Suspense, useEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { zone } from '../../app/session';
import type { Item } from '../../app/types';
import { formatTime, inZone, today, weekdays } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { useSameHeight } from '../../ui/settled';
import { Chip, kindColor } from './chip';
import { drawnTo, hour, movedTo, quarter, stretchedTo, useDragging, type Held } from './dragging';
import { lanes } from './lanes';
import { replan, type Planned } from './planned';
import './words';

const EventCard = lazy(() => import('./event-card').then((module) => ({ default: module.EventCard })));

const clock = (minute: number) => formatTime({ day: '', hour: Math.floor(minute / 60) % 24, minute: minute % 60 });

interface TimeGridProps {
  days: string[];
  planned: Planned[];
  /** What is planned has been read. */
  read: boolean;
  onDay: (day: string) => void;
  onCreate: (day: string, from: number, to: number) => void;
}

export function TimeGrid({ days, planned, read, onDay, onCreate }: TimeGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useRef<HTMLDivElement>(null);
  const { held: dragged, placeAt, follow } = useDragging(columns, days);
  const heads = useSameHeight<HTMLDivElement>(`calendar ${days.length}`, read);
  const newest = useRef(planned);
  useEffect(() => {
    newest.current = planned;
  }, [planned]);
  const now = inZone(new Date(), zone());
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 7.5 * hour;
  }, []);
  // Where a week is wider than the screen it begins with today.
  const ahead = Math.max(0, days.indexOf(now.day));
  useEffect(() => {
    if (scroller.current && columns.current) scroller.current.scrollLeft = (columns.current.offsetWidth / days.length) * ahead;
  }, [ahead, days.length]);

  const [opened, setOpened] = useState<{ item: Item; at: HTMLElement } | null>(null);
  const open = ({ item }: Planned) => {
    const at = columns.current?.querySelector<HTMLElement>(`[data-event="${item.id}"]`);
    if (at) setOpened({ item, at });
  };
  // What somebody else changed while it was held stays: only the new time is put on what is known by then.
  const put = ({ id, day, from, to }: Held) => {
    const one = newest.current.find(({ item }) => item.id === id);
    if (one) void replan(one, day, from, to);
  };
  const startOf = (one: Planned): Held => ({ id: one.item.id, day: one.day, from: one.from!, to: one.to! });
  const move = (event: PointerEvent<HTMLElement>, one: Planned) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const grip = placeAt(event).minute - one.from!;
    follow(event, startOf(one), (at) => movedTo(startOf(one), grip, at), (last, moved) => (moved ? put(last) : open(one)));
  };
  const stretch = (event: PointerEvent<HTMLElement>, one: Planned) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const grip = placeAt(event).minute - one.to!;
    follow(event, startOf(one), (at) => stretchedTo(startOf(one), grip, at), (last, moved) => moved && put(last));
  };
  const begin = (event: PointerEvent<HTMLElement>, day: string) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const from = Math.floor(placeAt(event).minute / 30) * 30;
    const start = { id: null, day, from, to: from + 60 };
    follow(event, start, (at) => drawnTo(start, at), (last) => onCreate(last.day, last.from, last.to));
  };
  const onKey = (event: KeyboardEvent, one: Planned) => {
    const step = { ArrowUp: [0, -quarter], ArrowDown: [0, quarter], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (event.key === 'Enter') open(one);
    else if (event.shiftKey && step) {
      const date = new Date(one.day + 'T00:00:00Z');
      date.setUTCDate(date.getUTCDate() + step[0]!);
      void replan(one, date.toISOString().slice(0, 10), one.from! + step[1]!, one.to! + step[1]!);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const timed = planned.filter((one) => one.from !== null);
  return (
    <div ref={scroller} className="time-grid" style={{ '--days': days.length, '--hour': `${hour}px` } as CSSProperties}>
      <div {...heads} className="time-heads">
        <span />
        {days.map((day) => (
          <div key={day} className={`time-head${day === today(zone()) ? ' is-today' : ''}`}>
            <button type="button" onClick={() => onDay(day)}>
              <span>{weekdays[language()][(new Date(day + 'T00:00:00Z').getUTCDay() + 6) % 7]}</span> <b>{Number(day.slice(8))}</b>
            </button>
            <div className="time-chips">
              {planned.filter((one) => one.from === null && one.day === day).map((one) => <Chip key={one.item.id} planned={one} />)}
            </div>
          </div>
        ))}
      </div>
      <div className="time-body">
        <div className="time-hours" aria-hidden>
          {Array.from({ length: 24 }, (_, index) => <span key={index}>{index > 0 && clock(index * 60)}</span>)}
        </div>
        <div ref={columns} className="time-columns">
          {days.map((day) => {
            const own = timed.filter((one) => (dragged?.id === one.item.id ? dragged.day : one.day) === day);
            const placed = lanes(own.filter((one) => one.item.id !== dragged?.id));
            return (
              <div key={day} className="time-column" onPointerDown={(event) => begin(event, day)}>
                {day === now.day && <i className="now-line" style={{ top: ((now.hour * 60 + now.minute) / 60) * hour }} />}
                {own.map((one) => {
                  const held = dragged?.id === one.item.id ? dragged : null;
                  const [from, to] = held ? [held.from, held.to] : [one.from!, one.to!];
                  const short = to - from < 45;
                  const { lane, of } = placed.get(one) ?? { lane: 0, of: 1 };
                  const style = { top: (from / 60) * hour, height: Math.max(22, ((to - from) / 60) * hour - 2), left: `${(lane / of) * 100}%`, width: `calc(${100 / of}% - 4px)` };
                  return (
                    <div key={one.item.id} role="button" tabIndex={0} data-event={one.item.id} className={`event c${kindColor(one.item)}${held ? ' held' : ''}${short ? ' short' : ''}${one.item.done ? ' done' : ''}`} style={style} title={t('calendar.moveHint')} onPointerDown={(event) => move(event, one)} onKeyDown={(event) => onKey(event, one)}>
                      <b className="cut">{one.item.title}</b>
                      <small className="cut">{short ? clock(from) : [`${clock(from)}–${clock(to)}`, (one.item.party as { title: string } | null)?.title].filter(Boolean).join(' · ')}</small>
                      <i className="stretch" onPointerDown={(event) => stretch(event, one)} />
                    </div>
                  );
                })}
                {dragged && dragged.id === null && dragged.day === day && (
                  <div className="event ghost" style={{ top: (dragged.from / 60) * hour, height: ((dragged.to - dragged.from) / 60) * hour, left: 0, width: 'calc(100% - 4px)' }}>
                    <small>{clock(dragged.from)}–{clock(dragged.to)}</small>
                  </div>
                )}
              </div>
            );
          })}
        </div>
      </div>
      {opened && (
        <Suspense>
          <EventCard key={opened.item.id} {...opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </div>
  );
}
