// The page of a place: its records as a grid or a board. What is shown is the address.

import { IconFilter, IconLayoutKanban, IconLayoutRows, IconList, IconPlus, IconSearch, IconUpload } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState } from 'react';
import { newLabel, placeLabel, type Place } from '../../app/places';
import type { Filter } from '../../app/types';
import { Button } from '../../ui/button';
import { useHere } from '../../ui/here';
import { useHotkeys } from '../../ui/hotkeys';
import { Expected } from '../../ui/expected';
import { t } from '../../ui/language';
import { useTitle } from '../../ui/title';
import { Menu } from '../../ui/menu';
import { usePhone } from '../../ui/phone';
import { openCreate } from '../create';
import { fieldLabel } from '../values';
import { ExportMenu, exports, ListMore } from './export-menu';
import { ColumnsMenu } from './columns-menu';
import { operatorsOf } from './filter';
import { filterOptions, groupOf, type GroupKind } from './filter-options';
import { useListState } from './list-state';
import { SortMenu } from './sort-menu';
import { canGroup } from './group-head';
import { ViewTabs } from './view-tabs';

const Board = lazy(() => import('../board/board'));
const ScopeMenu = lazy(() => import('../board/scope-menu').then((module) => ({ default: module.ScopeMenu })));
const SearchBox = lazy(() => import('./search-box').then((module) => ({ default: module.SearchBox })));
const fetchBar = () => import('./filter-bar').then((module) => ({ default: module.FilterBar }));
const FilterBar = lazy(fetchBar);
const SaveView = lazy(() => import('./save-view').then((module) => ({ default: module.SaveView })));
const ListBody = lazy(() => import('./list-body').then((module) => ({ default: module.ListBody })));

/** Where the chips of a filter will stand. They take the keyboard when somebody begins a filter, not when the address has one. */
const chipsToCome = <div className="chips" aria-busy />;

