// What was done with many records at once, with what became of it, and the way to take it back.

import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { get } from '../../app/api';
import type { Operation } from '../../app/operation';
import { operationLabel } from '../../app/operation-label';
import { objectNamed } from '../../app/session';
import { problemText } from '../../record/store';
import { formatAgo } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { label, language, t, type MessageKey } from '../../ui/language';
import './words';

/** What it was beside a plain import: a trial that changed nothing, an undoing, a search for duplicates. */
const whatOf = ({ kind, dry_run }: Operation) => (dry_run ? t('imports.dry') : kind === 'undo' ? t('imports.undo') : kind === 'find_duplicates' ? t('imports.search') : '');

const states = ['queued', 'running', 'paused', 'done', 'stopped', 'failed'];

export function Imports() {
  const navigate = useNavigate();
  const { data, error } = useQuery({ queryKey: ['operations'], queryFn: () => get<{ items: Operation[] }>('operation', { limit: 100 }), staleTime: 0 });
  return (
    <section>
      <p className="hint">{t('imports.text')}</p>
      {error && <p className="problem" role="alert">{problemText(error)}</p>}
      <div className="bin-list">
        {data?.items.map((one) => (
          <div key={one.id} className="home-line">
            <Link to="/import" search={{ object: one.object, operation: one.id, ...(one.dry_run ? { dry: true } : {}) }}>
              <span className="row-title cut">{label(objectNamed(one.object)?.plural, one.object)}</span>
              {one.file && <small className="cut" title={one.file}>{one.file}</small>}
              {whatOf(one) && <small><b>{whatOf(one)}</b></small>}
              {['import', 'undo'].includes(one.kind) && <small className="cut">{t('imports.figures', { created: one.created, updated: one.updated, refused: one.refused })}</small>}
            </Link>
            {one.kind !== 'find_duplicates' && <small>{operationLabel(one.kind)}</small>}
            {one.by && <small className="cut">{one.by.title}</small>}
            {one.created_at && <small>{formatAgo(one.created_at, language())}</small>}
            <small>{states.includes(one.state) ? t(`state.${one.state}` as MessageKey) : one.state}</small>
          </div>
        ))}
      </div>
      {data?.items.length === 0 && (
        <div className="empty-here"><Empty icon={<IconUpload size={26} stroke={1.5} />} title={t('imports.none')} text={t('imports.noneText')} action={t('import')} onAction={() => void navigate({ to: '/import', search: {} })} /></div>
      )}
    </section>
  );
}
