// The addresses of the page.

import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, parseSearchWith, redirect, stringifySearchWith } from '@tanstack/react-router';
import { firstLanguage, language, languages, setLanguage } from '../ui/language';
import type { AnalysisSearch } from '../modules/analysis/scope';
import type { Language } from './types';
import type { ListSearch } from '../record/list/list-state';
import { recordQuery } from '../record/store';
import { Problem } from './api';
import { look } from './away';
import { Lost, Trouble } from './lost';
import { objectOfPlace, placeNamed, rememberPlaces } from './places';
import { loadMeta, queries } from './session';
import { Shell } from './shell';

const root = createRootRoute({ component: Outlet, notFoundComponent: Lost, errorComponent: Trouble });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } => (typeof search.to === 'string' ? { to: search.to } : {}),
  component: lazyRouteComponent(() => import('./sign-in'), 'SignIn'),
});

const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  validateSearch: (search: Record<string, unknown>): { token?: string } => (search.token === undefined ? {} : { token: String(search.token) }),
  component: lazyRouteComponent(() => import('./first-run'), 'FirstRunPage'),
});

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten-password',
  component: lazyRouteComponent(() => import('./forgotten'), 'Forgotten'),
});

const newPassword = createRoute({
  getParentRoute: () => root,
  path: '/new-password',
  component: lazyRouteComponent(() => import('./forgotten'), 'NewPasswordPage'),
});

const shared = createRoute({
  getParentRoute: () => root,
  path: '/shared/$secret',
  validateSearch: (search: Record<string, unknown>): { language?: Language } => (languages.includes(search.language as Language) ? { language: search.language as Language } : {}),
  component: lazyRouteComponent(() => import('../modules/shared/shared-page'), 'SharedPage'),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  loader: async ({ location }) => {
    try {
      const { me, company, seen_by } = await loadMeta();
      rememberPlaces();
      look();
      // Who looks as somebody else goes on reading in their own language.
      const wanted = seen_by ? firstLanguage() : me.language || (localStorage.getItem('language') ? firstLanguage() : company.language);
      if (wanted !== language()) await setLanguage(wanted);
    } catch (error) {
      if (error instanceof Problem && error.status === 401)
        throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { to: location.href } });
      throw error;
    }
  },
  pendingMs: 400,
  staleTime: Infinity,
  component: Shell,
  errorComponent: Trouble,
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('../modules/home/home'), 'Home'),
});

const calendar = createRoute({
  getParentRoute: () => inside,
  path: '/calendar',
  validateSearch: (search: Record<string, unknown>): { show?: 'day' | 'week' | 'month'; day?: string; whose?: 'all' } => ({
    ...(['day', 'week', 'month'].includes(String(search.show)) ? { show: search.show as 'day' } : {}),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(String(search.day)) ? { day: String(search.day) } : {}),
    ...(search.whose === 'all' ? { whose: 'all' as const } : {}),
  }),
  component: lazyRouteComponent(() => import('../modules/calendar/calendar-page'), 'CalendarPage'),
});

const analysis = createRoute({
  getParentRoute: () => inside,
  path: '/analysis/{-$section}',
  validateSearch: (search: Record<string, unknown>) => search as AnalysisSearch,
  component: lazyRouteComponent(() => import('../modules/analysis/analysis-page'), 'AnalysisPage'),
});

const importing = createRoute({
  getParentRoute: () => inside,
  path: '/import',
  validateSearch: (search: Record<string, unknown>): { object?: string; operation?: string; dry?: boolean } => ({
    ...(search.object ? { object: String(search.object) } : {}),
    ...(search.operation ? { operation: String(search.operation) } : {}),
    ...(search.dry ? { dry: true } : {}),
  }),
  component: lazyRouteComponent(() => import('../modules/import/import-page'), 'ImportPage'),
});

const duplicates = createRoute({
  getParentRoute: () => inside,
  path: '/duplicates/$place',
  validateSearch: (search: Record<string, unknown>): { min?: 'likely' | 'sure' } => (['likely', 'sure'].includes(String(search.min)) ? { min: search.min as 'likely' } : {}),
  component: lazyRouteComponent(() => import('../modules/duplicates/duplicates-page'), 'DuplicatesPage'),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings/{-$section}',
  component: lazyRouteComponent(() => import('../modules/settings/settings'), 'Settings'),
});

const list = createRoute({
  getParentRoute: () => inside,
  path: '/$place',
  validateSearch: (search: Record<string, unknown>) => search as ListSearch,
  // Its body is asked for beside its frame, not after it.
  loaderDeps: ({ search }) => ({ board: search.show === 'board' }),
  loader: ({ deps }) => void (deps.board ? import('../record/board/board') : import('../record/list/list-body')),
  component: lazyRouteComponent(() => import('../record/list/list-route'), 'ListRoute'),
});

const record = createRoute({
  getParentRoute: () => inside,
  path: '/$place/$id',
  // Asked for at once, beside the metadata, so that the page needs one round of requests.
  loader: ({ params }) => {
    const known = queries.getQueryData(['meta']) ? placeNamed(params.place)?.object.name : objectOfPlace(params.place);
    if (known && !queries.getQueryData(['record', known, params.id])) void queries.prefetchQuery(recordQuery(known, params.id));
  },
  component: lazyRouteComponent(() => import('../record/page/record-route'), 'RecordRoute'),
});

/** The value of a part of an address. An id is longer than the numbers that JavaScript knows exactly, and stays a text. */
function partOf(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'number' && String(value) !== text) throw new SyntaxError('Not exactly a number');
  return value;
}

export const router = createRouter({
  parseSearch: parseSearchWith(partOf),
  stringifySearch: stringifySearchWith(JSON.stringify, partOf),
  routeTree: root.addChildren([signIn, firstRun, forgotten, newPassword, shared, inside.addChildren([home, calendar, analysis, importing, duplicates, settings, list, record])]),
  defaultPreload: 'intent',
  defaultPendingMs: 400,
  defaultErrorComponent: Trouble, // within the frame: the places and what waits stay in reach
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
