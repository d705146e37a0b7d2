// Writes what happened or what is to be done: a note, a task, a call, a meeting.

import { IconPaperclip } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Problem, upload } from '../../app/api';
import { keepForLater } from '../../app/outbox';
import { objectNamed, meta } from '../../app/session';
import type { Item, ObjectMeta } from '../../app/types';
import { Button, Key } from '../../ui/button';
import { formatDayNear, formatMoment, today } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { Expected } from '../../ui/expected';
import { Popover } from '../../ui/popover';
import { say, sayProblem } from '../../ui/toast';
import { queries, zone } from '../../app/session';
import { createRecord, problemText, wire } from '../store';
import { useMentions } from './use-mentions';

const fetchCalendar = () => import('../../ui/calendar').then((module) => ({ default: module.Calendar }));
const Calendar = lazy(fetchCalendar);

const kinds = ['note', 'task', 'call', 'meeting'] as const;
type ActivityKind = (typeof kinds)[number];

let begin: (kind: ActivityKind) => void = () => undefined;

/** Puts the composer of the page to a kind and the cursor into it. */
export const compose = (kind: ActivityKind) => begin(kind);

/** Where an activity about this record belongs. */
function about(object: ObjectMeta, item: Item): Record<string, unknown> {
  if (object.name === 'party') return { party: { id: item.id } };
  const party = item.party as { id: string } | null | undefined;
  return { about: { object: object.name, id: item.id }, ...(party ? { party: { id: party.id } } : {}) };
}

export function Composer({ object, item }: { object: ObjectMeta; item: Item }) {
  const [kind, setKind] = useState<ActivityKind>('note');
  const [when, setWhen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [picking, setPicking] = useState(false);
  const { text, setText, box, onChange, panel, mentioned, forget } = useMentions(`${object.name}/${item.id}`);
  const fileAt = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const whenAt = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    begin = (wanted) => {
      setKind(wanted);
      box.current?.focus();
    };
    return () => {
      begin = () => undefined;
    };
  }, [box]);
  const activity = objectNamed('activity');
  if (!activity?.can.create) return null;
  const due = activity.fields.find((field) => field.name === 'due_at');
  const whenIsDay = kind === 'task' && due?.kind === 'day';

  const attach = async (files: FileList) => {
    try {
      for (const file of files) await upload(file, `${object.name}:${item.id}`);
      void queries.invalidateQueries({ queryKey: ['timeline', object.name, item.id] });
      void queries.invalidateQueries({ queryKey: ['few', 'file'] });
      say(t('file.attached', { n: files.length }));
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  const save = async () => {
    const [subject, ...more] = text.trim().split('\n');
    if (!subject) return;
    setBusy(true);
    let kept = false;
    const short = subject.length > 120 ? `${subject.slice(0, 117)}…` : subject;
    const body = more.join('\n').trim() || (subject.length > 120 ? subject : '');
    const values: Record<string, unknown> = { kind, ...about(object, item) };
    if (kind === 'note') values.body = text.trim();
    else Object.assign(values, { subject: short, ...(body ? { body } : {}) });
    if (kind === 'task') Object.assign(values, { ...(when ? { due_at: when } : {}), assigned_to: { id: meta().me.id } });
    if (kind === 'meeting' || kind === 'call') values.starts_at = when ?? new Date().toISOString();
    if (kind === 'call') values.direction = 'out';
    if (mentioned().length) values.mentions = mentioned();
    try {
      await createRecord(activity, values).catch((error: unknown) => {
        if (!(error instanceof Problem) || error.status !== 0) throw error;
        keepForLater('activity', short, wire(activity.fields, values));
        kept = true;
      });
      setText('');
      forget();
      setWhen(null);
      say(kept ? t('offline.kept') : t(`saved.${kind}`));
    } catch (error) {
      sayProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  const whenText = when ? (whenIsDay ? formatDayNear(when, language(), today(zone())) : formatMoment(when, language(), zone())) : t(kind === 'task' ? 'when.due' : 'when.start');
  return (
    <div
      className={`composer${over ? ' over' : ''}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!event.dataTransfer.files.length) return;
        event.preventDefault();
        void attach(event.dataTransfer.files);
      }}
      onPaste={(event) => {
        if (!event.clipboardData.files.length) return;
        event.preventDefault();
        void attach(event.clipboardData.files);
      }}
    >
      <textarea
        ref={box}
        data-composer
        rows={2}
        aria-label={t(`compose.${kind}`)}
        placeholder={t(`compose.${kind}`)}
        value={text}
        onChange={onChange}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
          if (event.key === 'Escape') box.current?.blur();
        }}
      />
      <div className="composer-foot">
        <div className="tabs" role="group" aria-label={t('compose.kind')}>
          {kinds.map((name) => (
            <button key={name} type="button" aria-pressed={kind === name} onClick={() => (setKind(name), box.current?.focus())}>
              {t(`kind.${name}`)}
            </button>
          ))}
        </div>
        <span className="space" />
        <Button small icon={<IconPaperclip size={16} />} name={t('file.attach')} onClick={() => fileAt.current?.click()} />
        <input ref={fileAt} type="file" multiple hidden aria-label={t('file.attach')} onChange={(event) => event.target.files && void attach(event.target.files)} />
        {kind !== 'note' && (
          <Button ref={whenAt} small look="outline" onPointerEnter={() => void fetchCalendar()} onClick={() => setPicking(!picking)}>
            {whenText}
          </Button>
        )}
        <Button small look="primary" disabled={busy || !text.trim()} onClick={() => void save()}>
          {t('save')} <Key>Ctrl ↵</Key>
        </Button>
      </div>
      {panel}
      {picking && (
        <Suspense fallback={<Expected />}>
          <Popover anchor={whenAt} align="end" label={t('when.due')} onClose={() => setPicking(false)}>
            <Calendar
              value={when}
              withTime={!whenIsDay}
              onPick={(value) => {
                setWhen(value);
                setPicking(false);
              }}
            />
          </Popover>
        </Suspense>
      )}
    </div>
  );
}
