// Long work of the server: an import, an undo, a bulk change.

export interface Operation {
  id: string;
  kind: string;
  state: 'queued' | 'running' | 'paused' | 'done' | 'stopped' | 'failed';
  object: string;
  total: number | null;
  done: number;
  created: number;
  updated: number;
  skipped: number;
  refused: number;
  left_out: number;
  message?: string | null;
  undoable?: boolean;
}
