// The first day: a few things worth doing once, ticked off as they are done, gone when all are or when hidden.

import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { get } from '../../app/api';
import { doStep, useSteps } from '../../app/kept';
import type { Operation } from '../../app/operation';
import { may, objectNamed } from '../../app/session';
import { openCreate } from '../../record/create';
import { Button } from '../../ui/button';
import { hotkeys } from '../../ui/hotkeys';
import { t, type MessageKey } from '../../ui/language';
import { usePhone } from '../../ui/phone';
import './words';

const Tour = lazy(() => import('./tour').then((module) => ({ default: module.Tour })));

interface Step {
  name: string;
  run: () => void;
  /** Opening it is not doing it: it is ticked once it is done. */
  later?: boolean;
}

const cameIn = ({ kind, state, dry_run, created, updated }: Operation) => kind === 'import' && state === 'done' && !dry_run && created + updated > 0;

/** Ticks the bringing of data once an import came in, wherever it was begun. */
function useImported(asked: boolean) {
  const { data } = useQuery({ queryKey: ['operations'], queryFn: () => get<{ items: Operation[] }>('operation', { limit: 100 }), staleTime: 0, enabled: asked });
  const ticked = data?.items.some(cameIn);
  useEffect(() => {
    if (ticked) doStep('import');
  }, [ticked]);
}

const press = (keys: string) => hotkeys().find((hotkey) => hotkey.keys === keys)?.run(new KeyboardEvent('keydown'));

export function FirstSteps() {
  const navigate = useNavigate();
  const phone = usePhone();
  const done = useSteps();
  const deal = objectNamed('deal');
  const [touring, setTouring] = useState(false);
  useImported(may('import') && !done.includes('import') && !done.includes('hidden'));
  const steps: Step[] = [
    { name: 'tour', run: () => setTouring(true) },
    ...(may('import') ? [{ name: 'import', later: true, run: () => void navigate({ to: '/import', search: {} }) }] : []),
    ...(deal?.can.create ? [{ name: 'deal', run: () => openCreate(deal) }] : []),
    { name: phone ? 'search' : 'palette', run: () => press('mod+k') },
    ...(phone ? [] : [{ name: 'keys', run: () => press('?') }]),
    ...(may('users') ? [{ name: 'people', run: () => void navigate({ to: '/settings/{-$section}', params: { section: 'people' } }) }] : []),
  ];
  const tour = touring && <Suspense><Tour onClose={() => setTouring(false)} /></Suspense>;
  if (done.includes('hidden') || steps.every(({ name }) => done.includes(name))) return tour || null;
  return (
    <section className="panel first-steps" aria-label={t('steps')}>
      <div className="first-head">
        <h2>{t('steps')}</h2>
        <span className="space" />
        <Button small icon={<IconX size={15} />} name={t('steps.hide')} onClick={() => doStep('hidden')} />
      </div>
      <div className="first-list">
        {steps.map(({ name, run, later }) => (
          <button
            key={name}
            type="button"
            className="first-step"
            onClick={() => {
              if (!later) doStep(name);
              run();
            }}
          >
            <span className={`check${done.includes(name) ? ' on' : ''}`}>{done.includes(name) && <IconCheck size={12} stroke={3} aria-hidden />}</span>
            <span>
              <b>{t(`steps.${name}` as MessageKey)}</b>
              <small>{t(`steps.${name}.text` as MessageKey)}</small>
            </span>
          </button>
        ))}
      </div>
      {tour}
    </section>
  );
}
