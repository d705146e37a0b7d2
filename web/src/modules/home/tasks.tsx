// My tasks that are due: overdue, today, the next days. A tick finishes one.

import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { objectNamed, queries, zone } from '../../app/session';
import type { Item, LinkValue } from '../../app/types';
import { fewQuery, saveRecord } from '../../record/store';
import { Unread } from '../../record/unread';
import { addDays, formatDayNear, formatTime, fromZone, inZone, today } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { sayUndoable } from '../../ui/toast';
import './words';

const dayOf = (task: Item) => (String(task.due_at).length === 10 ? String(task.due_at) : inZone(new Date(String(task.due_at)), zone()).day);

export function useTasks() {
  const activity = objectNamed('activity');
  const isDay = activity?.fields.find((field) => field.name === 'due_at')?.kind === 'day';
  const now = today(zone());
  const end = addDays(now, 8);
  const filter = { kind: 'task', done: false, assigned_to: 'me', due_at: { lt: isDay ? end : fromZone(end, 0, 0, zone()).toISOString() } };
  const known = Boolean(activity?.can.read);
  const { data, error } = useQuery({ ...fewQuery('activity', { filter, sort: 'due_at', limit: 100 }), enabled: known });
  const tasks = data?.items ?? [];
  return {
    known,
    data,
    error,
    overdue: tasks.filter((task) => dayOf(task) < now),
    today: tasks.filter((task) => dayOf(task) === now),
    later: tasks.filter((task) => dayOf(task) > now),
    dueNow: tasks.filter((task) => dayOf(task) <= now),
  };
}

/** The same as a card. */
export function MyTasks() {
  return <Tasks tasks={useTasks()} />;
}

export function Tasks({ tasks }: { tasks: ReturnType<typeof useTasks> }) {
  const none = tasks.data && !tasks.dueNow.length && !tasks.later.length;
  return (
    <section className="panel">
      <h2>{t('tasks.mine')}</h2>
      <Unread of={tasks} />
      <Group name={t('home.overdue')} tasks={tasks.overdue} late />
      <Group name={t('home.dueToday')} tasks={tasks.today} />
      <Group name={t('home.later')} tasks={tasks.later.slice(0, 8)} />
      {none && <p className="quiet">{t('home.noTasks')}</p>}
    </section>
  );
}

function Group({ name, tasks, late }: { name: string; tasks: Item[]; late?: boolean }) {
  if (!tasks.length) return null;
  return (
    <>
      <h3>{name}</h3>
      {tasks.map((task) => (
        <Task key={task.id} task={task} late={late} />
      ))}
    </>
  );
}

function Task({ task, late }: { task: Item; late?: boolean }) {
  const party = task.party as LinkValue | null;
  const due = String(task.due_at);
  const time = due.length > 10 ? `, ${formatTime(inZone(new Date(due), zone()))}` : '';
  const finish = async () => {
    const activity = objectNamed('activity')!;
    const again = () => void queries.invalidateQueries({ queryKey: ['few', 'activity'] });
    if (!(await saveRecord(activity, task, { done: true }, { remember: false }))) return;
    again();
    sayUndoable(t('task.done'), () => void saveRecord(activity, task, { done: false }, { force: true, remember: false }).then(again));
  };
  return (
    <div className="home-line">
      <button type="button" className="check" aria-label={`${t('task.done')}: ${task.title}`} onClick={() => void finish()}>
        {task.done === true && <IconCheck size={12} stroke={3} aria-hidden />}
      </button>
      <Link to="/$place/$id" params={{ place: 'activity', id: task.id }}>
        <span className="row-title cut">{task.title}</span>
        {party && <small className="cut">{party.title}</small>}
      </Link>
      <small className={`due number${late ? ' late' : ''}`}>{formatDayNear(dayOf(task), language(), today(zone())) + time}</small>
    </div>
  );
}
