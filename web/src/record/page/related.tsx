// What belongs to a record: lists of other records that point to it.

import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { objectNamed, queries } from '../../app/session';
import type { Field, Item, ObjectMeta } from '../../app/types';
import { Button } from '../../ui/button';
import { formatNumber } from '../../ui/format';
import { label, language, t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { openCreate } from '../create';
import { fewQuery } from '../store';
import { FileLink, fileOf } from '../file-link';
import { LinkMark, Value } from '../value';
import { NextStep, nextStepQuery, Parties } from './beside';
import { asText, fieldLabel, fieldNamed, isEditable, isEmpty, lineTitle } from '../values';

type RelatedTo = ObjectMeta['related'][number];

/** The lines of a document, which it is made of. */
const isLines = (list: RelatedTo, owner: ObjectMeta) => owner.never_merged === true && objectNamed(list.object)?.parent === owner.name;

const shownEmpty = 3;

/** The lists shown also while they are empty: a few of the objects one works with, and whom a party knows; others wait behind "Add". */
function mainOf(lists: RelatedTo[]): RelatedTo[] {
  const daily = (name: string) => ['work', 'sales'].includes(objectNamed(name)?.menu?.group ?? '') || name === 'relationship';
  return lists.filter((list, index) => daily(list.object) && lists.findIndex((other) => other.object === list.object) === index).slice(0, shownEmpty);
}

/** The link of a related list back to its record, as a filter and as a value. */
export function linkBack(list: RelatedTo, owner: ObjectMeta, item: Pick<Item, 'id' | 'title'>) {
  const link = objectNamed(list.object)!.fields.find((field) => field.name === list.field);
  const self = { id: item.id, title: item.title };
  if (link?.kind === 'link_any') return { filter: { [list.field]: { object: owner.name, id: item.id } }, value: { ...self, object: owner.name } };
  if (link?.kind === 'links') return { filter: { [list.field]: { has: item.id } }, value: [self] };
  return { filter: { [list.field]: item.id }, value: self };
}

/** The lists beside a record, those of a document's lines first. */
export function listsOf(object: ObjectMeta): RelatedTo[] {
  const seen = object.related.filter(({ object: name }) => objectNamed(name)?.can.read && name !== 'activity');
  return [...seen.filter((list) => isLines(list, object)), ...seen.filter((list) => !isLines(list, object))];
}

const listQueryOf = (list: RelatedTo, owner: ObjectMeta, item: Pick<Item, 'id' | 'title'>) =>
  fewQuery(list.object, { filter: linkBack(list, owner, item).filter, sort: objectNamed(list.object)!.sort, limit: 6 });

/** Asks for everything beside a record while the record itself is on its way. */
export function askRelated(object: ObjectMeta, id: string) {
  for (const list of listsOf(object)) void queries.prefetchQuery(listQueryOf(list, object, { id, title: '' }));
  const step = nextStepQuery(object, id);
  if (step) void queries.prefetchQuery(step);
}

const daily = ['work', 'sales', 'service', 'marketing', 'own'];

/** What somebody adds to a record: each object once, by its first link; not the lines of something else, nor what only programs write. */
function addableOf(owner: ObjectMeta, lists: RelatedTo[]): RelatedTo[] {
  const isAdded = ({ object: name, field }: RelatedTo, index: number) => {
    const object = objectNamed(name);
    const link = object?.fields.find((one) => one.name === field);
    if (!object?.can.create || !link || !isEditable(link) || lists.findIndex((other) => other.object === name) !== index) return false;
    if (object.parent) return object.parent === owner.name;
    return object.own || (object.menu ? daily.includes(object.menu.group) : object.form.length > 1);
  };
  const rank = ({ object: name }: RelatedTo) => (daily.indexOf(objectNamed(name)?.menu?.group ?? '') + daily.length) % daily.length;
  return lists.filter(isAdded).sort((a, b) => rank(a) - rank(b));
}

export function Related({ object, item }: { object: ObjectMeta; item: Item }) {
  const lists = listsOf(object);
  const main = mainOf(lists);
  const addable = addableOf(object, lists);
  const name = (list: RelatedTo) => label(objectNamed(list.object)!.label, list.object);
  return (
    <>
      <NextStep object={object} item={item} />
      <Parties object={object} item={item} />
      {lists.map((list) => (
        <RelatedList key={`${list.object} ${list.field}`} owner={object} item={item} list={list} main={isLines(list, object) || main.includes(list)} again={lists.find((other) => other.object === list.object) !== list} />
      ))}
      {addable.length > 0 && (
        <Menu
          small
          look="outline"
          label={t('related.add')}
          icon={<IconPlus size={15} />}
          options={addable.map((list, index) => ({ value: String(index), label: name(list) }))}
          onPick={(index) => {
            const list = addable[Number(index)]!;
            openCreate(objectNamed(list.object)!, { [list.field]: linkBack(list, object, item).value });
          }}
        >
          {t('related.add')}
        </Menu>
      )}
    </>
  );
}

interface RelatedListProps {
  owner: ObjectMeta;
  item: Item;
  list: RelatedTo;
  /** Shown although it is empty. */
  main: boolean;
  /** Another list of this object stands above: the heading says by which field this one is. */
  again: boolean;
}

function RelatedList({ owner, item, list, main, again }: RelatedListProps) {
  const object = objectNamed(list.object)!;
  const link = object.fields.find((field) => field.name === list.field);
  const { filter, value } = linkBack(list, owner, item);
  const { data } = useQuery(listQueryOf(list, owner, item));
  const more = data?.count && data.count.value > data.items.length;
  if (!main && !data?.items.length) return null;
  return (
    <section className="related">
      <h3 className="section-head">
        <Link to="/$place" params={{ place: list.object }} search={{ filter }}>
          {label(list.label, label(object.plural))}
          {again && link && ` (${fieldLabel(link)})`}
        </Link>
        {data?.count && data.count.value > 0 && <span className="faint number"> {formatNumber(data.count.value, language())}{data.count.exact ? '' : '+'}</span>}
        <span className="space" />
        {object.can.create && (
          <Button small icon={<IconPlus size={15} />} name={t('new', { what: label(object.label) })} onClick={() => openCreate(object, { [list.field]: value })} />
        )}
      </h3>
      {data?.items.map((other) => <RelatedLine key={other.id} object={object} item={other} skip={list.field} />)}
      {data?.items.length === 0 && <p className="quiet small">{t('related.empty')}</p>}
      {more && <Link className="show-all" to="/$place" params={{ place: list.object }} search={{ filter }}>{t('related.all')}</Link>}
    </section>
  );
}

/** A digest or the like, which says nothing at a glance. */
const isMark = (value: unknown) => typeof value === 'string' && /^\S{40,}$/.test(value);

function RelatedLine({ object, item, skip }: { object: ObjectMeta; item: Item; skip: string }) {
  if (object.name === 'file') return <div className="related-line"><FileLink file={fileOf(item)} /></div>;
  const fields = object.list
    .filter((name) => ![object.title, skip, 'owner', 'position'].includes(name))
    .map((name) => fieldNamed(object.fields, name))
    .filter((field): field is Field => field !== undefined && !isEmpty(item[field.name]) && !isMark(item[field.name]) && !(item.title && asText(field, item[field.name]).startsWith(item.title)));
  const money = fields.find((field) => field.kind === 'money');
  const others = fields.filter((field) => field !== money).slice(0, 2);
  // A relationship's own title says little: the party at its other end is what one looks for.
  const far = object.fields.find((field) => field.name !== skip && field.kind === 'link' && object.name === 'relationship' && field.to?.[0] === 'party');
  const other = far && (item[far.name] as { id: string; title: string } | null);
  const title = other?.title ?? lineTitle(object, item);
  const target = other ? { place: 'party', id: other.id } : { place: object.name, id: item.id };
  return (
    <Link className="related-line" to="/$place/$id" params={target}>
      {(object.name === 'party' || other) && <LinkMark object="user" title={title} />}
      <span className="related-main">
        <span className="related-title">
          <b className="cut">{title}</b>
          {money && <Value field={money} value={item[money.name]} />}
        </span>
        <small>
          {others.filter((field) => field !== far).map((field) => (
            <Value key={field.name} field={field} value={item[field.name]} />
          ))}
        </small>
      </span>
    </Link>
  );
}
