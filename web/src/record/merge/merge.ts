// Merging records: what would happen, doing it, and taking it back.

import { post } from '../../app/api';
import { followed, isOver, undoOperation, type Operation } from '../../app/operation';
import type { Item, ObjectMeta } from '../../app/types';
import { t } from '../../ui/language';
import { say, sayProblem, sayUndoable } from '../../ui/toast';
import { again } from '../bulk';
import { problemText } from '../store';
import './words';

/** Of each field where the records differ: the id of the record whose value stays, or all of them. */
export type Chosen = Record<string, string>;

export interface MergePreview {
  records: Item[];
  proposed_survivor: string;
  values: Chosen;
  moves: { object: string; count: number }[];
  at_once: boolean;
  survivor: Item;
}

export const mostMerged = 20;

const orderOf = (survivor: string, ids: string[], values: Chosen) => ({ with: ids.filter((id) => id !== survivor), values });

export const previewMerge = (object: string, survivor: string, ids: string[], values: Chosen) =>
  post<MergePreview>(`${object}/${survivor}/merge`, { ...orderOf(survivor, ids, values), dry_run: true });

async function undo(object: ObjectMeta, merge: Operation) {
  try {
    const over = await undoOperation(merge.id);
    if (over.state === 'done') say(t(over.left_out ? 'merge.undoneBut' : 'merge.undone'));
    else sayProblem(t('merge.failed', { why: over.message ?? '' }));
  } catch (error) {
    sayProblem(problemText(error));
  }
  again(object.name);
}

/** Merges, and says so with a way back. Throws what the server refuses. */
export async function merge(object: ObjectMeta, survivor: string, ids: string[], values: Chosen, title: string) {
  const { operation } = await post<{ operation: Operation }>(`${object.name}/${survivor}/merge`, orderOf(survivor, ids, values));
  const tell = (over: Operation) => {
    again(object.name);
    if (over.state === 'done') sayUndoable(t('merge.done', { n: ids.length - 1, title }), () => void undo(object, over));
    else sayProblem(t('merge.failed', { why: over.message ?? '' }));
  };
  if (isOver(operation)) return tell(operation);
  say(t('merge.begun', { title }));
  void followed(operation).then(tell, (error: unknown) => sayProblem(problemText(error)));
}
