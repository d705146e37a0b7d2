// One thing that happened: an activity with its text, or a change with what was and what is.

import { IconArrowBackUp, IconArrowsExchange, IconCalendarEvent, IconCheck, IconChecklist, IconFile, IconMail, IconMessage, IconNote, IconPhone, IconPlus, IconTrash, IconWalk } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { objectNamed, zone } from '../../app/session';
import type { Change, Item, ObjectMeta, TimelineItem } from '../../app/types';
import { formatAgo, formatMoment } from '../../ui/dates';
import { Button } from '../../ui/button';
import { label, language, t, type MessageKey } from '../../ui/language';
import { say } from '../../ui/toast';
import { saveField } from '../action-dialog';
import { FileLink, fileOf } from '../file-link';
import { saveRecord } from '../store';
import { queries } from '../../app/session';
import { asAnyText, asText, fieldLabel, fieldNamed, isEditable, maybePhone } from '../values';

const icons: Record<string, typeof IconNote> = {
  note: IconNote, task: IconChecklist, call: IconPhone, meeting: IconCalendarEvent, email: IconMail, letter: IconMail, visit: IconWalk,
  chat: IconMessage, sms: IconMessage, created: IconPlus, updated: IconArrowsExchange, deleted: IconTrash, file: IconFile,
};

const activityKinds = ['note', 'task', 'call', 'meeting', 'email', 'letter', 'visit', 'chat', 'sms'];

const kindLabel = (kind: string) => (activityKinds.includes(kind) ? t(`kind.${kind}` as MessageKey) : kind);

const sourceText = ({ kind, name }: NonNullable<TimelineItem['source']>) => [t(`operation.${kind}` as MessageKey), name].filter(Boolean).join(' ');

interface EntryProps {
  object: ObjectMeta;
  id: string;
  event: TimelineItem;
  /** In the history: the record as it is, so that a value can be brought back. */
  item?: Item;
}

export function TimelineEntry({ object, id, event, item }: EntryProps) {
  const { activity } = event;
  const changes = told(ownerOf(object, event), event.changes);
  const kind = activity ? String(activity.kind ?? 'note') : event.kind;
  const Drawn = icons[kind] ?? IconArrowsExchange;
  const listed = !activity && (item ? changes.length > 0 : event.kind !== 'moved' && changes.length > 1);
  return (
    <div className={`entry of-${kind}`}>
      <span className="entry-icon"><Drawn size={15} stroke={1.6} aria-hidden /></span>
      <div className="entry-main">
        <div className="entry-head">
          <span className="cut">
            {activity ? <ActivityHead event={event} activity={activity} kind={kind} /> : <ChangeHead object={object} id={id} event={{ ...event, changes }} listed={listed} />}
            {event.by && <span className="by"> · {event.by.title}</span>}
            {event.source && <span className="by"> · {sourceText(event.source)}</span>}
          </span>
          <time dateTime={event.at} title={formatMoment(event.at, language(), zone())}>{formatAgo(event.at, language())}</time>
        </div>
        {activity && <ActivityBody event={event} activity={activity} kind={kind} />}
        {listed && <Changes object={ownerOf(object, event)} changes={changes} item={event.kind === 'updated' || event.kind === 'moved' ? item : undefined} />}
      </div>
    </div>
  );
}

/** What says nothing that people read: a title that is made of other fields and changes with them, what programs keep. */
const silent = (object: ObjectMeta, name: string) => {
  const field = fieldNamed(object.fields, name);
  return field?.kind === 'json' || (name === object.title && field?.read_only === true);
};

/** They are told only where nothing else is. */
const told = (object: ObjectMeta, changes: Change[] = []) => {
  const others = changes.filter(({ field }) => !silent(object, field));
  return others.length ? others : changes;
};

const ownerOf = (object: ObjectMeta, event: TimelineItem) => objectNamed(event.object) ?? object;

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ');

function ActivityHead({ event, activity, kind }: { event: TimelineItem; activity: Record<string, unknown>; kind: string }) {
  const given = String(activity.subject ?? '');
  // A note is called by how it begins, and stands whole below.
  const repeats = given !== '' && oneLine(String(activity.body ?? '')).startsWith(given.replace(/…$/, ''));
  const subject = repeats || !given ? kindLabel(kind) : given;
  const target = event.record?.id;
  return (
    <>
      {target ? <Link to="/$place/$id" params={{ place: 'activity', id: target }}><b>{subject}</b></Link> : <b>{subject}</b>}
      {subject !== kindLabel(kind) && <span> {kindLabel(kind)}</span>}
    </>
  );
}

