// Runs an action of a record, asking for what it needs.

import { lazy, Suspense, useSyncExternalStore } from 'react';
import { patch, post, Problem } from '../app/api';
import type { Operation } from '../app/operation';
import { keepChange } from '../app/outbox';
import { objectNamed, queries } from '../app/session';
import type { Field, Item, LinkValue, ObjectMeta } from '../app/types';
import { Expected } from '../ui/expected';
import { t } from '../ui/language';
import { say, sayProblem } from '../ui/toast';
import { problemText, saveRecord, updateHeld } from './store';
import { toWire } from './values';

const ActionDialog = lazy(() => import('./action-form').then((module) => ({ default: module.ActionDialog })));

/** What an action answers beside the record: one that it made, or a path that is told once. */
export interface Made {
  record?: LinkValue & { object: string };
  path?: string;
}

/** Work that goes on by itself: what it changed is read again at its end. */
async function awaitEnd(begun: Operation) {
  const end = await (await import('../app/operation')).followed(begun);
  await queries.invalidateQueries();
  const what = (await import('../app/operation-label')).operationLabel(end.kind);
  if (end.state === 'done' && !end.refused) say(`${what}: ${t('operation.done')}`);
  else sayProblem(`${what}: ${end.message || t('operation.partly', { n: end.refused })}`);
}

/** Runs an action and puts what it answers wherever the record is shown. Fields of the record that it does not ask for are set with it. */
export async function runAction(object: ObjectMeta, id: string, name: string, inputs: Record<string, unknown>): Promise<Made> {
  const action = object.actions.find((one) => one.name === name);
  const beyond = Object.keys(inputs).some((given) => !action?.inputs.some((input) => input.name === given));
  const answer = await (beyond ? patch : post)<(Partial<Item> & Partial<LinkValue> & { path?: string }) | null>(`${object.name}/${id}${beyond ? '' : `/${name}`}`, inputs);
  if (answer && 'state' in answer && 'refused' in answer && answer.id !== id) {
    void awaitEnd(answer as unknown as Operation);
    return {};
  }
  if (answer?.id === id) updateHeld(object.name, id, (old) => ({ ...old, ...answer }));
  for (const kind of ['record', 'timeline', 'history']) void queries.invalidateQueries({ queryKey: [kind, object.name, id] });
  for (const kind of ['list', 'few', 'aggregate']) void queries.invalidateQueries({ queryKey: [kind, object.name] });
  if (answer?.path) return { path: answer.path };
  if (!answer?.object || !answer.id || answer.id === id || !objectNamed(answer.object)) return {};
  for (const kind of ['list', 'few', 'aggregate']) void queries.invalidateQueries({ queryKey: [kind, answer.object] });
  return { record: { object: answer.object, id: answer.id, title: answer.title ?? '' } };
}

interface Asked {
  object: ObjectMeta;
  item: Item;
  name: string;
  values: Record<string, unknown>;
  only: string[];
}

let asked: Asked | null = null;
const listeners = new Set<() => void>();

function ask(next: Asked | null) {
  asked = next;
  for (const listener of listeners) listener();
}

/** Asks for the fields an action was refused for, as the reason of a loss; false when that would not help. */
export function askMissing(object: ObjectMeta, item: Item, name: string, values: Record<string, unknown>, problem: Problem): boolean {
  const only = problem.fields.map(({ field }) => field).filter((field) => !(field in values));
  if (problem.status !== 422 || !only.length) return false;
  ask({ object, item, name, values, only });
  return true;
}

/** Shows what was asked by anything on the page. */
export function ActionHost() {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
  return (
    now && (
      <Suspense fallback={<Expected />}>
        <ActionDialog {...now} onClose={() => ask(null)} />
      </Suspense>
    )
  );
}

/** Saves one field; the field of the board goes by the action that moves, where there is one. */
export async function saveField(object: ObjectMeta, item: Item, field: Field, value: unknown, onRefused: (sentence: string) => void = sayProblem): Promise<void> {
  if (field.kind === 'person_name') return void (await saveRecord(object, item, value as Record<string, unknown>, { onRefused }));
  const moves = field.name === object.board?.field && object.actions.some(({ name }) => name === 'move');
  if (!moves) return void (await saveRecord(object, item, { [field.name]: value }, { onRefused }));
  const values = { [field.name]: toWire(field, value) };
  try {
    await runAction(object, item.id, 'move', values);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.status === 0) {
      const shown = { [field.name]: value };
      updateHeld(object.name, item.id, (old) => ({ ...old, ...shown }));
      keepChange({ object: object.name, id: item.id, action: 'move', title: item.title, body: values, shown });
      say(t('offline.kept'));
    } else if (!askMissing(object, item, 'move', values, error)) onRefused(problemText(error));
  }
}
