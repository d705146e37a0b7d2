// How an import goes, and what came of it: counts, refused rows with their reasons, undoing.

import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { get, post } from '../../app/api';
import { queries } from '../../app/session';
import type { Operation } from '../../app/operation';
import type { Page } from '../../app/types';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { sayProblem } from '../../ui/toast';
import './words';

interface ToldRow {
  row: number;
  problems: { column?: string; field?: string; message: string; value?: string }[];
}

const isOver = (operation: Operation | undefined) => operation !== undefined && ['done', 'stopped', 'failed'].includes(operation.state);

interface ProgressProps {
  id: string;
  dry: boolean;
  /** Runs what was tried out. */
  onRun?: () => void;
  /** Shows another operation: the one that undoes this. */
  onFollow: (id: string) => void;
}

/** What is said above: trying or running, done or not, an import or its undoing. */
function headline({ kind, state }: Operation, dry: boolean, over: boolean): string {
  if (over && state !== 'done') return t('import.failed');
  if (kind === 'undo') return t(over ? 'import.undone' : 'import.undoing');
  if (over) return t(dry ? 'import.tried' : 'import.done');
  return t(dry ? 'import.trying' : 'import.running');
}

export function Progress({ id, dry, onRun, onFollow }: ProgressProps) {
  const { data: operation } = useQuery({
    queryKey: ['operation', id],
    queryFn: ({ signal }) => get<Operation>(`operation/${id}`, {}, signal),
    refetchInterval: (query) => (isOver(query.state.data) ? false : 400),
    staleTime: 0,
  });
  const over = isOver(operation);
  useEffect(() => {
    if (over && operation && !dry) for (const kind of ['list', 'few', 'aggregate']) void queries.invalidateQueries({ queryKey: [kind] });
  }, [over, dry, operation]);
  if (!operation) return null;
  const act = async (what: 'stop' | 'undo') => {
    try {
      const answer = await post<Operation>(`operation/${id}/${what}`);
      if (what === 'undo') onFollow(answer.id);
      else await queries.invalidateQueries({ queryKey: ['operation', id] });
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  const title = headline(operation, dry, over);
  const share = operation.total ? operation.done / operation.total : over ? 1 : 0;
  const counts = [
    [t('import.created'), operation.created],
    [t('import.updated'), operation.updated],
    [t('import.skipped'), operation.skipped],
    [t('import.refused'), operation.refused],
    [t('import.leftOut'), operation.left_out],
  ] as const;
  return (
    <section aria-live="polite">
      <h2>{title}</h2>
      <div className="progress" role="progressbar" aria-label={title} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}>
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <p className="faint number">{t('import.rows', { n: operation.done })}{operation.total ? ` / ${formatNumber(operation.total, language())}` : ''}</p>
      {operation.message && <p className={operation.state === 'failed' ? 'problem' : 'hint'}>{operation.message}</p>}
      {!over && !dry && <p className="hint">{t('import.leavePage')}</p>}
      <div className="figures counts">
        {counts.map(([name, n]) => (
          <div key={name} className="figure">
            <span>{name}</span>
            <b>{formatNumber(n ?? 0, language())}</b>
          </div>
        ))}
      </div>
      <div className="row-actions">
        {!over && <Button look="outline" onClick={() => void act('stop')}>{t('import.stop')}</Button>}
        {over && dry && onRun && <Button look="primary" onClick={onRun}>{t('import.run')}</Button>}
        {over && !dry && <Link className="button outline" to="/$place" params={{ place: operation.object }}>{t('import.show')}</Link>}
        {over && !dry && operation.undoable && <Button onClick={() => void act('undo')}>{t('import.undo')}</Button>}
      </div>
      {over && operation.refused > 0 && <ToldRows id={id} result="refused" />}
      {over && operation.kind === 'import' && operation.left_out > 0 && <ToldRows id={id} result="left_out" />}
    </section>
  );
}

const shownRows = 50;

/** What was wrong with which cell: of rows that were refused, or of values that were left out. */
function ToldRows({ id, result }: { id: string; result: 'refused' | 'left_out' }) {
  const { data } = useQuery({ queryKey: ['told', id, result], queryFn: ({ signal }) => get<Page<ToldRow>>(`operation/${id}/rows`, { result, limit: shownRows }, signal) });
  const cells = data?.items.flatMap(({ row, problems }) => problems.map((problem, index) => ({ row, problem, key: `${row}-${index}` }))) ?? [];
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
          <a className="button outline" href={`/api/v1/operation/${id}/refused.csv`} download>
            <IconDownload size={16} aria-hidden />
            {t('import.download')}
          </a>
          {data?.next && <span className="hint">{t('import.more', { n: shownRows })}</span>}
        </div>
      )}
    </>
  );
}
