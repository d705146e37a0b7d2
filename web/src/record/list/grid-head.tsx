// The head of the grid: a click sorts, the edge widens.

import { IconArrowDown, IconArrowUp, IconCheck, IconMinus } from '@tabler/icons-react';
import type { PointerEvent } from 'react';
import type { Field } from '../../app/types';
import { t } from '../../ui/language';
import { isRight } from '../value';
import { fieldLabel } from '../values';
import { nextSort, sortKey } from './filter';

interface HeadProps {
  columns: Field[];
  sort: string | undefined;
  allSelected: boolean | 'some';
  onSelectAll: () => void;
  onSort: (sort: string | undefined) => void;
  onWidth: (name: string, width: number, done: boolean) => void;
}

export function GridHead({ columns, sort, allSelected, onSelectAll, onSort, onWidth }: HeadProps) {
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
      {columns.map((field) => {
        const key = sortKey(field);
        const order = sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : 'none';
        const sortable = field.sortable !== false;
        return (
          <div
            key={field.name}
            role="columnheader"
            aria-sort={sortable ? order : undefined}
            className={`head-cell${isRight(field) ? ' right' : ''}${sortable ? ' sortable' : ''}`}
            onClick={() => sortable && onSort(nextSort(sort, key))}
          >
            <span className="cut">{fieldLabel(field)}</span>
            {order === 'ascending' && <IconArrowUp size={13} aria-hidden />}
            {order === 'descending' && <IconArrowDown size={13} aria-hidden />}
            <i className="widen" onPointerDown={(event) => widen(event, field.name)} onClick={(event) => event.stopPropagation()} />
          </div>
        );
      })}
    </div>
  );
}
