// Asks for what an action of a record needs, then runs it.

import { useNavigate } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { Problem } from '../app/api';
import type { Field, Item, ObjectMeta } from '../app/types';
import { Button } from '../ui/button';
import { copyText } from '../ui/clipboard';
import { Dialog } from '../ui/dialog';
import { focusFirstWrong } from '../ui/focus';
import { label, t } from '../ui/language';
import { say } from '../ui/toast';
import { runAction } from './action-dialog';
import { FieldInput } from './edit/field-input';
import { problemElsewhere } from './store';
import { UsedBefore } from './used-before';
import { toWire } from './values';

interface ActionDialogProps {
  object: ObjectMeta;
  item: Item;
  name: string;
  /** Values already known; the fields named in `only` are asked. */
  values?: Record<string, unknown>;
  only?: string[];
  onClose: () => void;
}

/** An address that is told once, to be copied and sent. */
function ToldAddress({ title, address, onClose }: { title: string; address: string; onClose: () => void }) {
  const copy = async () => {
    await copyText(address);
    say(t('copied'));
    onClose();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => void copy()}
      footer={
        <>
          <a className="button outline" href={address} target="_blank" rel="noreferrer">{t('open')}</a>
          <span className="space" />
          <Button look="primary" type="submit">{t('copyLink')}</Button>
        </>
      }
    >
      <div className="form-field">
        <label htmlFor="told-address">{t('address.told')}</label>
        <input id="told-address" readOnly value={address} onFocus={(event) => event.target.select()} />
      </div>
    </Dialog>
  );
}

export function ActionDialog({ object, item, name, values: given = {}, only, onClose }: ActionDialogProps) {
  const action = object.actions.find((one) => one.name === name);
  const [values, setValues] = useState<Record<string, unknown>>(given);
  const [problem, setProblem] = useState<Problem | undefined>();
  const [busy, setBusy] = useState(false);
  const [path, setPath] = useState('');
  const [picked, setPicked] = useState<Record<string, string>>({}); // of what was used before: its box shows it
  const navigate = useNavigate();
  const known = (input: string): Field => ({ name: input, kind: 'text', label: object.fields.find((field) => field.name === input)?.label ?? {} });
  const inputs = only ? only.map((input) => action?.inputs.find((field) => field.name === input) ?? object.fields.find((field) => field.name === input) ?? known(input)) : (action?.inputs ?? []);
  const run = async () => {
    setBusy(true);
    try {
      const wired = inputs.filter((field) => field.name in values).map((field) => [field.name, toWire(field, values[field.name])]);
      const { record: made, path: told } = await runAction(object, item.id, name, { ...given, ...Object.fromEntries(wired) });
      if (told) return setPath(location.origin + told);
      onClose();
      if (!made) return;
      say(t('created', { title: made.title }));
      await navigate({ to: '/$place/$id', params: { place: made.object, id: made.id } });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
      focusFirstWrong();
    } finally {
      setBusy(false);
    }
  };
  const elsewhere = problemElsewhere(problem, inputs.map((field) => field.name));
  if (path) return <ToldAddress title={`${label(action?.label, name)}: ${item.title}`} address={path} onClose={onClose} />;
  return (
    <Dialog
      title={`${label(action?.label, name)}: ${item.title}`}
      onClose={onClose}
      onSubmit={() => void run()}
      footer={
        <>
          {elsewhere && <p className="problem" role="alert">{elsewhere}</p>}
          <span className="space" />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" disabled={busy}>{label(action?.label, t('save'))}</Button>
        </>
      }
    >
      {inputs.map((field, index) => (
        <Fragment key={field.name}>
          <FieldInput
            key={`${field.name} ${picked[field.name] ?? ''}`}
            field={{ ...field, read_only: false, required: field.required || only !== undefined }}
            value={values[field.name]}
            autoFocus={index === 0}
            problem={problem?.at(field.name)}
            onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
          />
          {field.kind === 'text' && object.fields.some(({ name: own, kind }) => own === field.name && kind === 'text') && (
            <UsedBefore
              object={object}
              name={field.name}
              onPick={(text) => {
                setValues((old) => ({ ...old, [field.name]: text }));
                setPicked((old) => ({ ...old, [field.name]: text }));
              }}
            />
          )}
        </Fragment>
      ))}
    </Dialog>
  );
}
