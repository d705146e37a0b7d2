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

/** Has the height it had the last time until it is settled, so that what stands below it does not move when answers come late. */
export function SameHeight({ name, children }: { name: string; children: ReactNode }) {
  const settled = useSettled();
  const place = useRef<HTMLDivElement>(null);
  const [before] = useState(() => Number(localStorage.getItem(`height ${name}`)));
  useEffect(() => {
    if (!settled || !place.current) return;
    const sizes = new ResizeObserver(([size]) => size && localStorage.setItem(`height ${name}`, String(Math.round(size.contentRect.height))));
    sizes.observe(place.current);
    return () => sizes.disconnect();
  }, [name, settled]);
  return <div ref={place} className="same-height" style={settled ? undefined : { minHeight: before }}>{children}</div>;
}
