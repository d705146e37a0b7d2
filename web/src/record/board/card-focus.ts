// The keyboard stays on the card it was on: when that moves to another column, and when one comes back to the board.

import { hasFocus, isIdle } from '../../ui/focus';

let last: string | null = null;

export const rememberCard = (id: string) => void (last = id);

/** Of a card that has just been drawn; answers what is done when it goes. */
export function keepCardFocus(card: HTMLElement, id: string): () => void {
  if (last === id && isIdle()) card.focus();
  return () => {
    if (document.activeElement !== card) return;
    setTimeout(() => {
      if (!hasFocus()) document.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus();
    });
  };
}
