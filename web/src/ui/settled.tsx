// What is put together from several answers is shown when the last of them is here, so that nothing moves under the eye
// or the pointer; after half a second it is shown as far as it is.

import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';

/** Whether all that was asked for at first has been answered. */
function useSettled(): boolean {
  const queries = useQueryClient();
  const fetching = useIsFetching();
  const [settled, setSettled] = useState(false);
  // The children have asked by the time this runs.
  useEffect(() => {
    if (queries.isFetching() === 0) setSettled(true);
  }, [queries, fetching]);
  return settled;
}

export function Settled({ className, children }: { className?: string; children: ReactNode }) {
  const settled = useSettled();
  return <div className={`${className ?? ''}${settled ? '' : ' settling'}`} aria-busy={!settled}>{children}</div>;
}

/** The height something had the last time, until it is settled: what stands below it does not move when answers come late. */
export function useSameHeight<Place extends HTMLElement>(name: string, settled: boolean) {
  const place = useRef<Place>(null);
  const [before] = useState(() => Number(localStorage.getItem(`height ${name}`)));
  useEffect(() => {
    if (!settled || !place.current) return;
    const sizes = new ResizeObserver(([size]) => size && localStorage.setItem(`height ${name}`, String(Math.round(size.borderBoxSize[0]!.blockSize))));
    sizes.observe(place.current);
    return () => sizes.disconnect();
  }, [name, settled]);
  return { ref: place, style: settled ? undefined : { minHeight: before } };
}

export function SameHeight({ name, children }: { name: string; children: ReactNode }) {
  return <div {...useSameHeight<HTMLDivElement>(name, useSettled())} className="same-height">{children}</div>;
}
