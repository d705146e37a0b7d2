// Beside a record: what is to be done next, and the parties it concerns.

import { IconChecklist } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { objectNamed, zone } from '../../app/session';
import type { Item, LinkValue, ObjectMeta } from '../../app/types';
import { formatDayNear, formatTime, inZone, today } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { fewQuery } from '../store';
import { LinkMark } from '../value';
import { fieldLabel, titleOf } from '../values';
import { compose } from './composer';

function dueText(due: string): string {
  if (due.length === 10) return formatDayNear(due, language(), today(zone()));
  const at = inZone(new Date(due), zone());
  return `${formatDayNear(at.day, language(), today(zone()))}, ${formatTime(at)}`;
}

/** Asks for the open tasks about a record; null where there are none to plan. */
export function nextStepQuery(object: ObjectMeta, id: string) {
  if (!['party', 'deal'].includes(object.name) || !objectNamed('activity')?.can.read) return null;
  const whose = object.name === 'party' ? { party: id } : { about: { object: object.name, id } };
  return fewQuery('activity', { filter: { ...whose, kind: 'task', done: false }, sort: 'due_at', limit: 5 });
}

/** The next open task about the record. */
export function NextStep({ object, item }: { object: ObjectMeta; item: Item }) {
  const query = nextStepQuery(object, item.id);
  return query && <NextStepAsked query={query} />;
}

function NextStepAsked({ query }: { query: NonNullable<ReturnType<typeof nextStepQuery>> }) {
  const { data } = useQuery(query);
  const task = data?.items.find((one) => one.due_at) ?? data?.items[0];
  return (
    <section className="related">
      <h3 className="section-head">{t('record.nextStep')}</h3>
      {task && (
        <Link className="next-step" to="/$place/$id" params={{ place: 'activity', id: task.id }}>
          <IconChecklist size={17} stroke={1.6} aria-hidden />
          <span className="related-main">
            <b className="cut">{titleOf(task)}</b>
            <small>{task.due_at ? dueText(String(task.due_at)) : t('task.open')}</small>
          </span>
        </Link>
      )}
      {!data && <div className="next-step" aria-hidden />}
      {data && !task && (
        <button type="button" className="next-step" onClick={() => compose('task')}>
          <IconChecklist size={17} stroke={1.6} aria-hidden />
          <span className="faint">{t('record.planStep')}</span>
        </button>
      )}
    </section>
  );
}

/** The parties a record links to. */
export function Parties({ object, item }: { object: ObjectMeta; item: Item }) {
  const links = object.fields.filter((field) => field.kind === 'link' && field.to?.[0] === 'party' && !field.system && item[field.name]);
  return links.map((field) => {
    const party = item[field.name] as LinkValue;
    return (
      <section key={field.name} className="related">
        <h3 className="section-head">{fieldLabel(field)}</h3>
        <Link className="related-line" to="/$place/$id" params={{ place: 'party', id: party.id }}>
          <LinkMark object="party" title={party.title} />
          <b className="cut related-main">{party.title}</b>
        </Link>
      </section>
    );
  });
}
