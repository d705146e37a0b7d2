// Makes a record: what asks for it, and the dialog, loaded when it is first asked.

import { lazy, Suspense, useSyncExternalStore } from 'react';
import type { ObjectMeta } from '../app/types';
import { Expected } from '../ui/expected';

export interface Asked {
  object: ObjectMeta;
  values: Record<string, unknown>;
  onMade?: (id: string) => void;
  /** What was written before and not saved. */
  draft?: Record<string, unknown>;
}

const CreateForm = lazy(() => import('./create-form').then((module) => ({ default: module.CreateForm })));

let asked: Asked | null = null;
const listeners = new Set<() => void>();

export function ask(next: Asked | null) {
  asked = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog that makes a record, with values to begin with. */
export const openCreate = (object: ObjectMeta, values: Record<string, unknown> = {}, onMade?: (id: string) => void) =>
  ask({ object, values, onMade });

export function CreateDialog() {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
  return (
    now && (
      <Suspense fallback={<Expected />}>
        <CreateForm key={now.object.name} {...now} />
      </Suspense>
    )
  );
}