export function ListPage({ place }: { place: Place }) {
  const { object } = place;
  useTitle(placeLabel(place));
  const state = useListState(place);
  const phone = usePhone();
  const navigate = useNavigate();
  const [filtering, setFiltering] = useState(false);
  const [saving, setSaving] = useState(false);
  const [searching, setSearching] = useState(Boolean(state.q));
  const [asked, setAsked] = useState(false); // by somebody, not by the address: only then the keyboard goes there
  const find = () => {
    setAsked(true);
    setSearching(true);
  };
  const [group, setGroup] = useState<GroupKind | undefined>();
  const filterAt = useRef<HTMLSpanElement>(null);
  const menuAt = useRef<HTMLSpanElement>(null);
  const bar = filtering || Object.keys(state.filter).length > 0;

  const create = () => openCreate(object, { ...place.entry?.defaults, ...defaultsOf(state.filter) });
  const openFilter = () => (bar ? filterAt : menuAt).current?.querySelector('button')?.click();
  useHotkeys([
    { keys: 'c', label: t('new', { what: newLabel(place) }), group: t('keys.list'), run: () => object.can.create && create() },
    { keys: '/', label: t('find'), group: t('keys.list'), run: find },
    { keys: 'f', label: t('filter'), group: t('keys.list'), run: openFilter },
  ]);
  useHere(placeLabel(place), [
    ...(object.board ? [{ value: 'show', label: `${t('show.how')}: ${t(state.board ? 'show.list' : 'show.board')}`, run: () => state.change({ show: state.board ? 'list' : 'board' }) }] : []),
    { value: 'view', label: t('view.save'), run: () => setSaving(true) },
    ...(object.can.import ? [{ value: 'import', label: t('import'), run: () => void navigate({ to: '/import', search: { object: object.name } }) }] : []),
    ...(object.can.export ? exports(object.name, state) : []),
    ...(object.name === 'party' ? [{ value: 'duplicates', label: t('duplicates'), run: () => void navigate({ to: '/duplicates/$place', params: { place: place.name } }) }] : []),
  ]);

  return (
    <>
      <header className="title-bar">
        <h1>{placeLabel(place)}</h1>
        <span className="space" />
        {object.can.import && (
          <Link className="button plain desk" to="/import" search={{ object: object.name }}>
            <IconUpload size={16} aria-hidden />
            {t('import')}
          </Link>
        )}
        {object.name === 'party' && (
          <Link className="button plain desk" to="/duplicates/$place" params={{ place: place.name }}>{t('duplicates')}</Link>
        )}
        {object.can.export && <ExportMenu object={object.name} state={state} />}
        {phone && <ListMore place={place} state={state} />}
        {object.can.create && (
          <Button look="primary" icon={<IconPlus size={16} />} name={phone ? t('new', { what: newLabel(place) }) : undefined} onClick={create}>
            {!phone && t('new', { what: newLabel(place) })}
          </Button>
        )}
      </header>
      <div className="tool-bar">
        {object.board && (
          <div className="segments" role="group" aria-label={t('show.how')}>
            <button type="button" aria-pressed={!state.board} onClick={() => state.change({ show: 'list' })}>
              <IconList size={15} aria-hidden /> {t('show.list')}
            </button>
            <button type="button" aria-pressed={state.board} onClick={() => state.change({ show: 'board' })}>
              <IconLayoutKanban size={15} aria-hidden /> {t('show.board')}
            </button>
          </div>
        )}
        {state.board && <Suspense><ScopeMenu place={place} state={state} /></Suspense>}
        <ViewTabs place={place} state={state} />
        <span className="space" />
        {searching ? (
          <Suspense fallback={<Expected><span className="search-box" /></Expected>}>
            <SearchBox focused={asked} value={state.q} onChange={(q) => state.change({ q })} onClose={() => setSearching(false)} />
          </Suspense>
        ) : (
          <Button icon={<IconSearch size={16} />} name={t('find')} onClick={find} />
        )}
        {bar ? (
          <Button icon={<IconFilter size={16} />} pressed name={phone ? t('filter') : undefined} onClick={() => setFiltering(!filtering)}>
            {!phone && t('filter')}
          </Button>
        ) : (
          <span ref={menuAt}>
          <Menu
            label={t('filter')}
            icon={<IconFilter size={16} />}
            options={filterOptions(object.fields)}
            find={t('filter.add')}
            align="end"
            onOpen={() => void fetchBar()}
            onPick={(name) => {
              setFiltering(true);
              setGroup(groupOf(name));
              if (!groupOf(name)) state.begin(name, operatorsOf(object.fields.find((field) => field.name === name)!)[0]!);
            }}
          >
            {!phone && t('filter')}
          </Menu>
          </span>
        )}
        {!state.board && (
          <Menu
            label={t('group.by')}
            icon={<IconLayoutRows size={16} />}
            align="end"
            find={t('group.by')}
            options={[...(state.group ? [{ value: '', label: t('group.nothing') }] : []), ...object.fields.filter(canGroup).map((field) => ({ value: field.name, label: fieldLabel(field) }))]}
            selected={state.group ? [state.group] : []}
            onPick={(group) => state.change({ group })}
          />
        )}
        {!state.board && <SortMenu fields={object.fields} columns={state.columns} sort={state.sort} onSort={state.order} />}
        {!state.board && <ColumnsMenu fields={object.fields} names={state.columnNames} title={object.title} onChange={(columns) => state.change({ columns })} />}
      </div>
      {bar && (
        <Suspense fallback={filtering ? <Expected>{chipsToCome}</Expected> : chipsToCome}>
        <FilterBar
          key={`${state.round} ${group ?? ''}`}
          begunGroup={group}
          fields={object.fields}
          filter={state.filter}
          begun={state.begun}
          addRef={filterAt}
          onChange={(filter) => state.change({ filter })}
          onSaveView={state.view && !state.changed ? undefined : () => setSaving(true)}
          onUpdateView={state.changed ? state.updateView : undefined}
        />
        </Suspense>
      )}
      {state.board ? (
        <Suspense fallback={<div className="board" aria-busy />}>
          <Board place={place} filter={state.wholeFilter} search={state.words} />
        </Suspense>
      ) : (
        <Suspense fallback={<div className="list-body" aria-busy />}>
          <ListBody key={place.name} place={place} state={state} onCreate={create} />
        </Suspense>
      )}
      {saving && (
        <Suspense>
          <SaveView place={place} state={state} onClose={() => setSaving(false)} />
        </Suspense>
      )}
    </>
  );
}

/** What a filter says a new record should be: its plain single values. */
function defaultsOf(filter: Filter): Record<string, unknown> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => typeof value === 'string' || typeof value === 'boolean'));
}
