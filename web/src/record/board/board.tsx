// The board of an object: a column for each stage, cards to move between them.

import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useEffectEvent, type KeyboardEvent } from 'react';
import type { Place } from '../../app/places';
import { watch } from '../../app/live';
import { queries } from '../../app/session';
import type { Filter, Item } from '../../app/types';
import { Empty } from '../../ui/empty';
import { keyName } from '../../ui/hotkeys';
import { t } from '../../ui/language';
import { openCreate } from '../create';
import type { ListSearch } from '../list/list-state';
import { held } from '../store';
import { fieldNamed, isEditable } from '../values';
import { BoardColumn } from './board-column';
import { useColumns, useTotals, type Column } from './columns';
import { moveCard } from './move';
import { forgetMoved } from './moved';

const Peek = lazy(() => import('../list/peek').then((module) => ({ default: module.Peek })));

/** Reads the board again a moment after others change it, once for many changes. */
function useLiveBoard(object: string) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = watch(object, undefined, () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const kind of ['list', 'aggregate']) void queries.invalidateQueries({ queryKey: [kind, object] });
      }, 800);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [object]);
}

export default function Board({ place, filter, search: words }: { place: Place; filter: Filter; search: string | undefined }) {
  const { object } = place;
  const navigate = useNavigate();
  const search: ListSearch = useSearch({ strict: false });
  const field = fieldNamed(object.fields, object.board!.field)!;
  const { columns, scope, filter: scoped, waiting } = useColumns(object, field, search.scope);
  // A column of a pipeline's says the pipeline: by columns alone one index holds all that is counted.
  const inColumns: Filter = Object.keys(scoped).length && columns.length ? { [field.name]: { in: columns.flatMap(({ value }) => value ?? []) } } : scoped;
  const totals = useTotals(object, { ...filter, ...inColumns }, words, waiting);
  useLiveBoard(object.name);
  useEffect(() => forgetMoved, []);
  const peeked = search.peek === undefined ? null : String(search.peek);
  const setPeeked = (id: string | null) => void navigate({ to: '.', search: ((old: ListSearch) => ({ ...old, peek: id ?? undefined })) as never, replace: true });
  const movable = object.can.update && (isEditable(field) || object.actions.some(({ name }) => name === 'move'));
  const largest = Math.max(0, ...[...totals.values()].map((total) => Number(total.sum?.amount ?? 0)));
  const move = (item: Item, from: Column, to: Column) => void moveCard(object, item, field, from, to);

  const onDrop = useEffectEvent((card: string, fromValue: unknown, toValue: unknown) => {
    const from = columns.find((column) => column.value === fromValue);
    const to = columns.find((column) => column.value === toValue);
    const item = held(object.name, card);
    if (item && from && to && from !== to) move(item, from, to);
  });
  useEffect(
    () =>
      monitorForElements({
        onDrop: ({ source, location }) => {
          const target = location.current.dropTargets[0];
          if (target && typeof source.data.card === 'string') onDrop(source.data.card, source.data.column, target.data.column);
        },
      }),
    [],
  );

  const onKey = (event: KeyboardEvent<HTMLElement>, item: Item, column: Column) => {
    const card = event.currentTarget;
    if (event.target !== card) return;
    const key = keyName(event.nativeEvent);
    const sideways = { arrowright: 1, l: 1, arrowleft: -1, h: -1 }[key.replace('shift+', '')];
    if (key.startsWith('shift+') && sideways) {
      const to = columns[columns.indexOf(column) + sideways];
      if (to && movable) move(item, column, to);
    } else if (sideways) {
      const lists = [...document.querySelectorAll('.column')];
      const at = lists.indexOf(card.closest('.column')!);
      const row = [...card.parentElement!.children].indexOf(card);
      const cards = lists[at + sideways]?.querySelectorAll<HTMLElement>('[data-card]');
      cards?.[Math.min(row, cards.length - 1)]?.focus();
    } else if (key === 'arrowdown' || key === 'j') (card.nextElementSibling as HTMLElement | null)?.focus();
    else if (key === 'arrowup' || key === 'k') (card.previousElementSibling as HTMLElement | null)?.focus();
    else if (key === 'enter' || key === 'o') void navigate({ to: '/$place/$id', params: { place: place.name, id: item.id } });
    else if (key === 'space') setPeeked(peeked === item.id ? null : item.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (!waiting && !columns.length)
    return (
      <div className="list-body">
        <Empty title={t('board.noColumns')} text={t('board.noColumnsText')} action={t('settings')} onAction={() => void navigate({ to: '/settings/{-$section}', params: { section: field.to?.[0] } })} />
      </div>
    );
  return (
    <div className="board-body">
    <div className="board" aria-busy={waiting}>
      {columns.map((column) => (
        <BoardColumn
          key={column.value}
          object={object}
          place={place.name}
          column={column}
          columns={columns}
          filter={filter}
          search={words}
          total={totals.get(column.value)}
          largest={largest}
          movable={movable}
          onMove={move}
          onKey={onKey}
          onAdd={
            object.can.create
              ? () => openCreate(object, { ...(scope?.chosen ? { [scope.field.name]: { id: scope.chosen.id, title: scope.chosen.title } } : {}), [field.name]: column.value && field.kind === 'link' ? { id: column.value, title: column.title } : column.value })
              : undefined
          }
        />
      ))}
    </div>
      {peeked && (
        <Suspense>
          <Peek key={peeked} place={place} id={peeked} onClose={() => setPeeked(null)} />
        </Suspense>
      )}
    </div>
  );
}
