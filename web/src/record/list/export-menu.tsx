// Takes the list away as a file: the rows of its filter in its order, with the columns shown.

import { IconDownload } from '@tabler/icons-react';
import { address } from '../../app/api';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import type { ListState } from './list-state';

const formats = [
  { value: 'csv', label: 'CSV' },
  { value: 'xlsx', label: 'Excel (XLSX)' },
  { value: 'jsonl', label: 'JSON Lines' },
];

export function ExportMenu({ object, state }: { object: string; state: ListState }) {
  const take = (format: string) => {
    const filter = Object.keys(state.wholeFilter).length ? JSON.stringify(state.wholeFilter) : undefined;
    const link = document.createElement('a');
    link.href = address(`${object}/export`, { format, filter, sort: state.sort, search: state.words, fields: state.columnNames.join(',') });
    link.download = '';
    link.click();
  };
  return (
    <Menu className="desk" label={t('export')} icon={<IconDownload size={16} />} align="end" options={formats} onPick={take}>
      {t('export')}
    </Menu>
  );
}
