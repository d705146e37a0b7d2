// Where the keyboard goes when what had it is gone: back to what opened a layer, else to the list or the heading of the page.

const first = location.pathname;
let travelled = false;

/** Whether one went on within the page: the first thing shown leaves the focus to the browser. */
const hasTravelled = () => (travelled ||= location.pathname !== first);

export const hasFocus = () => document.activeElement !== null && document.activeElement !== document.body;

/** Whether nothing in particular has it: the page, or its heading after one has come to it. */
export const isIdle = () => !hasFocus() || document.activeElement?.matches('#main h1') === true;

/** Gives the list, else the heading, the focus, unless something has it. */
export function focusPage() {
  const main = document.getElementById('main');
  const aim = main?.querySelector<HTMLElement>('[data-grid]') ?? main?.querySelector<HTMLElement>('h1') ?? main;
  if (!aim || hasFocus()) return;
  if (!aim.hasAttribute('tabindex')) aim.tabIndex = -1;
  aim.focus({ preventScroll: true });
}

/** After a layer has closed: what opened it has the focus again, or the page when that is gone too. */
export function focusBack(opener: Element | null) {
  if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus({ preventScroll: true });
  focusPage();
}

/** What was refused is mended from the first wrong field on: of the dialog, or of the form on the page. */
export function focusFirstWrong() {
  const until = performance.now() + 1000; // drawn a little later
  const look = () => {
    const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
    const wrong = root.querySelector<HTMLElement>(':is(.form-field, .choice-line).bad :is(input, select, textarea, button)');
    if (wrong) wrong.focus();
    else if (performance.now() < until) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Another page is shown. */
export function arrived() {
  if (hasTravelled()) focusPage();
}

/** A list has come after its page. */
export function listShown(grid: HTMLElement) {
  if (hasTravelled() && isIdle()) grid.focus({ preventScroll: true });
}
