// A column of a board: its total, its cards page by page, a place to drop.

import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Filter, Item, LinkValue, ObjectMeta } from '../../app/types';
import { Button } from '../../ui/button';
import { formatMoneyLarge, formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { groupKey } from '../aggregate';
import { rememberList } from '../neighbours';
import { listQuery, recordQuery } from '../store';
import { SumText } from '../sum';
import { Card } from './card';
import type { Column } from './columns';
import { movedTo } from './moved';
import type { Total } from './totals';

interface ColumnProps {
  object: ObjectMeta;
  place: string;
  column: Column;
  columns: Column[];
  filter: Filter;
  search: string | undefined;
  total: Total | undefined;
  /** The largest sum of all columns, for the bar. */
  largest: number;
  movable: boolean;
  onAdd?: () => void;
  onMove: (item: Item, from: Column, to: Column) => void;
  onKey: (event: KeyboardEvent<HTMLElement>, item: Item, column: Column) => void;
}

export function BoardColumn({ object, place, column, columns, filter, search, total, largest, movable, onAdd, onMove, onKey }: ColumnProps) {
  const element = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  const field = object.board!.field;
  const own = { ...filter, [field]: column.value ?? { is_null: true } };
  const query = useInfiniteQuery({ ...listQuery(object.name, { filter: own, sort: object.sort, search, limit: 25 }), placeholderData: keepPreviousData });
  const address = useSearch({ strict: false });
  const listed = query.data?.pages.flatMap((page) => page.items) ?? [];
  const moved = movedTo(column.value);
  const isBelow = moved !== null && query.data !== undefined && !listed.some(({ id }) => id === moved.id);
  const { data: below } = useQuery({ ...recordQuery(object.name, moved?.id ?? ''), enabled: isBelow, placeholderData: moved ?? undefined });
  const items = isBelow && below && groupKey(below[field] as LinkValue | string | null) === column.value ? [below, ...listed] : listed;
  useEffect(
    () =>
      dropTargetForElements({
        element: element.current!,
        getData: () => ({ column: column.value }),
        canDrop: ({ source }) => source.data.column !== column.value,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: () => setOver(false),
      }),
    [column.value],
  );
  const sum = total?.sum ?? null;
  // Where every chance is 0 or 100 the weight says nothing new.
  const weighted = total?.weighted && sum && Number(total.weighted.amount) > 0 && Number(total.weighted.amount) !== Number(sum.amount) ? total.weighted : null;
  return (
    <section
      ref={element}
      className={`column${over ? ' over' : ''}`}
      aria-label={column.title}
      onFocusCapture={() => rememberList(place, items, address, total && { value: total.count, exact: true })}
    >
      <header className="column-head">
        <i className={`dot c${column.color}`} />
        <h2 className="cut">{column.title}</h2>
        <span className="faint number">{formatNumber(total?.count ?? 0, language())}</span>
        <span className="space" />
        {onAdd && <Button small icon={<IconPlus size={15} />} name={t('board.add', { column: column.title })} onClick={onAdd} />}
      </header>
      {object.board!.sum && (
        <>
          <div className="column-sum number">
            {sum && <b><SumText sum={sum} large /></b>}
            {weighted && <span className="faint" title={t('board.weightedText')}>{t('board.weighted', { sum: formatMoneyLarge(weighted, language()) })}</span>}
          </div>
          <div className={`column-bar c${column.color}`}>
            <i style={{ width: `${largest > 0 ? (Number(sum?.amount ?? 0) / largest) * 100 : 0}%` }} />
          </div>
        </>
      )}
      <div className="cards" tabIndex={-1}>
        {items.map((item) => (
          <Card
            key={item.id}
            object={object}
            place={place}
            item={item}
            column={column}
            columns={columns}
            movable={movable}
            onMove={(moved, to) => onMove(moved, column, to)}
            onKey={(event, keyed) => onKey(event, keyed, column)}
          />
        ))}
        {query.isPending && [1, 2, 3].map((n) => <div key={n} className="card" aria-hidden><i className="blank" style={{ width: '60%' }} /><i className="blank" style={{ width: '40%' }} /><i className="blank" style={{ width: '80%' }} /></div>)}
        {query.hasNextPage && (
          <Button small disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('board.more')}
          </Button>
        )}
      </div>
    </section>
  );
}
