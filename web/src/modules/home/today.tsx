// What is planned for today, by the hour.

import { Link } from '@tanstack/react-router';
import { zone } from '../../app/session';
import type { LinkValue } from '../../app/types';
import { formatTime, inZone, today } from '../../ui/dates';
import { Unread } from '../../record/unread';
import { t } from '../../ui/language';
import { kindColor } from '../calendar/chip';
import { usePlanned } from '../calendar/planned';
import { Line, Panel } from './lines';
import './words';

export function Today() {
  const day = today(zone());
  const { planned, data, error } = usePlanned(day, 1, false);
  const now = inZone(new Date(), zone());
  const events = planned.filter((one) => one.from !== null && one.day === day).sort((a, b) => a.from! - b.from!);
  const at = (minute: number) => formatTime({ day, hour: Math.floor(minute / 60) % 24, minute: minute % 60 });
  return (
    <Panel title={t('home.calendar')} end={<Link to="/calendar" search={{ show: 'day' }} className="panel-link">{t('calendar')}</Link>}>
      <Unread of={{ data, error }} />
      {events.map(({ item, from, to }) => (
        <Line
          key={item.id}
          place="activity"
          id={item.id}
          start={<i className={`dot c${kindColor(item)}`} />}
          title={item.title}
          hint={(item.party as LinkValue | null)?.title}
          end={<small className={`number${to! < now.hour * 60 + now.minute ? ' faint' : ''}`}>{at(from!)}–{at(to!)}</small>}
        />
      ))}
      {data && !events.length && <p className="quiet">{t('home.noEvents')}</p>}
    </Panel>
  );
}
