// How far the comparing of all records has come; it goes on when one leaves, and can be stopped.

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { get, post } from '../../app/api';
import { isOver, type Operation } from '../../app/operation';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { say, sayProblem } from '../../ui/toast';
import '../../record/merge/words';

const looksMs = 500;

export function SearchProgress({ id, onEnd }: { id: string; onEnd: () => void }) {
  const { data: operation } = useQuery({
    queryKey: ['operation', id],
    queryFn: ({ signal }) => get<Operation>(`operation/${id}`, {}, signal),
    refetchInterval: (query) => (isOver(query.state.data) ? false : looksMs),
    staleTime: 0,
  });
  const over = isOver(operation);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (!over || !operation) return;
    if (operation.state === 'failed') sayProblem(operation.message || t('problem.unknown'));
    else say(t(operation.state === 'stopped' ? 'duplicates.stopped' : 'duplicates.searched'));
    end.current();
  }, [over, operation]);
  const stop = () => void post(`operation/${id}/stop`).catch((error) => sayProblem(problemText(error)));
  const { done = 0, total = null } = operation ?? {};
  return (
    <div className="search-progress" role="status">
      <progress max={total ?? undefined} value={total === null ? undefined : done} aria-label={t('duplicates.searching')} />
      <span className="hint number">{total === null ? t('duplicates.searching') : t('duplicates.compared', { done: formatNumber(done, language()), total: formatNumber(total, language()) })}</span>
      <Button small onClick={stop}>{t('duplicates.stop')}</Button>
    </div>
  );
}
