// What opens from the button "Columns": which columns a list shows and in what order, and how high its rows are.

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState, type RefObject } from 'react';
import type { Field } from '../../app/types';
import { Button } from '../../ui/button';
import { fold } from '../../ui/fold';
import { t } from '../../ui/language';
import { usePhone } from '../../ui/phone';
import { Popover } from '../../ui/popover';
import { fieldLabel, fieldNamed } from '../values';
import type { ColumnsMenuProps } from './columns-menu';
import { canShow } from './filter';
import { moved } from './moved';
import { rowHeights, setRowHeight, useRowHeight } from './row-height';

export function ColumnsLayer({ fields, names, title, onChange, anchor, onClose }: ColumnsMenuProps & { anchor: RefObject<HTMLButtonElement | null>; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const height = useRowHeight();
  const phone = usePhone();
  const wanted = fold(typed);
  const matches = (field: Field | undefined): field is Field => field !== undefined && canShow(field) && fold(fieldLabel(field)).includes(wanted);
  const shown = names.map((name) => fieldNamed(fields, name)).filter(matches);
  const others = fields.filter((field) => !names.includes(field.name)).filter(matches);
  const line = (field: Field) => {
    const at = names.indexOf(field.name);
    const on = at >= 0;
    return (
      <div key={field.name} className="column-line">
        <label>
          <input
            type="checkbox"
            checked={on}
            disabled={field.name === title}
            onChange={() => onChange(on ? names.filter((name) => name !== field.name) : [...names, field.name])}
          />
          <span className="cut">{fieldLabel(field)}</span>
        </label>
        {on && !wanted && field.name !== title && (
          <>
            <Button small icon={<IconArrowUp size={14} />} name={t('columns.earlier', { field: fieldLabel(field) })} disabled={at <= 1} onClick={() => onChange(moved(names, field.name, at - 1))} />
            <Button small icon={<IconArrowDown size={14} />} name={t('columns.later', { field: fieldLabel(field) })} disabled={at === names.length - 1} onClick={() => onChange(moved(names, field.name, at + 1))} />
          </>
        )}
      </div>
    );
  };
  return (
    <Popover anchor={anchor} label={t('columns')} align="end" onClose={onClose} className="columns-popover">
      <input className="options-find" aria-label={t('columns')} placeholder={t('pick.find')} data-autofocus value={typed} onChange={(event) => setTyped(event.target.value)} />
      <div className="columns-list">
        {shown.map(line)}
        {others.length > 0 && <div className="options-group">{t('columns.more')}</div>}
        {others.map(line)}
      </div>
      {!phone && <div className="columns-foot">
        <span className="faint">{t('columns.rows')}</span>
        <div className="segments" role="group" aria-label={t('columns.rows')}>
          {rowHeights.map((one) => (
            <button key={one} type="button" aria-pressed={height === one} onClick={() => setRowHeight(one)}>{t(`rows.${one}`)}</button>
          ))}
        </div>
      </div>}
    </Popover>
  );
}
