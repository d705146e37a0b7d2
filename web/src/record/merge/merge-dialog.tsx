// Several records side by side: which one stays, whose value each field takes, and what comes along.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../../app/api';
import type { Field, Item, LinkValue, ObjectMeta } from '../../app/types';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { t } from '../../ui/language';
import { FieldInput } from '../edit/field-input';
import { problemText } from '../store';
import { isEmpty, titleOf, toWire } from '../values';
import { AlikeLines, type Alike } from './alike-lines';
import { merge, mostMerged, previewMerge, type Chosen } from './merge';
import { Sides } from './sides';
import './words';

interface MergeDialogProps {
  object: ObjectMeta;
  /** With one alone, the others are asked for first. */
  items: { id: string; title: string }[];
  onClose: () => void;
  onMerged?: (survivor: string) => void;
}

export default function MergeDialog({ object, items, onClose, onMerged }: MergeDialogProps) {
  const [other, setOther] = useState<LinkValue | null>(null);
  const ids = [...items.map(({ id }) => id), ...(other ? [other.id] : [])];
  if (ids.length < 2) return <PickOther object={object} item={items[0]!} onClose={onClose} onPick={setOther} />;
  return <Compare object={object} ids={ids} onClose={onClose} onMerged={onMerged} />;
}

interface PickOtherProps {
  object: ObjectMeta;
  item: { id: string; title: string };
  onClose: () => void;
  onPick: (other: LinkValue) => void;
}

function PickOther({ object, item, onClose, onPick }: PickOtherProps) {
  const { data: alike = [] } = useQuery({ queryKey: ['alike', object.name, item.id], queryFn: () => alikeOf(object, item) });
  const field: Field = { name: 'with', kind: 'link', label: object.label, to: [object.name] };
  return (
    <Dialog title={t('merge.pick', { title: item.title })} onClose={onClose} footer={<Button onClick={onClose}>{t('cancel')}</Button>}>
      <p className="hint merge-hint">{t('merge.pickText')}</p>
      <FieldInput field={field} value={null} onChange={(value) => value && (value as LinkValue).id !== item.id && onPick(value as LinkValue)} />
      {alike.length > 0 && (
        <>
          <h3 className="section-head">{t('merge.alike')}</h3>
          <AlikeLines object={object} found={alike} onMerge={onPick} />
        </>
      )}
    </Dialog>
  );
}

/** Who else it may be, by what the record holds. */
async function alikeOf(object: ObjectMeta, item: { id: string }): Promise<Alike[]> {
  const whole = item as Item;
  const typed = Object.fromEntries(object.fields.filter((field) => !field.read_only && !isEmpty(whole[field.name])).map((field) => [field.name, toWire(field, whole[field.name])]));
  return (await post<{ items: Alike[] }>(`${object.name}/alike?except=${item.id}`, typed)).items;
}

interface CompareProps {
  object: ObjectMeta;
  ids: string[];
  onClose: () => void;
  onMerged?: (survivor: string) => void;
}

function Compare({ object, ids, onClose, onMerged }: CompareProps) {
  const [wanted, setWanted] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Chosen>({});
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const tooMany = ids.length > mostMerged;
  const first = useQuery({ queryKey: ['merge', object.name, ids], queryFn: () => previewMerge(object.name, ids[0]!, ids, {}), enabled: !tooMany, staleTime: 0, gcTime: 0, retry: false });
  const survivor = wanted ?? first.data?.proposed_survivor ?? ids[0]!;
  // The first answer holds for as long as nobody chose otherwise, and again when they choose it back.
  const otherwise = first.isSuccess && (survivor !== ids[0] || Object.keys(chosen).length > 0);
  const now = useQuery({
    queryKey: ['merge', object.name, ids, survivor, chosen],
    queryFn: () => previewMerge(object.name, survivor, ids, chosen),
    enabled: otherwise,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  const preview = (otherwise && now.data) || first.data;
  const error = first.error ?? (otherwise ? now.error : null);
  const title = preview ? titleOf(preview.survivor) : '';
  const run = async () => {
    setBusy(true);
    try {
      await merge(object, survivor, ids, chosen, title);
      onClose();
      onMerged?.(survivor);
    } catch (refused) {
      setProblem(problemText(refused));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      wide
      title={t('merge.title')}
      onClose={onClose}
      onSubmit={() => void run()}
      footer={
        <>
          <span className="cut hint">{title && t('merge.staysAs', { title })}</span>
          <span className="space" />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" disabled={busy || !preview || (otherwise && now.isPlaceholderData) || Boolean(error)}>{t('merge')}</Button>
        </>
      }
    >
      {(tooMany || error || problem) && <p className="problem" role="alert">{tooMany ? t('merge.many') : problem || problemText(error)}</p>}
      {preview ? <Sides object={object} preview={preview} survivor={survivor} chosen={chosen} onSurvivor={setWanted} onChoose={(field, from) => setChosen((old) => ({ ...old, [field]: from }))} /> : <div className="merge-wait" aria-busy={!error && !tooMany} />}
    </Dialog>
  );
}
