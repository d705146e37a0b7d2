// Picks linked records: finds them on the server as one types, across diacritics and scripts.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { get } from '../../app/api';
import { meta, objectNamed, offered } from '../../app/session';
import type { Field, Hit, LinkValue, ObjectMeta, Page } from '../../app/types';
import { label, t } from '../../ui/language';
import { Options, type Option } from '../../ui/options';
import { fold } from '../../ui/fold';
import { createRecord, filterText, problemText } from '../store';
import { say, sayProblem } from '../../ui/toast';
import { LinkMark } from '../value';

interface Found extends LinkValue {
  subtitle?: string;
}

/** Records of the objects that match what is typed; without it, the first ones. */
async function find(objects: string[], typed: string, signal: AbortSignal): Promise<Found[]> {
  if (typed && !objects.some((object) => objectNamed(object)?.retired)) {
    const { items } = await get<{ items: Hit[] }>('search', { q: typed, objects: objects.join(','), limit: 30 }, signal);
    if (items.length) return items;
  }
  const pages = await Promise.all(
    objects.slice(0, 4).map((object) => get<Page>(object, { limit: typed ? 200 : 30, filter: filterText(offered(objectNamed(object))) }, signal).then(({ items }) => items.map((item) => ({ ...item, object })))),
  );
  const wanted = fold(typed);
  return pages.flat().filter((item) => fold(item.title).includes(wanted));
}

export function useFound(objects: string[], typed: string) {
  const q = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ['find', objects, q],
    queryFn: ({ signal }) => find(objects, q, signal),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  return { ...found, awaited: typed.trim() !== q || found.isPending || found.isPlaceholderData };
}

/** What a link may lead to; `*` is everything one works with. */
function targetsOf(field: Field): string[] {
  if (!field.to?.includes('*')) return field.to ?? [];
  return meta()
    .objects.filter((object) => object.menu && object.menu.group !== 'settings')
    .map((object) => object.name);
}

/** Who is made by a name alone: a company or a person, whichever the field is rather about first. */
function kindsOf(party: ObjectMeta, { name }: Field): Option[] {
  const choices = party.fields.find((field) => field.name === 'kind')?.choices ?? [];
  const options = choices.map((choice) => ({ value: choice.name, label: label(choice.label, choice.name) }));
  const first = /contact|person/.test(name) ? 'person' : 'organization';
  return options.sort((a, b) => Number(b.value === first) - Number(a.value === first));
}

/** A name typed in one piece; of a person's the last word is the family's. */
function named(name: string, kind: string): Record<string, unknown> {
  const at = name.lastIndexOf(' ');
  return kind !== 'person' ? { kind, name } : at < 0 ? { kind, family_name: name } : { kind, given_name: name.slice(0, at).trim(), family_name: name.slice(at + 1) };
}

interface LinkPanelProps {
  field: Field;
  value: unknown;
  onPick: (value: LinkValue | LinkValue[] | null, done: boolean) => void;
  /** Only what is there already, as in a filter. */
  known?: boolean;
}

export function LinkPanel({ field, value, onPick, known }: LinkPanelProps) {
  const objects = targetsOf(field);
  const several = field.kind === 'links';
  const [typed, setTyped] = useState('');
  const { data: found = [], isPending, isPlaceholderData, awaited } = useFound(objects, typed);
  // What was found for other letters stays only as far as it fits these, so that Enter never takes something else.
  const data = isPlaceholderData ? found.filter((one) => fold(one.title).includes(fold(typed))) : found;
  const chosen = (several ? ((value as LinkValue[] | null) ?? []) : value ? [value as LinkValue] : []) as LinkValue[];
  const target = objects.length === 1 ? objectNamed(objects[0]) : undefined;

  const optionOf = ({ id, title, object, subtitle }: Found): Option => ({
    value: `${object ?? objects[0]}:${id}`,
    label: title,
    hint: subtitle ?? (objects.length > 1 ? label(objectNamed(object)?.label) : undefined),
    mark: <LinkMark object={object ?? objects[0]} title={title} />,
  });
  const key = (link: LinkValue) => `${link.object ?? objects[0]}:${link.id}`;
  const first = typed ? [] : chosen.filter((link) => !data.some((one) => one.id === link.id));
  const options = [...first, ...data].map(optionOf);
  if (!typed && !several && chosen.length && !field.required) options.unshift({ value: '', label: t('pick.none') });

  const pick = ({ value: picked, label: title }: Option) => {
    if (!picked) return onPick(null, true);
    const [object, id] = picked.split(':') as [string, string];
    const link = { id, title, object };
    if (!several) return onPick(link, true);
    onPick(chosen.some((other) => other.id === id) ? chosen.filter((other) => other.id !== id) : [...chosen, link], false);
  };
  const create = async (name: string, kind?: string) => {
    try {
      const made = await createRecord(target!, kind ? named(name, kind) : { [target!.title]: name });
      say(t('created', { title: made.title }));
      pick({ value: `${target!.name}:${made.id}`, label: made.title });
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  const kinds = target?.name === 'party' ? kindsOf(target, field) : undefined;
  const simple = !known && target?.can.create && target.name !== 'user' && !target.fields.some((other) => other.required && other.name !== target.title && !(kinds && other.name === 'kind'));
  return (
    <Options
      options={options}
      selected={chosen.map(key)}
      find={t('pick.find')}
      onFind={setTyped}
      pending={awaited}
      onPick={pick}
      onNew={simple && target.fields.some((other) => other.name === target.title && !other.read_only) ? create : undefined}
      newKinds={kinds}
      empty={isPending ? '' : t('pick.nothing')}
    />
  );
}
