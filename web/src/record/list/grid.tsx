// The grid of a list: draws only the rows in view, follows the keyboard, edits in place.

import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { placeLabel, type Place } from '../../app/places';
import type { Field, Item, ObjectMeta } from '../../app/types';
import { listShown } from '../../ui/focus';
import { keyName, pendingKey } from '../../ui/hotkeys';
import { usePhone } from '../../ui/phone';
import { useVirtualScroll } from '../../ui/virtual-scroll';
import { fetchPanels, type Leave } from '../edit/inline-editor';
import { saveField } from '../action-dialog';
import { leaveList, spotIn } from '../neighbours';
import { isTyped, typedText } from '../edit/parse';
import { isEditable } from '../values';
import { keepWidths, keptWidths, tracksOf } from './columns';
import { nextSort, sortKey } from './filter';
import { GridHead } from './grid-head';
import { moves } from './grid-keys';
import { GridRow, type Editing } from './grid-row';
import { GroupRow } from './group-row';
import { useRowHeight } from './row-height';
import { headOf } from './group-head';
import type { Selection } from './use-selection';
import type { Rows } from './use-rows';

interface Refused {
  id: string;
  field: string;
  value: unknown;
  sentence: string;
}

interface GridProps {
  object: ObjectMeta;
  place: Place;
  /** Tells this list from the others: its place with its filter and order. */
  address: string;
  columns: Field[];
  list: Rows;
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
  onMove: (name: string, onto: string) => void;
  /** The record looked at beside the list; it follows the cursor. */
  peeked: string | null;
  onPeek: (id: string | null) => void;
  selection: Selection;
}

