// Takes the list away as a file: the rows of its filter in its order, with the columns shown.

import { IconDots, IconDownload } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { address } from '../../app/api';
import type { Place } from '../../app/places';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import type { ListState } from './list-state';

/** Tables for people, with the columns called as they stand here; the same for programs, which know the fields by name. */
const formats = () => [
  { value: 'csv labels', label: 'CSV', group: t('export.labels') },
  { value: 'xlsx labels', label: 'Excel (XLSX)', group: t('export.labels') },
  { value: 'csv names', label: 'CSV', group: t('export.names') },
  { value: 'xlsx names', label: 'Excel (XLSX)', group: t('export.names') },
  { value: 'jsonl names', label: 'JSON Lines', group: t('export.names') },
];

function take(object: string, state: ListState, wanted: string) {
  const [format, headings] = wanted.split(' ');
  const filter = Object.keys(state.wholeFilter).length ? JSON.stringify(state.wholeFilter) : undefined;
  const link = document.createElement('a');
  link.href = address(`${object}/export`, { format, headings, filter, sort: state.sort, search: state.words, fields: state.columnNames.join(',') });
  link.download = '';
  link.click();
}

/** Each way to take it, for who asks by name. */
export const exports = (object: string, state: ListState) =>
  formats().map(({ value, label, group }) => ({ value: `export ${value}`, label: `${t('export')}: ${label}, ${group}`, run: () => take(object, state, value) }));

/** On a phone: what stands in the title bar of a desk, behind one button. */
export function ListMore({ place: { name, object }, state }: { place: Place; state: ListState }) {
  const navigate = useNavigate();
  const options = [
    ...(object.can.import ? [{ value: 'import', label: t('import') }] : []),
    ...(object.name === 'party' ? [{ value: 'duplicates', label: t('duplicates') }] : []),
    ...(object.can.export ? formats().map(({ group, ...format }) => ({ ...format, group: `${t('export')}: ${group}` })) : []),
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
    <Menu className="desk" label={t('export')} icon={<IconDownload size={16} />} align="end" options={formats()} onPick={(wanted) => take(object, state, wanted)}>
      {t('export')}
    </Menu>
  );
}
