// By what a list is in order, without a pointer and on a phone: a pick sorts, another one turns it round, a third ends it.

import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import type { Field } from '../../app/types';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { fieldLabel } from '../values';
import { canShow, nextSort, orderOf, sortKey } from './filter';

interface SortMenuProps {
  fields: Field[];
  /** The columns shown, which come first. */
  columns: Field[];
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
}

export const canSort = (field: Field) => field.sortable !== false && canShow(field);

export function SortMenu({ fields, columns, sort, onSort }: SortMenuProps) {
  const others = fields.filter((field) => !columns.includes(field) && !field.name.endsWith('_base'));
  const shown = [...columns, ...others].filter(canSort);
  const options = shown.map((field) => {
    const { order } = orderOf(sort, sortKey(field));
    return {
      value: sortKey(field),
      label: fieldLabel(field),
      group: columns.includes(field) ? undefined : t('columns.more'),
      end: order === 'ascending' ? <IconArrowUp size={15} aria-hidden /> : order === 'descending' ? <IconArrowDown size={15} aria-hidden /> : undefined,
    };
  });
  const selected = options.filter(({ end }) => end).map(({ value }) => value);
  return <Menu keepOpen label={t('sort.by')} icon={<IconArrowsSort size={16} />} align="end" find={t('sort.by')} options={options} selected={selected} onPick={(key) => onSort(nextSort(sort, key))} />;
}