export function Grid({ object, place, address, columns, list, sort, onSort, onMove, peeked, onPeek, selection }: GridProps) {
  const phone = usePhone();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const [back] = useState(() => spotIn(address, list.rows));
  const [cursor, setCursor] = useState({ row: back?.row ?? 0, column: back?.column ?? 0 });
  const [editing, setEditing] = useState<({ row: number } & Editing) | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [widths, setWidths] = useState(() => keptWidths(object.name));
  const { rows, more, reach, waiting } = list;
  const blank = waiting ? 24 : more ? 20 : 0;
  const count = rows.length + blank;
  const chosenHeight = useRowHeight();
  const rowHeight = phone ? 60 : chosenHeight;
  const view = useVirtualScroll(scroller, count, rowHeight, phone ? 0 : 34);

  useEffect(() => reach(view.last), [reach, view.last]);

  // Left for a record, the list is found again as it was.
  const leave = useEffectEvent((top: number) => leaveList(address, { ...cursor, top }));
  const comeBack = useEffectEvent((element: HTMLElement) => {
    if (back) element.scrollTop = back.top;
    if (back) view.reveal(back.row);
    listShown(element);
  });
  useLayoutEffect(() => {
    const element = scroller.current!;
    comeBack(element);
    return () => leave(element.scrollTop);
  }, []);

  const template = useMemo(
    () => tracksOf(columns, widths, object.title),
    [columns, widths, object.title],
  );

  const move = (row: number, column: number) => {
    const next = { row: Math.max(0, Math.min(rows.length - 1, row)), column: Math.max(0, Math.min(columns.length - 1, column)) };
    setCursor(next);
    view.reveal(next.row);
    scroller.current?.querySelector(`#row-${next.row}-${next.column}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const edit = useCallback(
    (row: number, column: number, begin?: string) => {
      const field = columns[column];
      if (!object.can.update || !field || !isEditable(field)) return;
      const mine = refused && refused.id === rows[row]?.id && refused.field === field.name ? refused : undefined;
      setEditing({ row, column, begin: mine && isTyped(field) ? typedText(field, mine.value) : begin, said: mine?.sentence });
      setRefused(null);
    },
    [columns, object, refused, rows],
  );
  const onCursor = useCallback((row: number, column: number) => setCursor({ row, column }), []);
  const onSave = useCallback((item: Item, field: Field, value: unknown) => void saveField(object, item, field, value, (sentence) => setRefused({ id: item.id, field: field.name, value, sentence })), [object]);
  const onLeave = (leave: Leave) => {
    setEditing(null);
    scroller.current?.focus({ preventScroll: true });
    if (leave === 'down') move(cursor.row + 1, cursor.column);
    if (leave === 'next') move(cursor.row, cursor.column + 1);
    if (leave === 'previous') move(cursor.row, cursor.column - 1);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || pendingKey() === 'g') return;
    const key = keyName(event.nativeEvent);
    if (refused && key === 'escape') setRefused(null);
    const item = rows[cursor.row];
    const head = headOf(item);
    const step = moves[key];
    if (step) move(cursor.row + step[0], cursor.column + step[1]);
    else if (head && item && ['enter', 'o', 'space', 'x'].includes(key)) list.toggle?.(item.id);
    else if (key === 'space' && item) onPeek(item.id === peeked ? null : item.id);
    else if (key === 'enter') edit(cursor.row, cursor.column);
    else if (key === 'o' && item) void navigate({ to: '/$place/$id', params: { place: place.name, id: item.id } });
    else if (key === 's' && columns[cursor.column]?.sortable !== false) onSort(nextSort(sort, sortKey(columns[cursor.column]!)));
    else if (key === 'x' && item) selection.toggle(cursor.row, false);
    else if (key === 'mod+a') selection.toggleAll();
    else if (key === 'escape' && selection.ids.size) selection.clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onKeyUp = (event: KeyboardEvent) => {
    const item = rows[cursor.row];
    if (peeked && item && item.id !== peeked && !headOf(item) && event.target === scroller.current && moves[keyName(event.nativeEvent)]) onPeek(item.id);
  };

  const onWidth = (name: string, width: number, done: boolean) => {
    const next = { ...widths, [name]: width };
    setWidths(next);
    if (done) keepWidths(object.name, next);
  };
  const shown = [];
  for (let index = view.first; index < Math.min(view.last, count); index++) {
    const item = rows[index];
    const head = headOf(item);
    if (head && item) {
      shown.push(<GroupRow key={item.id} id={`row-${index}`} index={index} top={index * rowHeight - view.offset} head={head} columns={columns} current={cursor.row === index} phone={phone} onToggle={() => list.toggle?.(item.id)} />);
      continue;
    }
    shown.push(
      <GridRow
        key={item?.id ?? `blank ${index}`}
        id={`row-${index}`}
        index={index}
        top={index * rowHeight - view.offset}
        item={item}
        object={object.name}
        place={place.name}
        columns={columns}
        title={object.title}
        cursor={cursor.row === index ? cursor.column : -1}
        selected={Boolean(item && selection.ids.has(item.id))}
        editing={editing?.row === index ? editing : null}
        refused={refused && refused.id === item?.id ? refused : null}
        phone={phone}
        writable={object.can.update}
        onSelect={selection.toggle}
        onCursor={onCursor}
        onEdit={edit}
        onSave={onSave}
        onLeave={onLeave}
      />,
    );
  }
  return (
    <div
      ref={scroller}
      className="grid"
      role={list.toggle ? 'treegrid' : 'grid'}
      tabIndex={0}
      data-grid
      aria-label={placeLabel(place)}
      aria-rowcount={list.count?.exact ? list.count.value + 1 : -1}
      aria-multiselectable
      aria-busy={waiting}
      aria-activedescendant={!phone && rows[cursor.row] && cursor.row >= view.first && cursor.row < view.last ? `row-${cursor.row}-${cursor.column}` : undefined}
      style={{ '--columns': template, '--row': `${rowHeight}px` } as CSSProperties}
      onKeyDown={onKeyDown}
      onKeyUp={onKeyUp}
      onFocus={() => void fetchPanels()}
      onPointerDown={() => void fetchPanels()}
    >
      {!phone && <GridHead columns={columns} sort={sort} allSelected={selection.all} onSelectAll={selection.toggleAll} onSort={onSort} onWidth={onWidth} onMove={onMove} />}
      <div className="grid-body" role="rowgroup" style={{ height: view.height }}>
        {shown}
      </div>
    </div>
  );
}
