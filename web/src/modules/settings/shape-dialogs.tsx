// Making an object or a field of one's own.

import { useState } from 'react';
import { patch, post, Problem } from '../../app/api';
import { useMeta } from '../../app/session';
import type { Field, Kind, Language, ObjectMeta } from '../../app/types';
import { problemElsewhere } from '../../record/store';
import { hasLongList } from '../../record/values';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { focusFirstWrong } from '../../ui/focus';
import { label, languageNames, t, type MessageKey } from '../../ui/language';
import { say } from '../../ui/toast';
import { choicesOf, ChoiceLines, draftsOf, orderedLanguages, type ChoiceDraft } from './choice-lines';
import { readShape } from './read-shape';
import './words';

type Labels = Partial<Record<Language, string>>;

const kinds: Kind[] = ['text', 'long_text', 'whole', 'decimal', 'money', 'percent', 'yes_no', 'day', 'moment', 'choice', 'choices', 'link', 'email', 'phone', 'url', 'number'];

const filled = (labels: Labels) => Object.fromEntries(Object.entries(labels).filter(([, text]) => text?.trim()));

const Wrong = ({ children }: { children: string | undefined }) => (children ? <p className="problem" role="alert">{children}</p> : null);

function LabelLines({ of, labels, problem, onChange }: { of: 'shape.label' | 'shape.plural'; labels: Labels; problem?: string; onChange: (labels: Labels) => void }) {
  return orderedLanguages().map((name, index) => (
    <div key={name} className={`form-field${problem && index === 0 ? ' bad' : ''}`}>
      <label htmlFor={`${of}-${name}`}>{t(of, { language: languageNames[name] })}</label>
      <input id={`${of}-${name}`} required={index === 0} maxLength={60} value={labels[name] ?? ''} onChange={(event) => onChange({ ...labels, [name]: event.target.value })} />
      {index === 0 && <Wrong>{problem}</Wrong>}
    </div>
  ));
}

/** Saves, or says what is wrong: at the fields `at` names, anything else at the foot. */
function useSaving(onClose: () => void, at: string[], button = t('create')) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (path: string, body: unknown, change = false) => {
    try {
      await (change ? patch(path, body) : post(path, body));
      await readShape();
      say(t('settings.saved'));
      onClose();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
      focusFirstWrong();
    }
  };
  const elsewhere = problemElsewhere(problem, at);
  const footer = (
    <>
      {elsewhere && <p className="problem" role="alert">{elsewhere}</p>}
      <span className="space" />
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button look="primary" type="submit">{button}</Button>
    </>
  );
  return { save, footer, wrong: (name: string) => problem?.at(name) };
}

export function NewObject({ onClose }: { onClose: () => void }) {
  const [labels, setLabels] = useState<Labels>({});
  const [plurals, setPlurals] = useState<Labels>({});
  const { save, footer, wrong } = useSaving(onClose, ['label', 'plural']);
  return (
    <Dialog title={t('shape.newObject')} wide onClose={onClose} footer={footer} onSubmit={() => void save('meta/object', { label: filled(labels), plural: filled(plurals) })}>
      <div className="form-grid">
        <div><LabelLines of="shape.label" labels={labels} problem={wrong('label')} onChange={setLabels} /></div>
        <div><LabelLines of="shape.plural" labels={plurals} problem={wrong('plural')} onChange={setPlurals} /></div>
      </div>
    </Dialog>
  );
}

/** Other labels for an object or a field of one's own. */
export function Rename({ object, field, onClose }: { object: ObjectMeta; field?: Field; onClose: () => void }) {
  const [labels, setLabels] = useState<Labels>(field?.label ?? object.label);
  const [plurals, setPlurals] = useState<Labels>(object.plural);
  const [choices, setChoices] = useState(() => draftsOf(field?.choices ?? []));
  const { save, footer, wrong } = useSaving(onClose, ['label', 'plural', 'choices'], t('save'));
  const path = `meta/object/${object.name}${field ? `/field/${field.name}` : ''}`;
  const offers = (field?.kind === 'choice' || field?.kind === 'choices') && (field.own || !hasLongList(field));
  const body = field ? { label: filled(labels), ...(offers ? { choices: choicesOf(choices) } : {}) } : { label: filled(labels), plural: filled(plurals) };
  return (
    <Dialog title={t('rename')} wide={!field || offers} onClose={onClose} footer={footer} onSubmit={() => void save(path, body, true)}>
      {field ? (
        <>
          <LabelLines of="shape.label" labels={labels} problem={wrong('label')} onChange={setLabels} />
          {offers && <ChoiceLines drafts={choices} fixed={!field.own} problem={wrong('choices')} onChange={setChoices} />}
        </>
      ) : (
        <div className="form-grid">
          <div><LabelLines of="shape.label" labels={labels} problem={wrong('label')} onChange={setLabels} /></div>
          <div><LabelLines of="shape.plural" labels={plurals} problem={wrong('plural')} onChange={setPlurals} /></div>
        </div>
      )}
    </Dialog>
  );
}

export function NewField({ object, onClose }: { object: ObjectMeta; onClose: () => void }) {
  const { objects } = useMeta();
  const [labels, setLabels] = useState<Labels>({});
  const [kind, setKind] = useState<Kind>('text');
  const [to, setTo] = useState('party');
  const [choices, setChoices] = useState<ChoiceDraft[]>([0, 1].map((color) => ({ label: {}, color })));
  const [required, setRequired] = useState(false);
  const { save, footer, wrong } = useSaving(onClose, ['label', 'choices', 'to', 'required']);
  const offers = kind === 'choice' || kind === 'choices';
  const body = () => {
    return {
      label: filled(labels),
      kind,
      required,
      ...(kind === 'link' ? { to: [to] } : {}),
      ...(offers ? { choices: choicesOf(choices) } : {}),
    };
  };
  return (
    <Dialog title={`${t('shape.newField')}: ${label(object.label, object.name)}`} wide={offers} onClose={onClose} footer={footer} onSubmit={() => void save(`meta/object/${object.name}/field`, body())}>
      <LabelLines of="shape.label" labels={labels} problem={wrong('label')} onChange={setLabels} />
      <div className="form-field">
        <label htmlFor="field-kind">{t('shape.kind')}</label>
        <select id="field-kind" value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
          {kinds.map((name) => (
            <option key={name} value={name}>{t(`shape.kind.${name}` as MessageKey)}</option>
          ))}
        </select>
      </div>
      {kind === 'link' && (
        <div className={`form-field${wrong('to') ? ' bad' : ''}`}>
          <label htmlFor="field-to">{t('shape.to')}</label>
          <select id="field-to" value={to} onChange={(event) => setTo(event.target.value)}>
            {objects.filter((one) => !one.hidden && !one.parent).map((one) => (
              <option key={one.name} value={one.name}>{label(one.label, one.name)}</option>
            ))}
          </select>
          <Wrong>{wrong('to')}</Wrong>
        </div>
      )}
      {offers && <ChoiceLines drafts={choices} problem={wrong('choices')} onChange={setChoices} />}
      <label className="check-line">
        <input type="checkbox" checked={required} onChange={(event) => setRequired(event.target.checked)} />
        {t('shape.required')}
      </label>
      <Wrong>{wrong('required')}</Wrong>
    </Dialog>
  );
}
