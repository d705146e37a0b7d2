// Reading and changing records. A change shows at once, is checked against the version, and can be undone.

import { infiniteQueryOptions, queryOptions, type InfiniteData } from '@tanstack/react-query';
import { get, patch, post, Problem } from '../app/api';
import type { LiveEvent } from '../app/live';
import { keepChange } from '../app/outbox';
import { queries } from '../app/session';
import type { Field, Filter, Item, ObjectMeta, Page } from '../app/types';
import { t } from '../ui/language';
import { changing, rememberUndo, say, sayProblem } from '../ui/toast';
import { notePending, noteSaved, withNewer } from './newer';
import { fieldNamed, toWire } from './values';

export interface ListWish {
  filter?: Filter;
  sort?: string;
  /** Words to find, across marks and scripts. */
  search?: string;
  limit?: number;
}

export const filterText = (filter: Filter | undefined) => (filter && Object.keys(filter).length ? JSON.stringify(filter) : undefined);

/** A page of records as they are here by now. */
async function read(object: string, query: Record<string, string | number | null | undefined>, signal?: AbortSignal): Promise<Page> {
  const page = await get<Page>(object, query, signal);
  return { ...page, items: page.items.map((item) => withNewer(object, item)) };
}

export const listQuery = (object: string, { filter, sort, search, limit = 100 }: ListWish) =>
  infiniteQueryOptions({
    queryKey: ['list', object, { filter: filterText(filter), sort, search, limit }],
    queryFn: ({ pageParam, signal }) =>
      read(object, { filter: filterText(filter), sort, search, limit, cursor: pageParam, count: pageParam ? undefined : 'capped' }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.next,
  });

export const recordQuery = (object: string, id: string) =>
  queryOptions({ queryKey: ['record', object, id], queryFn: async ({ signal }) => withNewer(object, await get<Item>(`${object}/${id}`, {}, signal)) });

export const fewQuery = (object: string, { filter, sort, search, limit = 50 }: ListWish) =>
  queryOptions({
    queryKey: ['few', object, { filter: filterText(filter), sort, limit, ...(search ? { search } : {}) }],
    queryFn: ({ signal }) => read(object, { filter: filterText(filter), sort, search, limit, count: 'capped' }, signal),
  });

type Lists = InfiniteData<Page, string | null>;

/** Changes a record wherever it is held: `change` gives the new one, or null to take it out. */
export function updateHeld(object: string, id: string, change: (item: Item) => Item | null) {
  const inPage = (page: Page): Page => {
    if (!page.items.some((item) => item.id === id)) return page;
    const items = page.items.flatMap((item) => (item.id === id ? (change(item) ?? []) : item));
    return { ...page, items };
  };
  queries.setQueriesData<Lists>({ queryKey: ['list', object] }, (data) => data && { ...data, pages: data.pages.map(inPage) });
  queries.setQueriesData<Page>({ queryKey: ['few', object] }, (data) => data && inPage(data));
  queries.setQueryData<Item>(['record', object, id], (item) => (item ? (change(item) ?? item) : item));
}

/** The record as any list or page holds it now. */
export function held(object: string, id: string): Item | undefined {
  const record = queries.getQueryData<Item>(['record', object, id]);
  if (record) return record;
  for (const [, data] of queries.getQueriesData<Lists>({ queryKey: ['list', object] }))
    for (const page of data?.pages ?? []) {
      const item = page.items.find((candidate) => candidate.id === id);
      if (item) return item;
    }
  for (const [, page] of queries.getQueriesData<Page>({ queryKey: ['few', object] })) {
    const item = page?.items.find((candidate) => candidate.id === id);
    if (item) return item;
  }
  return undefined;
}

/** What else may have changed with a record: its timeline and every total. */
function afterChange(object: string, id: string) {
  void queries.invalidateQueries({ queryKey: ['timeline', object, id] });
  void queries.invalidateQueries({ queryKey: ['history', object, id] });
  void queries.invalidateQueries({ queryKey: ['aggregate', object] });
}

/** What everything that links to a record shows of it: its name in each language, its colour. */
const isShownElsewhere = (field: string) => /^(name_(en|pl|mk)|color)$/.test(field);

/** The values as the server wants them. */
export const wire = (fields: Field[], values: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = fieldNamed(fields, name);
      return [name, field ? toWire(field, value) : value];
    }),
  );

const saving = new Map<string, Promise<unknown>>();

/** One save of a record after the other, so that a quick second one carries the version the first made. */
function inTurn<T>(key: string, run: () => Promise<T>): Promise<T> {
  const turn = (saving.get(key) ?? Promise.resolve()).then(run, run);
  saving.set(key, turn);
  void turn.finally(() => saving.get(key) === turn && saving.delete(key)).catch(() => undefined);
  return turn;
}

