// Who is signed in and what the server offers them: the metadata everything is drawn from.

import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { call, get, Problem } from './api';
import { forgetKept, keepFor } from './kept';
import { inReadersLanguage, learnNames } from './names';
import { endPushHere, forgetOffline } from './worker';
import type { Company, Filter, Label, Me, Meta, ObjectMeta } from './types';

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      networkMode: 'always', // without a network the service worker answers
      refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && !(error instanceof Problem && error.status > 0 && error.status < 500),
    },
  },
});

/** A text that names an object (what the rows of a pull become) is picked among them. */
function offerObjects({ objects }: Meta) {
  for (const field of objects.flatMap((object) => object.fields))
    if (field.name === 'object' && field.kind === 'text' && field.required && !field.read_only)
      Object.assign(field, { kind: 'choice', choices: objects.filter(({ can, hidden }) => can.import && !hidden).map(({ name, plural }) => ({ name, label: plural })) });
}

/** Texts that are codes: of a currency, a country, a time zone. */
function offerCodes({ objects, currencies }: Meta) {
  const plain = (codes: string[]) => codes.map((name) => ({ name, label: { en: name.replaceAll('_', ' ') } }));
  const countries = objects.find(({ name }) => name === 'party')?.fields.find(({ name }) => name === 'country')?.choices;
  const codes = { currency: plain(currencies), zone: plain(Intl.supportedValuesOf('timeZone')), country: countries };
  for (const field of objects.flatMap((object) => object.fields)) {
    const choices = field.kind === 'text' && !field.read_only && codes[field.name as keyof typeof codes];
    if (choices) Object.assign(field, { kind: 'choice', choices });
  }
}

async function readMeta(): Promise<Meta> {
  const meta = await get<Meta>('meta');
  learnNames(meta);
  // A record that was asked for beside the metadata and came first has yet to be told in the reader's language.
  for (const { queryKey, state } of queries.getQueryCache().getAll())
    if (state.data !== undefined && queryKey[0] !== 'meta') queries.setQueryData(queryKey, inReadersLanguage(structuredClone(state.data)), { updatedAt: state.dataUpdatedAt });
  offerObjects(meta);
  offerCodes(meta);
  return meta;
}

export const metaQuery = queryOptions({ queryKey: ['meta'], queryFn: readMeta, staleTime: 300_000 });

let known: Meta | undefined;

/** Reads the metadata once; the page is not drawn before. */
export async function loadMeta(): Promise<Meta> {
  known = await queries.ensureQueryData(metaQuery);
  keepFor(known.me.id);
  return known;
}

export function useMeta(): Meta {
  const { data } = useQuery(metaQuery);
  known = data ?? known;
  return known!;
}

/** The metadata outside of components; only after it was read. */
export const meta = () => queries.getQueryData(metaQuery.queryKey) ?? known!;

export const objectNamed = (name: string | undefined): ObjectMeta | undefined => meta().objects.find((object) => object.name === name);

/** What is retired is offered no more. */
export function offered(object: ObjectMeta | undefined): Filter {
  return object?.retired ? { [object.retired]: { ne: true } } : {};
}

export function useObject(name: string | undefined): ObjectMeta | undefined {
  return useMeta().objects.find((object) => object.name === name);
}

export const zone = () => known?.me.zone || known?.company.zone || Intl.DateTimeFormat().resolvedOptions().timeZone;

export const may = (right: string) => known?.me.administrator || known?.me.may.includes(right) || false;

export async function signIn(login: string, password: string, code?: string): Promise<void> {
  await call('POST', 'session', { body: { login, password, ...(code ? { code } : {}) } });
  queries.clear();
}

export async function signOut(): Promise<void> {
  await endPushHere().catch(() => undefined);
  await call('DELETE', 'session').catch(() => undefined);
  forgetKept();
  forgetOffline();
  forget();
}

/** Shows the page as somebody else sees it, read only, until `seeAsMyself`; everything is read anew. */
export async function seeAs(user: string): Promise<void> {
  await call('POST', 'session/see-as', { body: { user } });
  forgetOffline();
  location.assign('/');
}

export async function seeAsMyself(): Promise<void> {
  await call('DELETE', 'session/see-as');
  forgetOffline();
  location.assign('/settings/people');
}

/** Leaves nothing of the last person in memory. */
export function forget() {
  known = undefined;
  queries.clear();
}

export interface FirstRun {
  token: string;
  company: Company;
  user: { login: string; name: string; password: string };
}

export async function firstRun(body: FirstRun): Promise<void> {
  await call('POST', 'first-run', { body });
  queries.clear();
}

/** Whether the first user has yet to be made, and then the countries to choose from. */
export const firstRunQuery = queryOptions({
  queryKey: ['first-run'],
  queryFn: () => get<{ needed: boolean; countries?: { name: string; label: Label }[]; currencies?: string[] }>('first-run'),
  retry: false,
});

export async function changeMe(change: Partial<Pick<Me, 'name' | 'language' | 'zone' | 'home'>> & { password?: { old: string; new: string } }) {
  await call('PATCH', 'me', { body: change });
  await queries.invalidateQueries({ queryKey: metaQuery.queryKey });
}
