// What was imported, with what became of it, and the way to take it back.

import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { get } from '../../app/api';
import type { Operation } from '../../app/operation';
import { objectNamed } from '../../app/session';
import { formatAgo } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { label, language, t, type MessageKey } from '../../ui/language';
import './words';

type Listed = Operation & { created_at?: string; begun_at?: string; by?: { title: string } | null };

const states = ['queued', 'running', 'paused', 'done', 'stopped', 'failed'];

export function Imports() {
  const navigate = useNavigate();
  const { data } = useQuery({ queryKey: ['operations'], queryFn: () => get<{ items: Listed[] }>('operation', { limit: 100 }), staleTime: 0 });
  return (
    <section>
      <p className="hint">{t('imports.text')}</p>
      {data?.items.map((one) => {
        const at = one.created_at ?? one.begun_at;
        return (
          <div key={one.id} className="home-line">
            <Link to="/import" search={{ object: one.object, operation: one.id }}>
              <span className="row-title cut">{label(objectNamed(one.object)?.plural, one.object)}</span>
              <small className="cut">{t('imports.figures', { created: one.created, updated: one.updated, refused: one.refused })}</small>
            </Link>
            {one.by && <small>{one.by.title}</small>}
            {at && <small>{formatAgo(at, language())}</small>}
            <small>{states.includes(one.state) ? t(`state.${one.state}` as MessageKey) : one.state}</small>
          </div>
        );
      })}
      {data?.items.length === 0 && (
        <div className="empty-here"><Empty icon={<IconUpload size={26} stroke={1.5} />} title={t('imports.none')} text={t('imports.noneText')} action={t('import')} onAction={() => void navigate({ to: '/import', search: {} })} /></div>
      )}
    </section>
  );
}
