// Work of the server over many records: an import, a merge, a change of many, an undo.

import { get, post } from './api';
import type { LinkValue } from './types';

export interface Operation {
  id: string;
  kind: string;
  state: 'queued' | 'running' | 'paused' | 'done' | 'stopped' | 'failed';
  object: string;
  dry_run?: boolean;
  /** Who asked for it, and the name of the file it came from. */
  by?: LinkValue | null;
  file?: string | null;
  created_at?: string;
  finished_at?: string | null;
  total: number | null;
  done: number;
  created: number;
  updated: number;
  skipped: number;
  refused: number;
  left_out: number;
  /** Columns of the file that go nowhere, and how many values stand there. */
  unread?: {column: string; filled : number}[];
  notes?: string[];
  message?: string | null;
  undoable?: boolean;
}

export const isOver = (operation: Operation | undefined) => operation !== undefined && ['done', 'stopped', 'failed'].includes(operation.state);

/** Asks how an operation goes, at first soon and then less often, until it is over. */
export async function followed(operation: Operation): Promise<Operation> {
  let now = operation;
  for (let wait = 100; !isOver(now); wait = Math.min(wait * 2, 1000)) {
    await new Promise((next) => setTimeout(next, wait));
    now = await get<Operation>(`operation/${operation.id}`);
  }
  return now;
}

/** Undoes one; answers when that is over. */
export const undoOperation = async (id: string) => followed(await post<Operation>(`operation/${id}/undo`));
