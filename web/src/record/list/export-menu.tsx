// Takes the list away as a file: the rows of its filter in its order, with the columns shown.

import { IconDots, IconDownload } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { address } from '../../app/api';
import type { Place } from '../../app/places';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import type { ListState } from './list-state';

const formats = [
  { value: 'csv', label: 'CSV' },
  { value: 'xlsx', label: 'Excel (XLSX)' },
  { value: 'jsonl', label: 'JSON Lines' },
];

function take(object: string, state: ListState, format: string) {
  const filter = Object.keys(state.wholeFilter).length ? JSON.stringify(state.wholeFilter) : undefined;
  const link = document.createElement('a');
  link.href = address(`${object}/export`, { format, filter, sort: state.sort, search: state.words, fields: state.columnNames.join(',') });
  link.download = '';
  link.click();
}

/** On a phone: what stands in the title bar of a desk, behind one button. */
export function ListMore({ place: { name, object }, state }: { place: Place; state: ListState }) {
  const navigate = useNavigate();
  const options = [
    ...(object.can.import ? [{ value: 'import', label: t('import') }] : []),
    ...(object.name === 'party' ? [{ value: 'duplicates', label: t('duplicates') }] : []),
    ...(object.can.export ? formats.map(({ value, label }) => ({ value, label, group: t('export') })) : []),
  ];
  if (!options.length) return null;
  return (
    <Menu
      label={t('more')}
      icon={<IconDots size={18} />}
      align="end"
      options={options}
      onPick={(value) => {
        if (value === 'import') void navigate({ to: '/import', search: { object: object.name } });
        else if (value === 'duplicates') void navigate({ to: '/duplicates/$place', params: { place: name } });
        else take(object.name, state, value);
      }}
    />
  );
}

export function ExportMenu({ object, state }: { object: string; state: ListState }) {
  return (
    <Menu className="desk" label={t('export')} icon={<IconDownload size={16} />} align="end" options={formats} onPick={(format) => take(object, state, format)}>
      {t('export')}
    </Menu>
  );
}
