// The grid with what stands around it: the empty state, the news, what to do with selected rows, the count.

import { IconMoodEmpty } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { newLabel, placeIcon, placeLabel, type Place } from '../../app/places';
import { Key } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { t } from '../../ui/language';
import { usePhone } from '../../ui/phone';
import { rememberList } from '../neighbours';
import { problemText } from '../store';
import { Grid } from './grid';
import type { ListState } from './list-state';
import { headOf, useGroups } from './use-groups';
import { useRows, type Rows } from './use-rows';
import { useSelection } from './use-selection';
import { NamedIcon } from '../../ui/icon';

const BulkBar = lazy(() => import('./bulk-bar').then((module) => ({ default: module.BulkBar })));
const Peek = lazy(() => import('./peek').then((module) => ({ default: module.Peek })));

export function ListBody({ place, state, onCreate }: { place: Place; state: ListState; onCreate: () => void }) {
  const { object } = place;
  const flat = useRows(object.name, { filter: state.wholeFilter, sort: state.sort, search: state.words }, !state.waiting && !state.group);
  const groups = useGroups(object, { filter: state.wholeFilter, sort: state.sort, search: state.words }, state.waiting ? undefined : state.group, state.columns);
  const list: Rows = state.group ? { ...flat, ...groups, rows: groups.rows, stale: false, more: false, unseen: 0, reach: () => undefined } : flat;
  const selection = useSelection(list.rows);
  const [peeked, setPeeked] = useState<string | null>(null);
  const { rows, count, problem } = list;
  useEffect(() => {
    rememberList(place.name, rows.filter((row) => !headOf(row)), count);
  }, [place.name, rows, count]);

  const nothing = !list.waiting && !list.stale && rows.length === 0;
  const filtered = Object.keys(state.filter).length > 0 || Boolean(state.q);
  return (
    <div className="list-body">
      <Grid object={object} place={place.name} columns={state.columns} list={list} sort={state.sort} onSort={(sort) => state.change({ sort })} onMove={state.moveColumn} onPeek={(item) => setPeeked(item?.id === peeked ? null : (item?.id ?? null))} selection={selection} />
      {problem && !rows.length && (
        <Empty icon={<IconMoodEmpty size={26} stroke={1.5} />} title={t('list.problem')} text={problemText(problem)} action={t('again')} onAction={list.retry} />
      )}
      {nothing && !problem && filtered && (
        <Empty
          icon={<IconMoodEmpty size={26} stroke={1.5} />}
          title={t('list.noMatch')}
          text={t('list.noMatchText')}
          action={t('filter.clear')}
          onAction={() => state.change({ filter: {}, q: undefined, view: undefined })}
        />
      )}
      {nothing && !problem && !filtered && (
        <Empty
          icon={<NamedIcon name={placeIcon(place)} size={26} />}
          title={t('list.empty', { what: placeLabel(place) })}
          text={t('list.emptyText')}
          action={object.can.create ? t('new', { what: newLabel(place) }) : undefined}
          onAction={onCreate}
        />
      )}
      {list.unseen > 0 && (
        <button type="button" className="news" onClick={list.showNew}>
          {t('list.news', { n: list.unseen })}
        </button>
      )}
      {peeked && (
        <Suspense>
          <Peek key={peeked} place={place} id={peeked} onClose={() => setPeeked(null)} />
        </Suspense>
      )}
      {selection.ids.size > 0 && (
        <Suspense>
          <BulkBar place={place} list={list} selection={selection} />
        </Suspense>
      )}
      <Foot list={list} />
    </div>
  );
}

function Foot({ list }: { list: Rows }) {
  const phone = usePhone();
  const { count } = list;
  return (
    <footer className="list-foot">
      <span className="number">{count ? (count.exact ? t('count', { n: count.value }) : t('count.more', { n: count.value })) : '\u00a0'}</span>
      <span className="space" />
      {!phone && (
        <>
          <span><Key>↵</Key> {t('edit')}</span>
          <span><Key>O</Key> {t('open')}</span>
          <span><Key>{t('key.space')}</Key> {t('peek')}</span>
          <span><Key>X</Key> {t('select')}</span>
          <span><Key>/</Key> {t('find')}</span>
          <span><Key>?</Key> {t('keys')}</span>
        </>
      )}
    </footer>
  );
}
