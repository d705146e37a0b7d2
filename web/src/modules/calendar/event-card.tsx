// What is planned, looked at beside its place in the calendar: when, with whom, about what; opened, finished or deleted from there.

import { IconCheck, IconExternalLink, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { objectNamed, zone } from '../../app/session';
import type { Item, LinkValue } from '../../app/types';
import { removeMany } from '../../record/bulk';
import { saveRecord } from '../../record/store';
import { Button } from '../../ui/button';
import { formatMoment, formatTime, inZone } from '../../ui/dates';
import { language, t, type MessageKey } from '../../ui/language';
import { Popover } from '../../ui/popover';
import './words';

interface EventCardProps {
  item: Item;
  /** Its place in the calendar. */
  at: HTMLElement;
  onClose: () => void;
}

export function EventCard({ item, at, onClose }: EventCardProps) {
  const anchor = useRef<HTMLElement | null>(at);
  const object = objectNamed('activity')!;
  const done = item.done === true;
  const people = [item.party as LinkValue | null, ...((item.attendees as LinkValue[] | null) ?? [])].filter((one): one is LinkValue => one !== null && one !== undefined);
  const ends = item.ends_at ? `–${formatTime(inZone(new Date(String(item.ends_at)), zone()))}` : '';
  const finish = () => {
    void saveRecord(object, item, { done: !done });
    onClose();
  };
  const remove = () => {
    onClose();
    void removeMany(object, [item]);
  };
  return (
    <Popover anchor={anchor} label={item.title} className="event-card" onClose={onClose}>
      <h3>{item.title}</h3>
      <p className="faint">{t(`kind.${String(item.kind)}` as MessageKey)} · {formatMoment(String(item.starts_at ?? item.due_at), language(), zone())}{ends}</p>
      {people.length > 0 && <p className="cut">{people.map(({ title }) => title).join(', ')}</p>}
      {typeof item.body === 'string' && item.body && <p className="event-text">{item.body}</p>}
      <div className="row-actions">
        <Link className="button primary" to="/$place/$id" params={{ place: 'activity', id: item.id }} data-autofocus>
          <IconExternalLink size={15} aria-hidden /> {t('open')}
        </Link>
        {object.can.update && <Button icon={<IconCheck size={15} />} pressed={done} onClick={finish}>{t('task.done')}</Button>}
        {object.can.delete && <Button icon={<IconTrash size={15} />} name={`${t('delete')}: ${item.title}`} onClick={remove} />}
      </div>
    </Popover>
  );
}
