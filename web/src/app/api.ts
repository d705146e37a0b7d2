// The one way to the server. Every answer that is not a success becomes a Problem with a sentence for people.

import { inReadersLanguage } from './names';

export interface FieldProblem {
  field: string;
  message: string;
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly fields: FieldProblem[] = [],
    readonly type = 'about:blank',
  ) {
    super(detail);
  }

  /** The sentence said about one field, when there is one. */
  at(field: string): string | undefined {
    return this.fields.find((problem) => problem.field === field)?.message;
  }
}

export interface Answer<T> {
  body: T;
  etag: string | null;
  status: number;
}

interface CallOptions {
  query?: Record<string, string | number | undefined | null>;
  body?: unknown;
  raw?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

let signedOut: () => void = () => undefined;

/** Names what happens when the session is over. */
export function whenSignedOut(run: () => void) {
  signedOut = run;
}

export function address(path: string, query: CallOptions['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  const text = search.toString();
  return '/api/v1/' + path + (text ? '?' + text : '');
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = await response.json();
    return new Problem(response.status, body.detail || body.title || response.statusText, body.fields ?? [], body.type);
  } catch {
    return new Problem(response.status, response.statusText);
  }
}

export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  if (method !== 'GET') headers['X-Requested-With'] = 'relacja';
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method,
      headers,
      body: options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      signal: options.signal,
      credentials: 'same-origin',
    });
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new Problem(0, 'offline');
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    // Who lacks a second factor that a role asks for sets it up at the sign-in.
    if ((problem.status === 401 && !(method === 'POST' && path === 'session')) || problem.at('second_factor')) signedOut();
    throw problem;
  }
  const text = await response.text();
  return { body: (text ? inReadersLanguage(JSON.parse(text)) : null) as T, etag: response.headers.get('ETag'), status: response.status };
}

export const get = async <T>(path: string, query?: CallOptions['query'], signal?: AbortSignal) =>
  (await call<T>('GET', path, { query, signal })).body;

export const post = async <T>(path: string, body?: unknown) => (await call<T>('POST', path, { body: body ?? {} })).body;

export const remove = async (path: string) => (await call<unknown>('DELETE', path)).body;

/** Changes a record. With a version the server refuses (412) when somebody else was faster. */
export const patch = async <T>(path: string, body: unknown, version?: number | string) =>
  (await call<T>('PATCH', path, { body, headers: version === undefined ? {} : { 'If-Match': `"${version}"` } })).body;

export async function upload(file: File, about?: string): Promise<{ id: string; title: string; size: number; type: string }> {
  const headers = { 'Content-Type': file.type || 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) };
  return (await call<{ id: string; title: string; size: number; type: string }>('POST', 'file', { raw: file, headers, query: { about } })).body;
}
