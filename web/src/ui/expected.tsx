// Stands where a part of the page is still being fetched that will take the keyboard, a dialog or a box to write in: what
// is typed meanwhile is no shortcut, and goes into the part's first box when that has the focus.

import { useLayoutEffect, type ReactNode } from 'react';
import { holdKeys } from './hotkeys';

const isBox = (element: Element | null): element is HTMLInputElement | HTMLTextAreaElement => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

function pressEnter(box: HTMLInputElement | HTMLTextAreaElement) {
  const on = box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }));
  if (on && box instanceof HTMLInputElement) box.form?.requestSubmit();
}

/** Types into the box that has the focus, as a person would, as far as Enter. */
function write(typed: string) {
  const box = document.activeElement;
  if (!typed || !isBox(box)) return;
  const [text = ''] = typed.split('\n');
  if (typed.includes('\n')) setTimeout(() => pressEnter(box), 30);
  if (!text) return;
  const at = box.selectionEnd ?? box.value.length;
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value')!.set!.call(box, box.value.slice(0, at) + text + box.value.slice(at));
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

export function Expected({ children }: { children?: ReactNode }) {
  useLayoutEffect(() => {
    const release = holdKeys();
    return () => {
      // The part takes the focus a little after it is drawn; one without a box never does.
      const until = performance.now() + 300;
      const look = () => {
        if (!isBox(document.activeElement) && performance.now() < until) requestAnimationFrame(look);
        else write(release());
      };
      requestAnimationFrame(look);
    };
  }, []);
  return children;
}
