// The grid with what stands around it: the empty state, the news, what to do with selected rows, the count.

import { IconMoodEmpty, IconTrash, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { newLabel, placeIcon, placeLabel, type Place } from '../../app/places';
import { Button, Key } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { t } from '../../ui/language';
import { usePhone } from '../../ui/phone';
import { rememberList } from '../neighbours';
import { problemText, removeRecords } from '../store';
import { Grid } from './grid';
import type { ListState } from './list-state';
import { useRows, type Rows } from './use-rows';
import { useSelection } from './use-selection';
import { NamedIcon } from '../../ui/icon';

export function ListBody({ place, state, onCreate }: { place: Place; state: ListState; onCreate: () => void }) {
  const { object } = place;
  const list = useRows(object.name, { filter: state.wholeFilter, sort: state.sort, search: state.words }, !state.waiting);
  const selection = useSelection(list.rows);
  const { rows, count, problem } = list;
  useEffect(() => {
    rememberList(place.name, rows, count);
  }, [place.name, rows, count]);

  const nothing = !list.waiting && !list.stale && rows.length === 0;
  const filtered = Object.keys(state.filter).length > 0 || Boolean(state.q);
  const removeSelected = async () => {
    const items = rows.filter((row) => selection.ids.has(row.id));
    if (await removeRecords(object, items)) selection.clear();
  };
  return (
    <div className="list-body">
      <Grid object={object} place={place.name} columns={state.columns} list={list} sort={state.sort} onSort={(sort) => state.change({ sort })} selection={selection} />
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
      {selection.ids.size > 0 && (
        <div className="bulk" role="toolbar" aria-label={t('select.actions')}>
          <span>{t('select.count', { n: selection.ids.size })}</span>
          {object.can.delete && (
            <Button icon={<IconTrash size={16} />} onClick={() => void removeSelected()}>
              {t('delete')}
            </Button>
          )}
          <Button icon={<IconX size={16} />} name={t('select.none')} onClick={selection.clear} />
        </div>
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
          <span><Key>X</Key> {t('select')}</span>
          <span><Key>/</Key> {t('find')}</span>
          <span><Key>?</Key> {t('keys')}</span>
        </>
      )}
    </footer>
  );
}
