// What was wrong with which cell: of rows that were refused, or of values that were left out.

import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { toldQuery } from './told';
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
      <h2 className="after">{t(result === 'refused' ? 'import.refusedRows' : 'import.leftOutRows')}</h2>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th>{t('import.row')}</th>
              <th>{t('import.column')}</th>
              <th>{t('import.cell')}</th>
              <th>{t('import.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {cells.map(({ row, problem, key }) => (
              <tr key={key}>
                <td className="number">{formatNumber(row, language())}</td>
                <td>{problem.column ?? problem.field}</td>
                <td>{problem.value}</td>
                <td>{problem.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {result === 'refused' && (
        <div className="row-actions">
          <DownloadRefused id={id} more={told.length > shownRows} />
        </div>
      )}
    </>
  );
}
