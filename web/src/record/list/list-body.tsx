// The grid with what stands around it: the empty state, the news, what to do with selected rows, the count.

import { IconMoodEmpty } from '@tabler/icons-react';
import { lazy, Suspense, useEffect } from 'react';
import type { Place } from '../../app/places';
import { Key } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { t } from '../../ui/language';
import { usePhone } from '../../ui/phone';
import { rememberList } from '../neighbours';
import { problemText } from '../store';
import { Grid } from './grid';
import type { ListState } from './list-state';
import { headOf } from './group-head';
import { useRows, type Rows } from './use-rows';
import { useSelection } from './use-selection';

const EmptyList = lazy(() => import('./empty-list').then((module) => ({ default: module.EmptyList })));
const BulkBar = lazy(() => import('./bulk-bar').then((module) => ({ default: module.BulkBar })));
const Peek = lazy(() => import('./peek').then((module) => ({ default: module.Peek })));

const GroupedBody = lazy(() => import('./grouped-body').then((module) => ({ default: module.GroupedBody })));

export interface BodyProps {
  place: Place;
  state: ListState;
  onCreate: () => void;
}

export function ListBody(props: BodyProps) {
  if (!props.state.group) return <FlatBody {...props} />;
  return (
    <Suspense fallback={<div className="list-body" aria-busy />}>
      <GroupedBody {...props} />
    </Suspense>
  );
}

function FlatBody(props: BodyProps) {
  const { place, state } = props;
  return <RowsBody {...props} list={useRows(place.object.name, { filter: state.wholeFilter, sort: state.sort, search: state.words }, !state.waiting)} />;
}

export function RowsBody({ place, state, onCreate, list }: BodyProps & { list: Rows }) {
  const { object } = place;
  const selection = useSelection(list.rows);
  const { peek, ...shown } = state.search;
  const peeked = peek === undefined ? null : String(peek);
  const setPeeked = (id: string | null) => state.change({ peek: id ?? undefined });
  const { rows, count, problem } = list;
  useEffect(() => {
    rememberList(place.name, rows.filter((row) => !headOf(row)), state.search, count);
  }, [place.name, rows, state.search, count]);

  const nothing = !list.waiting && !list.stale && rows.length === 0;
  const filtered = Object.keys(state.filter).length > 0 || Boolean(state.q);
  return (
    <div className="list-body">
      <Grid object={object} place={place} address={`${place.name} ${JSON.stringify(shown)}`} columns={state.columns} list={list} sort={state.sort} onSort={state.order} onMove={state.moveColumn} peeked={peeked} onPeek={setPeeked} selection={selection} />
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
        <Suspense>
          <EmptyList place={place} onCreate={onCreate} />
        </Suspense>
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
