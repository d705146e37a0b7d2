// The dialog with the fields an object asks for.

import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Problem } from '../app/api';
import { newLabelOf } from '../app/places';
import { meta } from '../app/session';
import type { Field, LinkValue, ObjectMeta } from '../app/types';
import { Button, Key } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { focusFirstWrong } from '../ui/focus';
import { t } from '../ui/language';
import { say } from '../ui/toast';
import { ask, type Asked } from './create';
import { FieldInput } from './edit/field-input';
import { beginning, inOrder, useFirstStep } from './prefill';
import { createRecord, problemElsewhere } from './store';
import { fieldNamed, isEditable, isEmpty, mayMerge } from './values';

const WhoIsThis = lazy(() => import('./merge/who-is-this'));
const FreeTimes = lazy(() => import('./edit/free-times'));
const MergeDialog = lazy(() => import('./merge/merge-dialog'));

const hours = ['starts_at', 'ends_at', 'attendees'];

/** What says nothing about this kind of activity: a task has a day to be done by, a meeting its hours. */
const apartFrom = (kind: unknown) => (kind === 'task' ? hours : kind === 'note' ? [...hours, 'due_at', 'assigned_to'] : ['meeting', 'call', 'visit'].includes(String(kind)) ? ['due_at'] : []);

/** Who would sit in a meeting: those of our side, and whoever makes it. */
function attending(values: Record<string, unknown>): LinkValue[] {
  const { id, name } = meta().me;
  const others = [values.assigned_to, ...((values.attendees as LinkValue[] | null) ?? [])].filter(Boolean) as LinkValue[];
  return [{ id, title: name }, ...others].filter((one, index, all) => all.findIndex((other) => other.id === one.id) === index);
}

/** The fields asked for: the form's, the required ones, and those given at the start. */
function askedFields(object: ObjectMeta, values: Record<string, unknown>): Field[] {
  const required = object.fields.filter((field) => field.required).map((field) => field.name);
  const names = new Set([...object.form, ...required, ...Object.keys(values)]);
  const person = values.kind === 'person';
  const company = values.kind === 'organization';
  const apart =
    object.name === 'activity' ? apartFrom(values.kind) : object.name !== 'party' ? [] : person ? ['name', 'sector', 'employees', 'revenue'] : company ? ['given_name', 'family_name', 'born_on'] : [];
  const asked = [...names]
    .filter((name) => !apart.includes(name) && !(name === 'kind' && values.kind))
    .map((name) => fieldNamed(object.fields, name))
    .filter((field): field is Field => field !== undefined && isEditable(field));
  return inOrder(object, asked);
}

export function CreateForm({ object, values: given, onMade, draft }: Asked) {
  const navigate = useNavigate();
  const fields = askedFields(object, given);
  const [first, setFirst] = useState<Record<string, unknown>>(() => ({ ...beginning(object, fields), ...given }));
  const [values, setValues] = useState<Record<string, unknown>>(draft ?? first);
  useFirstStep(object, values, (more) => {
    setFirst((old) => ({ ...old, ...more }));
    setValues((old) => ({ ...old, ...more }));
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const title = t('new', { what: newLabelOf(object, given) });

  const written = [...new Set([...Object.keys(first), ...Object.keys(values)])].some((name) => !(isEmpty(values[name]) && isEmpty(first[name])) && JSON.stringify(values[name]) !== JSON.stringify(first[name]));
  const leave = () => {
    ask(null);
    if (written) say(t('draft.left', { title }), { label: t('draft.back'), run: () => ask({ object, values: given, onMade, draft: values }) });
  };
  const [pair, setPair] = useState<LinkValue[] | null>(null); // what was made, to be merged with what was there
  const save = async (other?: LinkValue) => {
    setBusy(true);
    try {
      const made = await createRecord(object, Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value))));
      if (other) {
        setPair([other, made]);
        return;
      }
      ask(null);
      say(t('created', { title: made.title }), {
        label: t('open'),
        run: () => void navigate({ to: '/$place/$id', params: { place: object.name, id: made.id } }),
      });
      onMade?.(made.id);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
      focusFirstWrong();
    } finally {
      setBusy(false);
    }
  };
  const elsewhere = problemElsewhere(problem, fields.map((field) => field.name));
  if (pair)
    return (
      <Suspense>
        <MergeDialog object={object} items={pair} onClose={() => ask(null)} onMerged={onMade} />
      </Suspense>
    );
  return (
    <Dialog
      title={title}
      onClose={leave}
      onSubmit={() => void save()}
      footer={
        <>
          {elsewhere && <p className="problem" role="alert">{elsewhere}</p>}
          <span className="space" />
          <Button onClick={leave}>{t('cancel')}</Button>
          <Button look="primary" type="submit" disabled={busy}>
            {t('create')} <Key>↵</Key>
          </Button>
        </>
      }
    >
      <div className="form-grid">
        {fields.map((field, index) => (
          <FieldInput
            key={field.name}
            field={field}
            object={object}
            beside={values}
            value={values[field.name]}
            autoFocus={index === 0}
            problem={problem?.fields.find((entry) => entry.field.split('.')[0] === field.name)?.message}
            onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
          />
        ))}
      </div>
      {object.name === 'activity' && values.kind !== 'task' && typeof values.starts_at === 'string' && !Number.isNaN(Date.parse(values.starts_at)) && (
        <Suspense>
          <FreeTimes
            people={attending(values)}
            from={values.starts_at}
            to={(values.ends_at as string | null) ?? null}
            onPick={(starts_at, ends_at) => setValues((old) => ({ ...old, starts_at, ends_at }))}
          />
        </Suspense>
      )}
      {object.name === 'party' && object.can.read && (
        <Suspense>
          <WhoIsThis object={object} values={values} onOpen={() => ask(null)} onMerge={mayMerge(object) && !busy ? (other) => void save(other) : undefined} />
        </Suspense>
      )}
    </Dialog>
  );
}