interface SaveOptions {
  force?: boolean;
  remember?: boolean;
  /** Says the sentence of a refusal where the value stands, not at the foot of the page. */
  onRefused?: (sentence: string) => void;
}

/**
 * Saves values of a record. They show at once; when somebody else was faster the person chooses whether to keep theirs;
 * when the server refuses they go back and the sentence is shown. `force` overwrites whatever the version; `remember` lets Z undo it.
 */
export const saveRecord = (object: ObjectMeta, item: Item, values: Record<string, unknown>, options: SaveOptions = {}) => changing(save(object, item, values, options));

async function save(object: ObjectMeta, item: Item, values: Record<string, unknown>, { force = false, remember = true, onRefused = sayProblem }: SaveOptions): Promise<boolean> {
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, item[name] ?? null]));
  updateHeld(object.name, item.id, (old) => ({ ...old, ...values }));
  const settled = notePending(object.name, item.id, values);
  try {
    const path = `${object.name}/${item.id}`;
    const saved = await inTurn(path, () => {
      const version = held(object.name, item.id)?.version ?? item.version;
      return patch<Item>(path, wire(object.fields, values), force ? undefined : version);
    });
    settled();
    noteSaved(object.name, saved);
    updateHeld(object.name, item.id, (old) => ({ ...old, ...withNewer(object.name, saved) }));
    afterChange(object.name, item.id);
    if (Object.keys(values).some(isShownElsewhere)) void queries.invalidateQueries({ queryKey: ['meta'] }).then(() => queries.invalidateQueries());
    if (remember) rememberUndo(() => void saveRecord(object, { ...item, ...saved }, before, { force: true, remember: false }));
    return true;
  } catch (error) {
    settled();
    if (error instanceof Problem && error.status === 0) {
      keepChange({ object: object.name, id: item.id, title: item.title, body: wire(object.fields, values), version: force ? undefined : item.version, shown: values });
      say(t('offline.kept'));
      return true;
    }
    updateHeld(object.name, item.id, (old) => withNewer(object.name, { ...old, ...before }));
    if (!(error instanceof Problem)) throw error;
    if (error.status === 412) {
      await queries.invalidateQueries({ queryKey: ['record', object.name, item.id] });
      await refresh(object.name, [item.id]);
      sayProblem(t('save.conflict', { title: item.title }), { label: t('save.keepMine'), run: () => void saveRecord(object, item, values, { force: true }) });
    } else onRefused(problemText(error));
    return false;
  }
}

/** A problem as one sentence, the first field's if it names one. */
export function problemText(error: unknown): string {
  if (!(error instanceof Problem)) return t('problem.unknown');
  if (error.status === 0) return t('problem.offline');
  return error.fields[0]?.message || error.detail || t('problem.unknown');
}

/** What a form has no place for: complaints of fields that it does not show, or of no field at all. */
export function problemElsewhere(problem: Problem | null | undefined, shown: Iterable<string>): string {
  if (!problem) return '';
  const names = new Set(shown);
  const others = problem.fields.filter(({ field }) => !names.has(field.split('.')[0]!));
  return problem.fields.length ? others.map(({ message }) => message).join(' ') : problemText(problem);
}

/** Reads records again and puts them in their places, as live changes ask. */
export async function refresh(object: string, ids: string[]) {
  for (let at = 0; at < ids.length; at += 100) {
    const some = ids.slice(at, at + 100);
    const page = await read(object, { filter: JSON.stringify({ id: { in: some } }), limit: some.length }).catch(() => null);
    for (const fresh of page?.items ?? []) updateHeld(object, fresh.id, (old) => ({ ...old, ...fresh }));
  }
}

/** Brings the record of a page up to what happened to it, with what can be done with it now; what is here already is not asked again. */
export function follow(object: string, id: string, { version, kind }: LiveEvent) {
  if (kind === 'deleted' || kind === 'left' || kind === 'reset') void queries.invalidateQueries({ queryKey: ['record', object, id] });
  else if (Number(version) > Number(held(object, id)?.version ?? 0))
    void get<Item>(`${object}/${id}`).then(
      (fresh) => updateHeld(object, id, (old) => ({ ...old, ...withNewer(object, fresh) })),
      () => undefined,
    );
}

export async function createRecord(object: ObjectMeta, values: Record<string, unknown>): Promise<Item> {
  const made = await post<Item>(object.name, wire(object.fields, values));
  void queries.invalidateQueries({ queryKey: ['list', object.name] });
  void queries.invalidateQueries({ queryKey: ['few', object.name] });
  void queries.invalidateQueries({ queryKey: ['aggregate', object.name] });
  void queries.invalidateQueries({ queryKey: ['timeline'] });
  return made;
}
