// Pipelines and their stages: in which order, with which chance, and when a deal has stood too long.

import { IconArrowDown, IconArrowUp, IconDots, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import { meta, queries, objectNamed } from '../../app/session';
import type { Item, LinkValue, ObjectMeta } from '../../app/types';
import { runAction } from '../../record/action-dialog';
import { removeMany } from '../../record/bulk';
import { mayName, NamesDialog } from '../../record/names-dialog';
import { createRecord, fewQuery, problemText, saveRecord } from '../../record/store';
import { AskText } from '../../ui/ask-text';
import { fieldLabel } from '../../record/values';
import { Button } from '../../ui/button';
import { label, language, t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { sayProblem } from '../../ui/toast';
import './words';

const ActionDialog = lazy(() => import('../../record/action-form').then((module) => ({ default: module.ActionDialog })));
const RequiredFields = lazy(() => import('./required-fields').then((module) => ({ default: module.RequiredFields })));

const outcomes = ['open', 'won', 'lost'] as const;
const again = () => void queries.invalidateQueries({ queryKey: ['few', 'stage'] });

const naming = (object: ObjectMeta) => (mayName(object) ? [{ value: 'names', label: `${t('names')}…` }] : []);

export function Pipelines() {
  const pipeline = objectNamed('pipeline');
  const pipelines = useQuery(fewQuery('pipeline', { sort: 'position', limit: 100 }));
  const stages = useQuery(fewQuery('stage', { sort: 'position', limit: 200 }));
  const [asked, setAsked] = useState<{ rename?: Item } | null>(null);
  const [named, setNamed] = useState<Item | null>(null);
  if (!pipeline) return null;
  const save = async (name: string) => {
    if (asked?.rename) return void (await saveRecord(pipeline, asked.rename, { name }));
    await createRecord(pipeline, { name }).catch((error: unknown) => sayProblem(problemText(error)));
  };
  const pick = (one: Item, value: string) => {
    if (value === 'rename') setAsked({ rename: one });
    else if (value === 'names') setNamed(one);
    else if (value === 'default') void saveRecord(pipeline, one, { is_default: true }).then(() => queries.invalidateQueries({ queryKey: ['few', 'pipeline'] }));
    else void removeMany(pipeline, [one]);
  };
  return (
    <>
      <p className="hint">{t('pipeline.text')}</p>
      {pipelines.data?.items.map((one) => (
        <section key={one.id}>
          <header className="role-head">
            <h3>{one.title}</h3>
            {one.is_default === true && <span className="tag">{t('pipeline.default')}</span>}
            <span className="space" />
            {pipeline.can.update && (
              <Menu
                small
                label={`${t('more')}: ${one.title}`}
                icon={<IconDots size={16} />}
                align="end"
                options={[{ value: 'rename', label: t('rename') }, ...naming(pipeline), ...(one.is_default === true ? [] : [{ value: 'default', label: t('pipeline.makeDefault') }, { value: 'delete', label: t('delete') }])]}
                onPick={(value) => pick(one, value)}
              />
            )}
          </header>
          <Stages pipeline={one} stages={(stages.data?.items ?? []).filter((stage) => (stage.pipeline as LinkValue | null)?.id === one.id)} />
        </section>
      ))}
      {pipeline.can.create && <Button look="outline" icon={<IconPlus size={16} />} onClick={() => setAsked({})}>{t('pipeline.new')}</Button>}
      {named && <NamesDialog object={pipeline} item={named} onClose={() => setNamed(null)} />}
      {asked && <AskText title={asked.rename ? t('rename') : t('pipeline.new')} label={t('name')} value={asked.rename && String(asked.rename.name)} onClose={() => setAsked(null)} onSave={save} />}
    </>
  );
}

function Stages({ pipeline, stages }: { pipeline: Item; stages: Item[] }) {
  const object = objectNamed('stage')!;
  const [making, setMaking] = useState(false);
  const [named, setNamed] = useState<Item | null>(null);
  const [asking, setAsking] = useState<Item | null>(null);
  const [retiring, setRetiring] = useState<Item | null>(null);
  const offered = (name: string, more: string) => object.actions.filter((action) => action.name === name).map((action) => ({ value: name, label: label(action.label, name) + more }));
  const locked = !object.can.update;
  const move = async (at: number, by: number) => {
    const next = [...stages];
    const [moved] = next.splice(at, 1);
    next.splice(at + by, 0, moved!);
    for (const [index, stage] of next.entries()) if (stage.position !== index + 1) await saveRecord(object, stage, { position: index + 1 }, { remember: false });
    again();
  };
  const retiredField = object.fields.find(({ name }) => name === 'retired');
  const optionsOf = (stage: Item) => [
    ...naming(object),
    { value: 'required', label: `${t('stage.required')}…` },
    ...offered(stage.retired === true ? 'reinstate' : 'retire', stage.retired === true ? '' : '…'),
    { value: 'delete', label: t('delete') },
  ];
  const pick = (stage: Item, value: string) => {
    if (value === 'names') setNamed(stage);
    else if (value === 'required') setAsking(stage);
    else if (value === 'retire') setRetiring(stage);
    else if (value === 'reinstate') void runAction(object, stage.id, value, {}).then(again, (error: unknown) => sayProblem(problemText(error)));
    else void removeMany(object, [stage]);
  };
  const add = async (name: string) => {
    try {
      await createRecord(object, { name, pipeline: { id: pipeline.id, title: pipeline.title }, outcome: 'open', position: stages.length + 1, probability: 50 });
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  return (
    <div className="table-scroll">
      <table className="table stages">
        <thead>
          <tr>
            <th scope="col">{t('stage.name')}</th>
            <th scope="col">{t('stage.outcome')}</th>
            <th scope="col">{t('stage.probability')}</th>
            <th scope="col">{t('stage.stalled')}</th>
            <th scope="col"><span className="unseen">{t('more')}</span></th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage, index) => (
            <tr key={stage.id} className={stage.retired === true ? 'is-off' : undefined}>
              <td>
                <Kept stage={stage} name="name" label={t('stage.name')} locked={locked} />
                {stage.retired === true && retiredField && <small className="hint">{fieldLabel(retiredField)}</small>}
              </td>
              <td data-label={t('stage.outcome')}>
                <select aria-label={`${stage.title}: ${t('stage.outcome')}`} disabled={locked} value={String(stage.outcome)} onChange={(event) => void saveRecord(object, stage, { outcome: event.target.value })}>
                  {outcomes.map((outcome) => <option key={outcome} value={outcome}>{t(`outcome.${outcome}`)}</option>)}
                </select>
              </td>
              <td data-label={t('stage.probability')}><Kept stage={stage} name="probability" label={t('stage.probability')} locked={locked} numeric /></td>
              <td data-label={t('stage.stalled')}><Kept stage={stage} name="stalled_after_days" label={t('stage.stalled')} locked={locked} numeric /></td>
              <td className="end">
                {!locked && (
                  <>
                    <Button small icon={<IconArrowUp size={15} />} name={t('stage.earlier', { name: stage.title })} disabled={index === 0} onClick={() => void move(index, -1)} />
                    <Button small icon={<IconArrowDown size={15} />} name={t('stage.later', { name: stage.title })} disabled={index === stages.length - 1} onClick={() => void move(index, 1)} />
                    <Menu small label={`${t('more')}: ${stage.title}`} icon={<IconDots size={15} />} align="end" options={optionsOf(stage)} onPick={(value) => pick(stage, value)} />
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {object.can.create && <Button small icon={<IconPlus size={15} />} onClick={() => setMaking(true)}>{t('stage.new')}</Button>}
      {named && <NamesDialog object={object} item={named} onClose={() => setNamed(null)} />}
      {asking && <Suspense><RequiredFields stage={asking} onClose={() => setAsking(null)} /></Suspense>}
      {retiring && <Suspense><ActionDialog object={object} item={retiring} name="retire" onClose={() => setRetiring(null)} /></Suspense>}
      {making && <AskText title={t('stage.new')} label={t('stage.name')} onClose={() => setMaking(false)} onSave={add} />}
    </div>
  );
}

/** What a reader in another language than the company's calls it is a name of its own: that one is shown and changed. */
function nameField(object: ObjectMeta): string {
  const own = `name_${language()}`;
  return language() !== meta().company.language && object.fields.some(({ name }) => name === own) ? own : 'name';
}

/** A box that keeps what is written when one leaves it. */
function Kept({ stage, name, label, locked, numeric }: { stage: Item; name: string; label: string; locked: boolean; numeric?: boolean }) {
  const object = objectNamed('stage')!;
  const field = name === 'name' ? nameField(object) : name;
  const box = useRef<HTMLInputElement>(null);
  const before = field !== 'name' && name === 'name' ? stage.title : stage[name] === null || stage[name] === undefined ? '' : String(stage[name]);
  const keep = (text: string) => {
    if (text.trim() === before) return;
    if (!numeric && !text.trim()) {
      if (box.current) box.current.value = before; // it keeps the one it has
      return sayProblem(`${label}: ${t('problem.required')}`);
    }
    void saveRecord(object, stage, { [field]: numeric ? (text.trim() === '' ? null : Number(text)) : text.trim() }).then(again);
  };
  return (
    <input
      ref={box}
      key={before}
      className={numeric ? 'number few-digits' : undefined}
      aria-label={`${stage.title}: ${label}`}
      inputMode={numeric ? 'numeric' : 'text'}
      disabled={locked}
      defaultValue={before}
      onBlur={(event) => keep(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}
