// Beside a record: what is to be done next, and the parties it concerns.

import { IconCalendarEvent, IconChecklist } from '@tabler/icons-react';
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

/** Asks for what is open about a record; null where there is nothing to plan. */
export function nextStepQuery(object: ObjectMeta, id: string) {
  if (!['party', 'deal'].includes(object.name) || !objectNamed('activity')?.can.read) return null;
  const whose = object.name === 'party' ? { party: id } : { about: { object: object.name, id } };
  return fewQuery('activity', { filter: { ...whose, kind: { in: ['task', 'call', 'meeting', 'visit'] }, done: false }, sort: 'due_at', limit: 20 });
}

const dayOfStep = (step: Item): unknown => step.due_at ?? step.starts_at;

/** The nearest of what is open, else what has no day yet; as the field of a deal says it. */
const nearest = (steps: Item[]): Item | undefined =>
  steps.filter(dayOfStep).sort((a, b) => String(dayOfStep(a)).localeCompare(String(dayOfStep(b))))[0] ?? steps[0];

/** What is to be done next about the record. */
export function NextStep({ object, item }: { object: ObjectMeta; item: Item }) {
  const query = nextStepQuery(object, item.id);
  return query && <NextStepAsked query={query} />;
}

function NextStepAsked({ query }: { query: NonNullable<ReturnType<typeof nextStepQuery>> }) {
  const { data } = useQuery(query);
  const step = nearest(data?.items ?? []);
  const when = step && dayOfStep(step);
  return (
    <section className="related">
      <h3 className="section-head">{t('record.nextStep')}</h3>
      {step && (
        <Link className="next-step" to="/$place/$id" params={{ place: 'activity', id: step.id }}>
          {step.kind === 'task' ? <IconChecklist size={17} stroke={1.6} aria-hidden /> : <IconCalendarEvent size={17} stroke={1.6} aria-hidden />}
          <span className="related-main">
            <b className="cut">{titleOf(step)}</b>
            <small>{when ? dueText(String(when)) : t('task.open')}</small>
          </span>
        </Link>
      )}
      {!data && <div className="next-step" aria-hidden />}
      {data && !step && (
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
