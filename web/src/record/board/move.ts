// Moves a card: it is in the new column at once, goes back when the server refuses, and a missing reason is asked for.

import type { InfiniteData } from '@tanstack/react-query';
import { Problem } from '../../app/api';
import { queries } from '../../app/session';
import type { Field, Item, ObjectMeta, Page } from '../../app/types';
import { askMissing, runAction } from '../action-dialog';
import { problemText, saveRecord } from '../store';
import { changing, sayProblem, sayUndoable } from '../../ui/toast';
import type { Column } from './columns';
import { noteMoved } from './moved';

const valueFor = (field: Field, column: Column) => (field.kind === 'link' && column.value ? { id: column.value, title: column.title } : column.value);

type Cards = InfiniteData<Page, string | null>;

/** Takes the card out of every column's pages and puts it first in the new one's. */
function showIn(object: ObjectMeta, item: Item, field: Field, column: Column) {
  const moved = { ...item, [field.name]: valueFor(field, column) };
  noteMoved(moved, column.value);
  queries.setQueriesData<Cards>(
    { queryKey: ['list', object.name] },
    (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.filter((other) => other.id !== item.id) })) },
  );
  queries.setQueriesData<Cards>(
    {
      queryKey: ['list', object.name],
      predicate: ({ queryKey }) => {
        const filter = (queryKey[2] as { filter?: string } | undefined)?.filter;
        if (!filter) return false;
        const wanted = (JSON.parse(filter) as Record<string, unknown>)[field.name];
        return column.value === null ? JSON.stringify(wanted) === '{"is_null":true}' : wanted === column.value;
      },
    },
    (data) => data && { ...data, pages: data.pages.map((page, index) => (index === 0 ? { ...page, items: [moved, ...page.items] } : page)) },
  );
}

export async function moveCard(object: ObjectMeta, item: Item, field: Field, from: Column | undefined, to: Column): Promise<void> {
  await queries.cancelQueries({ queryKey: ['list', object.name] }); // what was asked before would put it back
  showIn(object, item, field, to);
  const hasAction = object.actions.some(({ name }) => name === 'move');
  try {
    if (hasAction) await changing(runAction(object, item.id, 'move', { [field.name]: to.value }));
    else if (!(await saveRecord(object, item, { [field.name]: valueFor(field, to) }))) throw new Problem(0, '');
    if (from) sayUndoable(`${item.title}: ${to.title}`, () => void moveCard(object, { ...item, [field.name]: valueFor(field, to) }, field, undefined, from));
  } catch (error) {
    if (from) showIn(object, item, field, from);
    if (!(error instanceof Problem)) throw error;
    if (hasAction && askMissing(object, item, 'move', { [field.name]: to.value }, error)) return;
    if (error.detail) sayProblem(problemText(error));
  } finally {
    void queries.invalidateQueries({ queryKey: ['aggregate', object.name] });
    void queries.invalidateQueries({ queryKey: ['list', object.name] });
  }
}
