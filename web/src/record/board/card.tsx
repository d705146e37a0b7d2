// A card of a board: drag it, or use its menu, or the keys.

import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { IconAlertTriangle, IconCalendar, IconCalendarOff, IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { zone } from '../../app/session';
import type { Field, Item, LinkValue, ObjectMeta } from '../../app/types';
import { Avatar } from '../../ui/avatar';
import { daysBetween, formatDay, formatDayShort, inZone, today } from '../../ui/dates';
import { formatMoney } from '../../ui/format';
import { language, t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { Value } from '../value';
import { isEmpty, titleOf } from '../values';
import type { Money } from '../../app/types';
import { keepCardFocus, rememberCard } from './card-focus';
import type { Column } from './columns';

interface CardProps {
  object: ObjectMeta;
  place: string;
  item: Item;
  columns: Column[];
  column: Column;
  movable: boolean;
  onMove: (item: Item, to: Column) => void;
  onKey: (event: KeyboardEvent<HTMLElement>, item: Item) => void;
}

/** What a card shows of its record: a line, an amount, a day, a person. */
function facesOf(object: ObjectMeta) {
  const shown = object.list.map((name) => object.fields.find((field) => field.name === name)).filter((field): field is Field => field !== undefined);
  const rest = shown.filter((field) => field.name !== object.title && field.name !== object.board?.field);
  return {
    line: rest.find((field) => field.kind === 'link' && field.to?.[0] !== 'user') ?? rest.find((field) => ['text', 'email', 'choice'].includes(field.kind)),
    amount: rest.find((field) => field.kind === 'money'),
    day: rest.find((field) => field.kind === 'day') ?? rest.find((field) => field.kind === 'moment'),
    person: rest.find((field) => field.kind === 'link' && field.to?.[0] === 'user'),
  };
}

export function Card({ object, place, item, columns, column, movable, onMove, onKey }: CardProps) {
  const card = useRef<HTMLElement>(null);
  const [dragged, setDragged] = useState(false);
  useLayoutEffect(() => keepCardFocus(card.current!, item.id), [item.id]);
  useEffect(() => {
    if (!movable) return;
    return draggable({
      element: card.current!,
      getInitialData: () => ({ card: item.id, column: column.value }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    });
  }, [item.id, column.value, movable]);
  const { line, amount, day, person } = facesOf(object);
  const owner = person && (item[person.name] as LinkValue | null);
  const others = columns.filter((other) => other.value !== column.value);
  return (
    <article ref={card} className={`card${dragged ? ' dragged' : ''}`} tabIndex={0} aria-label={titleOf(item)} data-card={item.id} onFocus={() => rememberCard(item.id)} onKeyDown={(event) => onKey(event, item)}>
      <h3>
        <Link to="/$place/$id" params={{ place, id: item.id }} tabIndex={-1} draggable={false}>{titleOf(item)}</Link>
      </h3>
      {movable && (
        <span className="card-menu">
          <Menu
            small
            label={t('board.move')}
            icon={<IconDots size={15} />}
            align="end"
            find={t('board.move')}
            options={others.map((other) => ({ value: other.value ?? '', label: other.title, mark: <i className={`dot c${other.color}`} /> }))}
            onPick={(value) => onMove(item, others.find((other) => (other.value ?? '') === value)!)}
          />
        </span>
      )}
      <div className="card-line">
        {line && !isEmpty(item[line.name]) && <Value field={line} value={item[line.name]} />}
        <span className="space" />
        <Marks object={object} item={item} />
      </div>
      <div className="card-foot">
        {amount && !isEmpty(item[amount.name]) && <span className="amount number">{formatMoney(item[amount.name] as Money, language(), true)}</span>}
        <span className="space" />
        {day && <Due item={item} day={day} />}
        {owner && <Avatar name={owner.title} size={20} />}
      </div>
    </article>
  );
}

const isOpen = (item: Item) => isEmpty(item.closed_on) && item.done !== true;

/** What an open one lacks: somebody's next step, or any step for too long. */
function Marks({ object, item }: { object: ObjectMeta; item: Item }) {
  if (!isOpen(item) || !object.fields.some((field) => field.name === 'next_step_on')) return null;
  return (
    <>
      {item.stalled === true && <Stalled since={item.stage_since} />}
      {isEmpty(item.next_step_on) && (
        <span className="due" role="img" aria-label={t('board.noStep')} title={t('board.noStep')}>
          <IconCalendarOff size={14} aria-hidden />
        </span>
      )}
    </>
  );
}

function Due({ item, day }: { item: Item; day: Field }) {
  const due = item[day.name] as string | null;
  if (!due) return null;
  const now = today(zone());
  const on = due.length > 10 ? inZone(new Date(due), zone()).day : due;
  return (
    <span className={`due${on < now && isOpen(item) ? ' late' : ''}`} title={formatDay(on, language())}>
      <IconCalendar size={14} aria-hidden /> {formatDayShort(on, language(), now)}
    </span>
  );
}

function Stalled({ since }: { since: unknown }) {
  const days = since ? daysBetween(inZone(new Date(String(since)), zone()).day, today(zone())) : 0;
  const text = t('board.stalled', { n: days });
  return (
    <span className="due warn" role="img" aria-label={text} title={text}>
      <IconAlertTriangle size={14} aria-hidden /> <span aria-hidden>{t('board.days', { n: days })}</span>
    </span>
  );
}
