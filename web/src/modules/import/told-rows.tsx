// What was wrong with which cell: of rows that were refused, or of values that were left out.

import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { toldQuery } from './told';
import { ToldTable } from './told-table';
import './words';

/** How many rows are shown; a file has them all. */
export const shownRows = 50;

export function DownloadRefused({ id, more }: { id: string; more: boolean }) {
  return (
    <>
      <a className="button outline" href={`/api/v1/operation/${id}/refused.csv`} download>
        <IconDownload size={16} aria-hidden />
        {t('import.download')}
      </a>
      {more && <span className="hint">{t('import.more', { n: shownRows })}</span>}
    </>
  );
}

export function ToldRows({ id, result }: { id: string; result: 'refused' | 'left_out' }) {
  const { data } = useQuery(toldQuery(id, result));
  const told = data?.items ?? [];
  const cells = told.slice(0, shownRows).flatMap(({ row, problems }) => problems.map((problem, index) => ({ row, problem, key: `${row}-${index}` })));
  return (
    <>
      <ToldTable title={t(result === 'refused' ? 'import.refusedRows' : 'import.leftOutRows')} columns={[t('import.row'), t('import.column'), t('import.cell'), t('import.reason')]}>
        {cells.map(({ row, problem, key }) => (
          <tr key={key}>
            <td className="number">{formatNumber(row, language())}</td>
            <td>{problem.column ?? problem.field}</td>
            <td>{problem.value}</td>
            <td>{problem.message}</td>
          </tr>
        ))}
      </ToldTable>
      {result === 'refused' && (
        <div className="row-actions">
          <DownloadRefused id={id} more={told.length > shownRows} />
        </div>
      )}
    </>
  );
}
