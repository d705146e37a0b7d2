// The head of a group as it stands among the rows, and the fields whose values make groups.

import type { Field, Item } from '../../app/types';
import type { Sum } from '../sum';

export interface GroupHead {
  key: string;
  value: unknown;
  title: string;
  /** Of a step or a choice. */
  color?: number;
  count: number;
  sums: Record<string, Sum | number | null>;
  open: boolean;
}

export const headOf = (item: Item | undefined) => item?.group_head as GroupHead | undefined;

export const canGroup = (field: Field) => !field.hidden && !field.system && ['choice', 'link', 'yes_no', 'day', 'moment'].includes(field.kind) && field.filterable !== false;
