// Pairs of records that are probably one: merge them, or say that they are not the same.

import { IconArrowLeft, IconCopyCheck, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { get, post } from '../../app/api';
import type { Operation } from '../../app/operation';
import { placeLabel, placeNamed, type Place } from '../../app/places';
import { queries } from '../../app/session';
import type { Item, ObjectMeta, Page } from '../../app/types';
import { mayMerge } from '../../record/values';
import { fieldWords } from '../../record/merge/alike-lines';
import MergeDialog from '../../record/merge/merge-dialog';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { formatAgo } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { formatPercent } from '../../ui/format';
import { language, t } from '../../ui/language';
import { useTitle } from '../../ui/title';
import { say, sayProblem } from '../../ui/toast';
import '../../record/merge/words';
import { MergeRules } from './merge-rules';
import { SearchProgress } from './search-progress';
import { sideText, useSides, type Pair } from './sides';

const steps = { all: '0', likely: '0.8', sure: '0.95' } as const;

const pairKey = ({ a, b }: Pair) => `${a.id}-${b.id}`;

export function DuplicatesPage() {
  useTitle(t('duplicates.title'));
  const { place: name } = useParams({ from: '/inside/duplicates/$place' });
  const { min = 'all' } = useSearch({ from: '/inside/duplicates/$place' });
  const navigate = useNavigate({ from: '/duplicates/$place' });
  const place = placeNamed(name);
  if (!place) return <p className="quiet">{t('lost')}</p>;
  return (
    <>
      <header className="title-bar">
        <Link className="button icon-only" to="/$place" params={{ place: place.name }} aria-label={t('duplicates.back')} title={t('duplicates.back')}>
          <IconArrowLeft size={18} aria-hidden />
        </Link>
        <h1 className="cut">{t('duplicates.title')}</h1>
        <span className="faint desk">{placeLabel(place)}</span>
        <span className="space" />
        <select className="short" aria-label={t('duplicates.least')} value={min} onChange={(event) => void navigate({ search: event.target.value === 'all' ? {} : { min: event.target.value as 'likely' }, replace: true })}>
          {(['all', 'likely', 'sure'] as const).map((step) => (
            <option key={step} value={step}>{t(`duplicates.least.${step}`)}</option>
          ))}
        </select>
      </header>
      <div className="sheet">
        <div className="sheet-inside">
          <Pairs key={`${min} ${name}`} place={place} least={steps[min]} />
        </div>
      </div>
    </>
  );
}

function Pairs({ place, least }: { place: Place; least: string }) {
  const { object } = place;
  const [search, setSearch] = useState<string | null>(null); // the operation that compares all records
  const [merging, setMerging] = useState<Pair | null>(null);
  const queryKey = ['duplicates', object.name, least];
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => get<Page<Pair> & { searched_at: string | null }>(`${object.name}/duplicates`, { min: least, limit: 25, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  const { known, concerns, waiting } = useSides(place, list.data?.pages ?? []);
  const pairs = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(concerns);
  const take = (gone: (pair: Pair) => boolean) =>
    queries.setQueryData<InfiniteData<Page<Pair>, string | null>>(queryKey, (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.filter((pair) => !gone(pair)) })) });
  const begin = async () => {
    try {
      setSearch((await post<Operation>(`${object.name}/duplicates`)).id);
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  const different = async (pair: Pair) => {
    try {
      await post(`${object.name}/${pair.a.id}/not_same`, { with: pair.b.id });
      take((other) => pairKey(other) === pairKey(pair));
      say(t('duplicates.told', { a: pair.a.title, b: pair.b.title }));
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  const searched = list.data?.pages[0]?.searched_at;
  return (
    <>
      <div className="row-actions pair-tools">
        <p className="hint">{t('duplicates.text')} {searched && t('duplicates.lastSearch', { ago: formatAgo(searched, language()) })}</p>
        <span className="space" />
        {object.can.update && (
          <Button look="outline" icon={<IconSearch size={16} />} disabled={search !== null} onClick={() => void begin()}>
            {t('duplicates.search')}
          </Button>
        )}
      </div>
      {search && <SearchProgress id={search} onEnd={() => (setSearch(null), void list.refetch())} />}
      {list.error && <p className="problem" role="alert">{problemText(list.error)}</p>}
      {list.isSuccess && !waiting && !list.hasNextPage && pairs.length === 0 && (
        <div className="pairs-none">
          <Empty icon={<IconCopyCheck size={26} stroke={1.5} />} title={t(searched ? 'duplicates.none' : 'duplicates.notYet')} text={t(searched ? 'duplicates.noneText' : 'duplicates.notYetText')} />
        </div>
      )}
      <ul className="pairs" aria-busy={list.isPending}>
        {pairs.map((pair) => (
          <PairLine key={pairKey(pair)} object={object} pair={pair} known={known} onMerge={() => setMerging(pair)} onDifferent={() => void different(pair)} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button look="outline" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('duplicates.more')}</Button>
      )}
      <MergeRules object={object} />
      {merging && (
        <MergeDialog
          object={object}
          items={[merging.a, merging.b]}
          onClose={() => setMerging(null)}
          onMerged={(survivor) => {
            const gone = survivor === merging.a.id ? merging.b.id : merging.a.id;
            take(({ a, b }) => a.id === gone || b.id === gone);
          }}
        />
      )}
    </>
  );
}

interface PairLineProps {
  object: ObjectMeta;
  pair: Pair;
  known: Map<string, Item>;
  onMerge: () => void;
  onDifferent: () => void;
}

function PairLine({ object, pair, known, onMerge, onDifferent }: PairLineProps) {
  const { a, b, score, same } = pair;
  const alike = pair.alike.filter((name) => !same.includes(name));
  return (
    <li>
      <div>
        <p className="pair-titles">
          {[a, b].map((side) => (
            <span key={side.id}>
              <Link className="linked" to="/$place/$id" params={{ place: object.name, id: side.id }}>{side.title}</Link>
              <small>{sideText(object, known.get(side.id))}</small>
            </span>
          ))}
        </p>
        <p className="hint">
          {[
            t('duplicates.score', { n: formatPercent(String(Math.floor(score * 1000) / 10), language()) }),
            same.length && t('duplicates.same', { fields: fieldWords(object, same) }),
            alike.length && t('duplicates.near', { fields: fieldWords(object, alike) }),
          ].filter(Boolean).join(' · ')}
        </p>
      </div>
      <span className="pair-actions">
        {object.can.update && <Button onClick={onDifferent}>{t('duplicates.different')}</Button>}
        {mayMerge(object) && <Button look="outline" onClick={onMerge}>{t('duplicates.merge')}</Button>}
      </span>
    </li>
  );
}
