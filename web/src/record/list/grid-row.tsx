// One row of the grid; on a phone two lines.

import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useRef } from 'react';
import type { Field, Item } from '../../app/types';
import { Avatar } from '../../ui/avatar';
import { t } from '../../ui/language';
import { CellProblem, InlineEditor, type Leave } from '../edit/inline-editor';
import { isRight, Value } from '../value';
import { editedField, editedValue, fieldLabel, isEditable, isLate, isRound, titleOf } from '../values';

export interface Editing {
  column: number;
  begin?: string;
  said?: string;
}

interface RowProps {
  id: string;
  index: number;
  top: number;
  item: Item | undefined;
  object: string;
  place: string;
  columns: Field[];
  title: string;
  /** The column of the cursor when it is in this row. */
  cursor: number;
  selected: boolean;
  editing: Editing | null;
  /** A value that was refused, said at its cell until something else is done. */
  refused: { field: string; sentence: string } | null;
  phone: boolean;
  /** Whether this person may change records here. */
  writable: boolean;
  onSelect: (index: number, range: boolean) => void;
  onCursor: (index: number, column: number) => void;
  onEdit: (index: number, column: number) => void;
  onSave: (item: Item, field: Field, value: unknown) => void;
  onLeave: (leave: Leave) => void;
}

const withAvatar = (object: string) => object === 'party' || object === 'user';

function Title({ item, object, place, size = 22 }: { item: Item; object: string; place: string; size?: number }) {
  return (
    <>
      {withAvatar(object) && <Avatar name={titleOf(item)} size={size} square={!isRound(object, item)} />}
      <Link to="/$place/$id" params={{ place, id: item.id }} className="row-title cut" tabIndex={-1}>
        {titleOf(item)}
      </Link>
    </>
  );
}

/** Yes or no, changed by one click. */
function Tick({ field, item, onSave }: { field: Field; item: Item; onSave: RowProps['onSave'] }) {
  const on = item[field.name] === true;
  return (
    <button type="button" tabIndex={-1} className={`check${on ? ' on' : ''}`} role="checkbox" aria-checked={on} aria-label={`${fieldLabel(field)}: ${titleOf(item)}`} onClick={() => onSave(item, field, !on)}>
      {on && <IconCheck size={12} stroke={3} aria-hidden />}
    </button>
  );
}

export const GridRow = memo(function GridRow(props: RowProps) {
  const { id, index, top, item, columns, title, cursor, selected, editing, refused, phone, onSelect, onCursor, onEdit } = props;
  const classes = ['grid-row', selected && 'selected', item?.gone ? 'gone' : ''].filter(Boolean).join(' ');
  const style = { transform: `translateY(${top}px)` };
  if (!item)
    return (
      <div className={classes} style={style} role="row" aria-rowindex={index + 2} aria-busy>
        {phone ? (
          <div className="grid-cell" role="gridcell"><i className="blank" style={{ width: '60%' }} /></div>
        ) : (
          [<div key="check" className="grid-cell" role="gridcell" />, ...columns.map((field, column) => (
            <div key={field.name} className="grid-cell" role="gridcell">
              <i className="blank" style={{ width: `${45 + ((index * 7 + column * 13) % 40)}%` }} />
            </div>
          ))]
        )}
      </div>
    );
  if (phone) return <PhoneRow {...props} item={item} className={classes} />;
  return (
    <div className={classes} style={style} role="row" id={id} aria-rowindex={index + 2} aria-selected={selected}>
      <div className="grid-cell check-cell" role="gridcell" onMouseDown={(event) => event.shiftKey && event.preventDefault()} onClick={(event) => onSelect(index, event.shiftKey)}>
        <span className={`check${selected ? ' on' : ''}`} role="checkbox" aria-checked={selected} aria-label={t('select.row', { title: titleOf(item) })}>
          {selected && <IconCheck size={12} stroke={3} aria-hidden />}
        </span>
      </div>
      {columns.map((field, column) => {
        const isTitle = field.name === title;
        const edited = editing?.column === column;
        const cell = ['grid-cell', isRight(field) && 'right', isTitle && 'title-cell', cursor === column && 'cursor', edited && 'editing', refused?.field === field.name && 'refused', isLate(field, item) && 'late'];
        return (
          <div
            key={field.name}
            id={`${id}-${column}`}
            role="gridcell"
            className={cell.filter(Boolean).join(' ')}
            onClick={() => onCursor(index, column)}
            onDoubleClick={() => onEdit(index, column)}
          >
            {isTitle ? <Title item={item} object={props.object} place={props.place} /> : field.kind === 'yes_no' && props.writable && isEditable(field) ? <Tick field={field} item={item} onSave={props.onSave} /> : <Value field={field} value={item[field.name]} />}
            {!edited && refused?.field === field.name && <CellProblem text={refused.sentence} />}
            {edited && <Editor {...props} item={item} field={field} />}
          </div>
        );
      })}
    </div>
  );
});

function Editor({ item, object, field: shown, editing, onSave, onLeave }: RowProps & { item: Item; field: Field }) {
  const field = editedField(object, item, shown);
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} className="editor-place" />
      <InlineEditor field={field} value={editedValue(item, field)} anchor={anchor} begin={editing?.begin} said={editing?.said} onSave={(value) => onSave(item, field, value)} onClose={onLeave} />
    </>
  );
}

function PhoneRow({ onSelect, index, top, id, item, object, place, columns, title, selected, className }: RowProps & { item: Item; className: string }) {
  // The number stands in what a document is called; an amount has the place where eyes look for it.
  const others = columns.filter((field) => field.name !== title && !(field.kind === 'number' && titleOf(item).includes(String(item[field.name] ?? ' '))));
  const amount = others.find(({ kind }) => kind === 'money');
  const [second, ...rest] = others.filter((field) => field !== amount);
  const [third, fourth] = amount ? [amount, ...rest] : rest;
  return (
    <div className={className} style={{ transform: `translateY(${top}px)` }} role="row" id={id} aria-rowindex={index + 2} aria-selected={selected}>
      <div className="phone-row" role="gridcell">
        <button type="button" className="phone-select" role="checkbox" aria-checked={selected} aria-label={t('select.row', { title: titleOf(item) })} onClick={() => onSelect(index, false)}>
          {selected || !withAvatar(object) ? (
            <span className={`check${selected ? ' on' : ''}`}>{selected && <IconCheck size={12} stroke={3} aria-hidden />}</span>
          ) : (
            <Avatar name={titleOf(item)} size={36} square={!isRound(object, item)} />
          )}
        </button>
        <div className="phone-main">
          <Link to="/$place/$id" params={{ place, id: item.id }} className="row-title cut cover">
            {titleOf(item)}
          </Link>
          <small className="cut">{second && <Value field={second} value={item[second.name]} />}</small>
        </div>
        <div className="phone-end">
          {third && <span className={isLate(third, item) ? 'late' : undefined}><Value field={third} value={item[third.name]} /></span>}
          <small className={fourth && isLate(fourth, item) ? 'late' : undefined}>{fourth && <Value field={fourth} value={item[fourth.name]} />}</small>
        </div>
      </div>
    </div>
  );
}
