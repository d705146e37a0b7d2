// Short messages at the foot of the page, with one thing to do at most; and the list of what can be undone.

import { useEffect, useSyncExternalStore } from 'react';
import { Key } from './button';
import { t } from './language';

interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void; key?: string };
  bad?: boolean;
}

let toasts: Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const undoable: (() => void)[] = [];

function change(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

export const dismiss = (id: number) => change(toasts.filter((toast) => toast.id !== id));

export function say(text: string, action?: Toast['action'], bad = false): number {
  const id = ++last;
  change([...toasts.filter((toast) => toast.text !== text).slice(-2), { id, text, action, bad }]);
  return id;
}

export const sayProblem = (text: string, action?: Toast['action']) => say(text, action, true);

/** Says that something was done and offers to undo it, by the button and by the key Z. */
export function sayUndoable(text: string, undo: () => void) {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    undoable.splice(undoable.indexOf(once), 1);
    dismiss(id);
    undo();
  };
  undoable.push(once);
  const id = say(text, { label: t('undo'), run: once, key: 'Z' });
}

/** Remembers how to undo a change that says nothing. */
export function rememberUndo(undo: () => void) {
  const once = () => {
    undoable.splice(undoable.indexOf(once), 1);
    undo();
  };
  undoable.push(once);
  if (undoable.length > 50) undoable.shift();
}

const underWay = new Set<Promise<unknown>>();

/** A change on its way that can be undone once it is answered: Z waits for it, and does not take back the one before. */
export function changing<T>(change: Promise<T>): Promise<T> {
  underWay.add(change);
  const settled = () => void underWay.delete(change);
  change.then(settled, settled);
  return change;
}

export async function undoLast() {
  await Promise.allSettled(underWay);
  undoable.at(-1)?.();
}

function ToastLine({ toast, keyed }: { toast: Toast; /** Its key is for it. */ keyed: boolean }) {
  const { id, action } = toast;
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), action ? 8000 : 5000);
    return () => clearTimeout(timer);
  }, [id, action]);
  return (
    <div className={`toast${toast.bad ? ' bad' : ''}`}>
      <span>{toast.text}</span>
      {action && (
        <button
          type="button"
          onClick={() => {
            action.run();
            dismiss(id);
          }}
        >
          {action.label} {action.key && keyed && <Key>{action.key}</Key>}
        </button>
      )}
    </div>
  );
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <ToastLine key={toast.id} toast={toast} keyed={toast === shown.findLast(({ action }) => action?.key)} />
      ))}
    </div>
  );
}
