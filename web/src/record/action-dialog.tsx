// Runs an action of a record, asking for what it needs.

import { useState, useSyncExternalStore } from 'react';
import { post, Problem } from '../app/api';
import { queries } from '../app/session';
import type { Field, Item, ObjectMeta } from '../app/types';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { label, t } from '../ui/language';
import { FieldInput } from './edit/field-input';
import { sayProblem } from '../ui/toast';
import { problemText, saveRecord, updateHeld } from './store';
import { toWire } from './values';

/** Runs an action and puts what it answers wherever the record is shown. */
export async function runAction(object: ObjectMeta, id: string, name: string, inputs: Record<string, unknown>): Promise<void> {
  const answer = await post<Partial<Item> | null>(`${object.name}/${id}/${name}`, inputs);
  if (answer?.id === id) updateHeld(object.name, id, (old) => ({ ...old, ...answer }));
  for (const kind of ['record', 'timeline', 'history']) void queries.invalidateQueries({ queryKey: [kind, object.name, id] });
  for (const kind of ['list', 'few', 'aggregate']) void queries.invalidateQueries({ queryKey: [kind, object.name] });
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
  return now && <ActionDialog {...now} onClose={() => ask(null)} />;
}

/** Saves one field; the field of the board goes by the action that moves, where there is one. */
export async function saveField(object: ObjectMeta, item: Item, field: Field, value: unknown): Promise<void> {
  const moves = field.name === object.board?.field && object.actions.some(({ name }) => name === 'move');
  if (!moves) return void (await saveRecord(object, item, { [field.name]: value }));
  const values = { [field.name]: toWire(field, value) };
  try {
    await runAction(object, item.id, 'move', values);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (!askMissing(object, item, 'move', values, error)) sayProblem(problemText(error));
  }
}

interface ActionDialogProps {
  object: ObjectMeta;
  item: Item;
  name: string;
  /** Values already known; the fields named in `only` are asked. */
  values?: Record<string, unknown>;
  only?: string[];
  onClose: () => void;
}

export function ActionDialog({ object, item, name, values: given = {}, only, onClose }: ActionDialogProps) {
  const action = object.actions.find((one) => one.name === name);
  const [values, setValues] = useState<Record<string, unknown>>(given);
  const [problem, setProblem] = useState<Problem | undefined>();
  const [busy, setBusy] = useState(false);
  const known = (input: string): Field => ({ name: input, kind: 'text', label: object.fields.find((field) => field.name === input)?.label ?? {} });
  const inputs = only ? only.map((input) => action?.inputs.find((field) => field.name === input) ?? object.fields.find((field) => field.name === input) ?? known(input)) : (action?.inputs ?? []);
  const run = async () => {
    setBusy(true);
    try {
      const wired = inputs.filter((field) => field.name in values).map((field) => [field.name, toWire(field, values[field.name])]);
      await runAction(object, item.id, name, { ...given, ...Object.fromEntries(wired) });
      onClose();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const shown = new Set(inputs.map((field) => field.name));
  return (
    <Dialog
      title={`${label(action?.label, name)}: ${item.title}`}
      onClose={onClose}
      onSubmit={() => void run()}
      footer={
        <>
          {problem && !problem.fields.some(({ field }) => shown.has(field)) && <p className="problem" role="alert">{problemText(problem)}</p>}
          <span className="space" />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" disabled={busy}>{label(action?.label, t('save'))}</Button>
        </>
      }
    >
      {inputs.map((field, index) => (
        <FieldInput
          key={field.name}
          field={{ ...field, read_only: false }}
          value={values[field.name]}
          autoFocus={index === 0}
          problem={problem?.at(field.name)}
          onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
        />
      ))}
    </Dialog>
  );
}
