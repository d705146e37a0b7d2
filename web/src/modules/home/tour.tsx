// A short look around on the first day: a few places of the page, one after the other.

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button';
import { t, type MessageKey } from '../../ui/language';
import { usePhone } from '../../ui/phone';
import './words';

interface Stop {
  name: string;
  /** The first that is there is shown. */
  at: string;
  /** The words for a phone, where those for a keyboard would not do. */
  tapped?: 'phone';
}

const stops: Stop[] = [
  { name: 'places', at: '.sidebar .place-group, .bottom-bar' },
  { name: 'search', at: '.sidebar-search, .bottom-bar button', tapped: 'phone' },
  { name: 'today', at: '.panels, .figures' },
  { name: 'bell', at: '.sidebar .bell, .bottom-bar button:last-child' },
  { name: 'settings', at: '.sidebar-foot, .bottom-bar button:last-child', tapped: 'phone' },
];

const gap = 10;

/** Where the words stand: below what they are about, or above, or beside it, always on the screen. */
function placeBeside(target: DOMRect, card: DOMRect): { left: number; top: number } {
  const fits = (value: number, size: number, room: number) => Math.max(gap, Math.min(value, room - size - gap));
  const beside = target.right + gap + card.width < innerWidth && target.width < innerWidth / 2;
  if (beside) return { left: target.right + gap, top: fits(target.top, card.height, innerHeight) };
  const below = target.bottom + gap + card.height < innerHeight;
  return { left: fits(target.left, card.width, innerWidth), top: below ? target.bottom + gap : fits(target.top - card.height - gap, card.height, innerHeight) };
}

export function Tour({ onClose }: { onClose: () => void }) {
  const phone = usePhone();
  const known = stops.filter(({ at }) => document.querySelector(at));
  const [index, setIndex] = useState(0);
  const card = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const stop = known[index];
  useLayoutEffect(() => {
    const target = stop && document.querySelector(stop.at)?.getBoundingClientRect();
    if (!target || !card.current || !ring.current) return;
    const { left, top } = placeBeside(target, card.current.getBoundingClientRect());
    Object.assign(card.current.style, { left: `${left}px`, top: `${top}px` });
    Object.assign(ring.current.style, { left: `${target.left - 4}px`, top: `${Math.max(2, target.top - 4)}px`, width: `${target.width + 8}px`, height: `${Math.min(target.height + 8, innerHeight - target.top)}px` });
  }, [stop]);
  useEffect(() => card.current?.querySelector<HTMLElement>('.primary')?.focus(), [index]);
  if (!stop) return null;
  const last = index === known.length - 1;
  return (
    <div className="tour" onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <div ref={ring} className="tour-ring" />
      <div ref={card} className="tour-card" role="dialog" aria-label={t('tour.title')}>
        <b>{t(`tour.${stop.name}` as MessageKey)}</b>
        <p>{t(`tour.${stop.name}.${phone ? stop.tapped ?? 'text' : 'text'}` as MessageKey)}</p>
        <div className="row-actions">
          <small className="faint number">{index + 1} / {known.length}</small>
          <span className="space" />
          {index > 0 && <Button small onClick={() => setIndex(index - 1)}>{t('tour.back')}</Button>}
          {!last && <Button small onClick={onClose}>{t('tour.end')}</Button>}
          <Button small look="primary" onClick={() => (last ? onClose() : setIndex(index + 1))}>{t(last ? 'home.done' : 'tour.next')}</Button>
        </div>
      </div>
    </div>
  );
}
