// The page of a record: what it is, what happened around it, what belongs to it.

import { IconArrowLeft, IconChevronDown, IconChevronRight, IconChevronUp, IconDots, IconStar, IconStarFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { address } from '../../app/api';
import { noteRecent, toggleFavourite, useFavourites } from '../../app/kept';
import { watch } from '../../app/live';
import { kindLabel, newLabelOf, placeLabel, type Place } from '../../app/places';
import type { Item } from '../../app/types';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Expected } from '../../ui/expected';
import { formatNumber } from '../../ui/format';
import { useHere } from '../../ui/here';
import { useHotkeys } from '../../ui/hotkeys';
import { label, language, t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { usePhone } from '../../ui/phone';
import { Settled } from '../../ui/settled';
import { useTitle } from '../../ui/title';
import { say } from '../../ui/toast';
import { openCreate } from '../create';
import { listSearch, neighbours, noteOpened } from '../neighbours';
import { follow, recordQuery } from '../store';
import { isRound, mayMerge, titleOf } from '../values';
import { Activity, activityTabs, type ActivityTab } from './activity';
import { followBeside } from './follow-beside';
import { Properties, Quick } from './properties';
import { askRelated, Related } from './related';
import { copyText } from '../../ui/clipboard';

const ActionDialog = lazy(() => import('../action-form').then((module) => ({ default: module.ActionDialog })));
const Gone = lazy(() => import('./gone').then((module) => ({ default: module.Gone })));
const MergeDialog = lazy(() => import('../merge/merge-dialog'));

export function RecordPage({ place, id }: { place: Place; id: string }) {
  const { object } = place;
  const navigate = useNavigate();
  const query = useQuery(recordQuery(object.name, id));
  useEffect(() => watch(object.name, { id }, (event) => (event.id === id || event.kind === 'reset') && follow(object.name, id, event)), [object.name, id]);
  const back = () => <Link to="/$place" params={{ place: place.name }}>{placeLabel(place)}</Link>;
  if (query.error)
    return (
      <>
        <header className="title-bar"><h1 className="crumbs">{back()}</h1></header>
        <div className="list-body"><Suspense><Gone object={object} id={id} error={query.error} onAgain={() => void query.refetch()} onBack={() => void navigate({ to: '/$place', params: { place: place.name }, search: listSearch(place.name) })} /></Suspense></div>
      </>
    );
  return <RecordFrame key={id} place={place} id={id} item={query.data} />;
}

function RecordFrame({ place, id, item }: { place: Place; id: string; item: Item | undefined }) {
  const { object } = place;
  const navigate = useNavigate();
  const phone = usePhone();
  const [tab, setTab] = useState<ActivityTab | 'details' | 'related'>('timeline');
  const [action, setAction] = useState<string | null>(null);
  const [merging, setMerging] = useState(false);
  const near = neighbours(place.name, id);
  const starred = useFavourites().some((one) => one.id === id && one.object === object.name);
  const title = item ? titleOf(item) : '';
  useTitle(title);
  const self = { place: place.name, object: object.name, id, title };
  useEffect(() => {
    if (title) noteRecent({ place: place.name, object: object.name, id, title });
  }, [place.name, object.name, id, title]);
  useEffect(() => askRelated(object, id), [object, id]);
  useEffect(() => noteOpened(id), [id]);
  useEffect(() => followBeside(object, id), [object, id]);
  const go = (to: string | undefined) => to && void navigate({ to: '/$place/$id', params: { place: place.name, id: to }, replace: true });
  const toList = () => void navigate({ to: '/$place', params: { place: place.name }, search: listSearch(place.name) });
  const remove = async () => item && (await (await import('../bulk')).removeMany(object, [item])) && toList();
  const copy = () => void copyText(location.href).then(() => say(t('copied')));
  const another = place.entry?.defaults ?? (object.name === 'party' && item ? { kind: item.kind } : {}); // one more of what this is
  useHotkeys([
    { keys: 'j', label: t('record.next'), group: t('keys.record'), run: () => go(near?.next) },
    { keys: 'k', label: t('record.previous'), group: t('keys.record'), run: () => go(near?.previous) },
    ...(object.can.create ? [{ keys: 'c', label: t('new', { what: newLabelOf(object, another) }), group: t('keys.record'), run: () => openCreate(object, another) }] : []),
    { keys: 'n', label: t('note.write'), group: t('keys.record'), run: () => document.querySelector<HTMLElement>('[data-composer]')?.focus() },
    { keys: 's', label: t('favourite.add'), group: t('keys.record'), run: () => toggleFavourite(self) },
    { keys: 'u', label: t('record.back'), group: t('keys.record'), run: toList },
  ]);
  const options = [
    ...object.actions.filter((one) => item?.actions?.includes(one.name)).map((one) => ({ value: `action ${one.name}`, label: label(one.label, one.name) })),
    ...(object.renditions ?? []).map((one) => ({ value: `file ${one.name}`, label: label(one.label, one.name) })),
    { value: 'copy', label: t('copyLink') },
    ...(mayMerge(object) ? [{ value: 'merge', label: `${t('merge')}…` }] : []),
    ...(object.can.delete && item?.can?.delete !== false ? [{ value: 'delete', label: t('delete') }] : []),
  ];
  const pick = (value: string) => {
    if (value === 'delete') void remove();
    else if (value === 'copy') copy();
    else if (value === 'merge') setMerging(true);
    else if (value.startsWith('file ')) window.open(address(`${object.name}/${id}/rendition/${value.slice('file '.length)}`), '_blank', 'noopener');
    else setAction(value.slice('action '.length));
  };
  useHere(title, options.map((option) => ({ ...option, run: () => pick(option.value) })));
  const count = near?.count ? formatNumber(near.count.value, language()) + (near.count.exact ? '' : '+') : '';
  return (
    <>
      <header className="title-bar">
        {phone && <Button icon={<IconArrowLeft size={20} />} name={t('record.back')} onClick={toList} />}
        <h1 className="crumbs">
          {!phone && (
            <>
              <Link to="/$place" params={{ place: place.name }} search={listSearch(place.name)}>{placeLabel(place)}</Link>
              <IconChevronRight size={15} aria-hidden />
            </>
          )}
          <span className="cut">{item ? titleOf(item) : '\u00a0'}</span>
        </h1>
        <Button small className="star" icon={starred ? <IconStarFilled size={15} /> : <IconStar size={15} />} name={t(starred ? 'favourite.remove' : 'favourite.add')} onClick={() => toggleFavourite(self)} />
        <span className="space" />
        {near && (
          <>
            <span className="position number desk">{formatNumber(near.position, language())} / {count}</span>
            <Button icon={<IconChevronUp size={18} />} name={t('record.previous')} disabled={!near.previous} onClick={() => go(near.previous)} />
            <Button icon={<IconChevronDown size={18} />} name={t('record.next')} disabled={!near.next} onClick={() => go(near.next)} />
          </>
        )}
        <Menu
          label={t('more')}
          icon={<IconDots size={18} />}
          align="end"
          options={options}
          onPick={pick}
        />
      </header>
      <div className={`record${item ? '' : ' settling'}`} data-tab={tab} aria-busy={!item}>
        <section className="record-left" aria-label={t('record.details')}>
          <div className="who">
            {item && <Avatar name={titleOf(item)} size={phone ? 48 : 60} square={!isRound(object.name, item)} />}
            <div>
              <h2>{item ? titleOf(item) : <i className="blank" style={{ width: 160, height: 14 }} />}</h2>
              <p>{item ? kindLabel(object, item) : '\u00a0'}</p>
            </div>
          </div>
          <Quick object={object} item={item} />
          {phone && (
            <div className="tabs record-tabs" role="group" aria-label={t('record.parts')}>
              {(['timeline', 'details', 'related', ...activityTabs().slice(1)] as const).map((name) => (
                <button key={name} type="button" aria-pressed={tab === name} onClick={() => setTab(name)}>
                  {t(`record.${name}`)}
                </button>
              ))}
            </div>
          )}
          <Properties object={object} item={item} />
        </section>
        <section className="record-middle" aria-label={t('record.timeline')}>
          <Activity object={object} id={id} item={item} tab={tab === 'details' || tab === 'related' ? 'timeline' : tab} onTab={setTab} beside={tab === 'related'} />
        </section>
        <section className="record-right" aria-label={t('record.related')}>
          {item && <Settled className="beside"><Related object={object} item={item} /></Settled>}
        </section>
      </div>
      {merging && item && (
        <Suspense>
          <MergeDialog object={object} items={[item]} onClose={() => setMerging(false)} onMerged={(survivor) => survivor !== id && go(survivor)} />
        </Suspense>
      )}
      {action && item && (
        <Suspense fallback={<Expected />}>
          <ActionDialog object={object} item={item} name={action} onClose={() => setAction(null)} />
        </Suspense>
      )}
    </>
  );
}