function ActivityBody({ event, activity, kind }: { event: TimelineItem; activity: Record<string, unknown>; kind: string }) {
  const object = objectNamed('activity');
  const body = [activity.body, activity.outcome].filter(Boolean).map(String).join('\n');
  const done = Boolean(activity.done);
  const due = activity.due_at ? String(activity.due_at) : null;
  const finish = async () => {
    if (!object || !event.record) return;
    const item = { ...activity, id: event.record.id, title: event.record.title } as unknown as Item;
    if (await saveRecord(object, item, { done: !done }, { force: true })) {
      void queries.invalidateQueries({ queryKey: ['timeline'] });
      void queries.invalidateQueries({ queryKey: ['few', 'activity'] });
      if (!done) say(t('task.done'));
    }
  };
  return (
    <>
      {kind === 'task' && (
        <button type="button" className={`task-line${done ? ' done' : ''}`} aria-pressed={done} onClick={() => void finish()}>
          <span className={`check${done ? ' on' : ''}`}>{done && <IconCheck size={12} stroke={3} aria-hidden />}</span>
          {done ? t('task.isDone') : due ? t('task.due', { when: due.length > 10 ? formatMoment(due, language(), zone()) : due }) : t('task.open')}
        </button>
      )}
      {body && <div className="entry-card">{body}</div>}
    </>
  );
}

const textOf = (object: ObjectMeta, { field: name }: Change, value: unknown) => {
  const field = fieldNamed(object.fields, name);
  return maybePhone(field ? asText(field, value) : asAnyText(value)) || '—';
};

/** What was and what is; of what programs keep, only that it is another. */
function wayOf(object: ObjectMeta, change: Change) {
  if (fieldNamed(object.fields, change.field)?.kind === 'json') return t('event.updated');
  const before = change.from === null || change.from === undefined ? '' : `${textOf(object, change, change.from)} → `;
  return before + textOf(object, change, change.to);
}

const nameOf = (object: ObjectMeta, change: Change) => {
  const field = fieldNamed(object.fields, change.field);
  return field ? fieldLabel(field) : change.field;
};

function ChangeHead({ object: page, id, event, listed }: EntryProps & { /** The changes stand below. */ listed: boolean }) {
  const object = ownerOf(page, event);
  const other = event.record && event.record.id !== id ? event.record : undefined;
  const [first, ...rest] = event.changes ?? [];
  const what = other ? `${label(object.label)} ${maybePhone(other.title)}` : '';
  if (event.kind === 'file' && event.object === 'file' && event.record) return <FileLink bare file={fileOf({ ...event.file, ...event.record })} />;
  if (first && !listed && (event.kind === 'moved' || (event.kind === 'updated' && !rest.length)))
    return (
      <>
        {what && <span>{what}: </span>}
        <span>{nameOf(object, first)} </span>
        <b>{wayOf(object, first)}</b>
      </>
    );
  const key = `event.${event.kind}` as MessageKey;
  const known = ['created', 'updated', 'deleted', 'restored', 'moved', 'merged', 'file'].includes(event.kind);
  return (
    <>
      {(known || !objectNamed(event.kind)) && <b>{known ? t(key) : event.kind} </b>}
      {what && <Link to="/$place/$id" params={{ place: object.name, id: other!.id }}>{what}</Link>}
    </>
  );
}

function Changes({ object, changes, item }: { object: ObjectMeta; changes: Change[]; item?: Item }) {
  const back = (change: Change) => {
    const field = fieldNamed(object.fields, change.field);
    return item && object.can.update && field && isEditable(field) && JSON.stringify(item[change.field] ?? null) !== JSON.stringify(change.from ?? null) ? field : undefined;
  };
  return (
    <dl className="changes">
      {changes.slice(0, 12).map((change) => (
        <div key={change.field}>
          <dt>{nameOf(object, change)}</dt>
          <dd>{wayOf(object, change)}</dd>
          {back(change) && <Button small name={t('history.backTo', { field: nameOf(object, change), value: textOf(object, change, change.from) })} icon={<IconArrowBackUp size={14} />} onClick={() => void saveField(object, item!, back(change)!, change.from ?? null)} />}
        </div>
      ))}
    </dl>
  );
}
