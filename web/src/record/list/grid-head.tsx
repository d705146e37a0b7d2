// The head of the grid: a click sorts, the edge widens.

import { IconArrowDown, IconArrowUp, IconCheck, IconMinus } from '@tabler/icons-react';
import type { PointerEvent } from 'react';
import type { Field } from '../../app/types';
import { t } from '../../ui/language';
import { isRight } from '../value';
import { fieldLabel } from '../values';
import { nextSort, orderOf, sortKey } from './filter';

interface HeadProps {
  columns: Field[];
  sort: string | undefined;
  allSelected: boolean | 'some';
  onSelectAll: () => void;
  onSort: (sort: string | undefined) => void;
  onWidth: (name: string, width: number, done: boolean) => void;
  /** A column was dropped before or after another. */
  onMove: (name: string, onto: string) => void;
}

export function GridHead({ columns, sort, allSelected, onSelectAll, onSort, onWidth, onMove }: HeadProps) {
  const widen = (event: PointerEvent<HTMLElement>, name: string) => {
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget;
    const from = event.clientX;
    const begun = handle.parentElement!.offsetWidth;
    handle.setPointerCapture(event.pointerId);
    const widthAt = (x: number) => Math.max(70, Math.min(700, begun + x - from));
    handle.onpointermove = (move) => onWidth(name, widthAt(move.clientX), false);
    handle.onpointerup = (up) => {
      handle.onpointermove = handle.onpointerup = null;
      onWidth(name, widthAt(up.clientX), true);
    };
  };
  return (
    <div className="grid-head" role="row" aria-rowindex={1}>
      <div className="head-cell check-cell" role="columnheader" onClick={onSelectAll}>
        <span className={`check${allSelected ? ' on' : ''}`} role="checkbox" aria-checked={allSelected === 'some' ? 'mixed' : allSelected} aria-label={t('select.all')}>
          {allSelected === true && <IconCheck size={12} stroke={3} aria-hidden />}
          {allSelected === 'some' && <IconMinus size={12} stroke={3} aria-hidden />}
        </span>
      </div>
      {columns.map((field, index) => {
        const key = sortKey(field);
        const { order, rank } = orderOf(sort, key);
        const sortable = field.sortable !== false;
        return (
          <div
            key={field.name}
            role="columnheader"
            aria-sort={sortable ? order : undefined}
            className={`head-cell${isRight(field) ? ' right' : ''}${sortable ? ' sortable' : ''}`}
            title={sortable ? t('sort.hint') : undefined}
            draggable={index > 0}
            onDragStart={(event) => {
              event.dataTransfer.setData('text/column', field.name);
              event.dataTransfer.effectAllowed = 'move';
            }}
            onDragOver={(event) => index > 0 && event.dataTransfer.types.includes('text/column') && event.preventDefault()}
            onDrop={(event) => onMove(event.dataTransfer.getData('text/column'), field.name)}
            onClick={(event) => sortable && onSort(nextSort(sort, key, event.shiftKey))}
          >
            <span className="cut">{fieldLabel(field)}</span>
            {order === 'ascending' && <IconArrowUp size={13} aria-hidden />}
            {order === 'descending' && <IconArrowDown size={13} aria-hidden />}
            {rank > 0 && <small className="number">{rank}</small>}
            <i className="widen" draggable onDragStart={(event) => { event.preventDefault(); event.stopPropagation(); }} onPointerDown={(event) => widen(event, field.name)} onClick={(event) => event.stopPropagation()} />
          </div>
        );
      })}
    </div>
  );
}
