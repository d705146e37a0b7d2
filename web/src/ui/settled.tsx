// What is put together from several answers is shown when the last of them is here, so that nothing moves under the eye
// or the pointer; after half a second it is shown as far as it is.

import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';

export function Settled({ className, children }: { className?: string; children: ReactNode }) {
  const queries = useQueryClient();
  const fetching = useIsFetching();
  const [settled, setSettled] = useState(false);
  // The children have asked by the time this runs.
  useEffect(() => {
    if (queries.isFetching() === 0) setSettled(true);
  }, [queries, fetching]);
  return <div className={`${className ?? ''}${settled ? '' : ' settling'}`} aria-busy={!settled}>{children}</div>;
}
