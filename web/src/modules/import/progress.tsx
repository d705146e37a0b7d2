// How an import goes, and what came of it: counts, refused rows with their reasons, undoing.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { get, post, Problem } from '../../app/api';
import { objectNamed, queries } from '../../app/session';
import { isOver, type Operation } from '../../app/operation';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { sayProblem } from '../../ui/toast';
import type { ListSearch } from '../../record/list/list-state';
import type { Mapping } from './mapping';
import { MendRows } from './mend-rows';
import { ToldRows } from './told-rows';
import { ValueMeanings } from './value-meanings';
import './words';

interface ProgressProps {
  id: string;
  dry: boolean;
  /** Runs what was tried out. */
  onRun?: () => void;
  /** Shows another operation: the one that undoes this, or that imports what was mended. */
  onFollow: (id: string) => void;
  /** Begins with another file. */
  onOther?: () => void;
  /** How it was ordered, as long as its file is there to be tried again. */
  mapping?: Mapping;
  onMapping?: (mapping: Mapping) => void;
}

/** What is said above: trying or running, done or not, of an import or of something else. */
function headline({ kind, state }: Operation, dry: boolean, over: boolean): string {
  if (over && state !== 'done') return t('import.failed');
  if (kind === 'undo') return t(over ? 'import.undone' : 'import.undoing');
  if (kind === 'bulk' || kind === 'merge') return t(`operation.${kind}`);
  if (over) return t(dry ? 'import.tried' : 'import.done');
  return t(dry ? 'import.trying' : 'import.running');
}

/** Those that an import made or changed, while nobody worked on: by who ordered it, in its time. */
function recordsOf({ object, by, created_at: begun, updated, finished_at: ended }: Operation): ListSearch {
  const fields = objectNamed(object)?.fields ?? [];
  const [who, when] = (updated ? ['modified_by', 'modified_at'] : ['created_by', 'created_at']) as [string, string];
  if (!by || !begun || !ended || !fields.some(({ name }) => name === when)) return {};
  return { filter: { [who]: by.id, [when]: { gte: begun, lte: ended } } };
}

export function Progress({ id, dry, onRun, onFollow, onOther, mapping, onMapping }: ProgressProps) {
  const { data: operation, error } = useQuery({
    queryKey: ['operation', id],
    queryFn: ({ signal }) => get<Operation>(`operation/${id}`, {}, signal),
    refetchInterval: ({ state }) => (isOver(state.data) || (state.error && !state.data) ? false : 400),
    staleTime: 0,
  });
  const over = isOver(operation);
  useEffect(() => {
    if (over && operation && !dry) for (const kind of ['list', 'few', 'aggregate', 'operations']) void queries.invalidateQueries({ queryKey: [kind] });
  }, [over, dry, operation]);
  // What came of it is looked at first: it is brought into sight, and read out.
  const heading = useRef<HTMLHeadingElement>(null);
  const arrived = operation !== undefined;
  useEffect(() => {
    if (!arrived) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'start' });
  }, [arrived]);
  if (!operation) return error ? <p className="problem" role="alert">{error instanceof Problem && error.status === 404 ? t('import.gone') : problemText(error)}</p> : null;
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
  const object = objectNamed(operation.object);
  const mends = operation.kind === 'import' && !dry && !operation.dry_run && object?.can.import === true;
  const share = operation.total ? operation.done / operation.total : over ? 1 : 0;
  const undoes = operation.kind === 'undo'; // which counts each record once: as taken back, or as it is
  const counts = [
    ...(undoes ? [] : [[t('import.created'), operation.created] as const]),
    [t(undoes ? 'import.takenBack' : 'import.updated'), operation.updated],
    [t('import.skipped'), operation.skipped],
    [t('import.refused'), operation.refused],
    [t('import.leftOut'), operation.left_out],
  ] as const;
  return (
    <section aria-live="polite">
      <h2 ref={heading} tabIndex={-1} className="answer">{title}</h2>
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
        {over && !dry && <Link className={`button ${operation.kind === 'import' ? 'primary' : 'outline'}`} to="/$place" params={{ place: operation.object }} search={operation.kind === 'import' ? recordsOf(operation) : {}}>{t('import.show')}</Link>}
        {over && onOther && <Button look="outline" onClick={onOther}>{t('import.other')}</Button>}
        {over && !dry && operation.undoable && <Button onClick={() => void act('undo')}>{t(operation.kind === 'import' ? 'import.undo' : 'undo')}</Button>}
      </div>
      {operation.notes?.map((note) => <p key={note} className="hint">{note}</p>)}
      {!!operation.unread?.length && (
        <p className="hint">{t('import.unread')}: {operation.unread.map(({ column, filled }) => `${column} (${formatNumber(filled, language())})`).join(', ')}</p>
      )}
      {over && dry && object && mapping && onMapping && <ValueMeanings id={id} object={object} mapping={mapping} onMapping={onMapping} />}
      {over && operation.refused > 0 && (mends ? <MendRows id={id} object={object} onFollow={onFollow} /> : <ToldRows id={id} result="refused" />)}
      {over && (operation.kind === 'import' || operation.kind === 'undo') && operation.left_out > 0 && <ToldRows id={id} result="left_out" />}
    </section>
  );
}
