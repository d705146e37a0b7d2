// The head of a group: what it is, how many, and the sums below the columns they belong to.

import { IconChevronRight } from '@tabler/icons-react';
import type { Field } from '../../app/types';
import { formatNumber } from '../../ui/format';
import { language } from '../../ui/language';
import { SumText } from '../sum';
import type { GroupHead } from './group-head';

interface GroupRowProps {
  id: string;
  index: number;
  top: number;
  head: GroupHead;
  columns: Field[];
  current: boolean;
  phone: boolean;
  onToggle: () => void;
}

export function GroupRow({ id, index, top, head, columns, current, phone, onToggle }: GroupRowProps) {
  return (
    <div className={`grid-row group-row${head.open ? ' open' : ''}`} style={{ transform: `translateY(${top}px)` }} role="row" id={id} aria-rowindex={index + 2} aria-expanded={head.open} onClick={onToggle}>
      <div className="grid-cell check-cell" role="gridcell"><IconChevronRight size={15} aria-hidden /></div>
      {(phone ? columns.slice(0, 1) : columns).map((field, column) => {
        const sum = head.sums[field.name];
        const cell = `grid-cell${column === 0 ? ' title-cell' : ' right'}${current && column === 0 ? ' cursor' : ''}`;
        return (
          <div key={field.name} id={`${id}-${column}`} role="gridcell" className={cell}>
            {column === 0 ? (
              <>
                {head.color !== undefined && <i className={`dot c${head.color}`} />}
                <b className="cut">{head.title}</b>
                <span className="faint number">{formatNumber(head.count, language())}</span>
              </>
            ) : (
              sum !== undefined && sum !== null && (typeof sum === 'number' ? <span className="number">{formatNumber(sum, language())}</span> : <SumText sum={sum} />)
            )}
          </div>
        );
      })}
    </div>
  );
}
