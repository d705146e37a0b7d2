// The frame of the page: the places at the side or the foot, the panel of what is open, what lies above it.

import { Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { ActionHost } from '../record/action-dialog';
import { CreateDialog, openCreate } from '../record/create';
import { Expected } from '../ui/expected';
import { arrived } from '../ui/focus';
import { useHotkeys, type Hotkey } from '../ui/hotkeys';
import { t } from '../ui/language';
import { usePhone } from '../ui/phone';
import { sayProblem, Toasts, undoLast } from '../ui/toast';
import { useAway } from './away';
import { toggleNarrow } from './kept';
import { OfflineBar } from './offline-bar';
import { newLabel, placeLabel, places } from './places';
import { useReminders } from './reminders';
import { objectNamed, useMeta } from './session';
import { Sidebar } from './sidebar';

const readPalette = () => import('./palette');
const Palette = lazy(() => readPalette().then((module) => ({ default: module.Palette })));
const SeenBar = lazy(() => import('./seen-bar').then((module) => ({ default: module.SeenBar })));
const BottomBar = lazy(() => import('./bottom-bar').then((module) => ({ default: module.BottomBar })));
const Shortcuts = lazy(() => import('./shortcuts').then((module) => ({ default: module.Shortcuts })));

/** A letter for each place: the first of its English name that is still free. */
export function placeKeys(): Map<string, string> {
  const taken = new Set(['h', 's', 'k']);
  const keys = new Map<string, string>();
  for (const place of places().filter(({ group }) => group !== 'settings')) {
    const letter = [...(place.name.toLowerCase().replace(/[^a-z]/g, ''))].find((candidate) => !taken.has(candidate));
    if (!letter) continue;
    taken.add(letter);
    keys.set(place.name, letter);
  }
  return keys;
}

export function Shell() {
  const { seen_by } = useMeta();
  const navigate = useNavigate();
  const router = useRouter();
  useEffect(() => router.subscribe('onRendered', ({ pathChanged }) => pathChanged && arrived()), [router]);
  const phone = usePhone();
  const [palette, setPalette] = useState(false);
  // Without a network it may not be there.
  const openPalette = () => (navigator.onLine ? setPalette(true) : void readPalette().then(() => setPalette(true), () => sayProblem(t('problem.offline'))));
  const [sheet, setSheet] = useState(false);
  const keys = placeKeys();
  const go: Hotkey[] = places()
    .filter((place) => keys.has(place.name))
    .map((place) => ({
      keys: `g ${keys.get(place.name)}`,
      label: placeLabel(place),
      group: t('keys.go'),
      run: () => void navigate({ to: '/$place', params: { place: place.name } }),
    }));
  const first = places().find((place) => place.object.can.create && place.group !== 'settings');
  useHotkeys([
    { keys: 'mod+k', label: t('palette'), group: t('keys.everywhere'), run: openPalette, whileTyping: true },
    { keys: '?', label: t('keys'), group: t('keys.everywhere'), run: () => setSheet(true) },
    { keys: '[', label: t('sidebar.narrow'), group: t('keys.everywhere'), run: toggleNarrow },
    { keys: 'z', label: t('undo'), group: t('keys.everywhere'), run: undoLast },
    ...(first ? [{ keys: 'c', label: t('new', { what: newLabel(first) }), group: t('keys.everywhere'), run: () => openCreate(first.object, first.entry?.defaults) }] : []),
    { keys: 'g h', label: t('home'), group: t('keys.go'), run: () => void navigate({ to: '/' }) },
    { keys: 'g s', label: t('settings'), group: t('keys.go'), run: () => void navigate({ to: '/settings/{-$section}', params: {} }) },
    ...(objectNamed('activity')?.can.read ? [{ keys: 'g k', label: t('calendar'), group: t('keys.go'), run: () => void navigate({ to: '/calendar', search: {} }) }] : []),
    ...go,
  ], 0);
  // The palette comes after the page, before anybody can have pressed its keys.
  useEffect(() => {
    const timer = setTimeout(() => void readPalette().catch(() => undefined), 2000);
    return () => clearTimeout(timer);
  }, []);
  useReminders();
  useAway();
  return (
    <div className="app">
      <a className="skip" href="#main">{t('skip')}</a>
      {!phone && <Sidebar onPalette={openPalette} />}
      <main className="main" id="main" tabIndex={-1}>
        {seen_by && <Suspense><SeenBar /></Suspense>}
        <OfflineBar />
        <Outlet />
      </main>
      {phone && (
        <Suspense fallback={<div className="bottom-bar" style={{ height: 55 }} />}>
          <BottomBar onPalette={openPalette} />
        </Suspense>
      )}
      <CreateDialog />
      <ActionHost />
      {palette && (
        <Suspense fallback={<Expected />}>
          <Palette onClose={() => setPalette(false)} onKeys={() => setSheet(true)} />
        </Suspense>
      )}
      {sheet && (
        <Suspense>
          <Shortcuts onClose={() => setSheet(false)} />
        </Suspense>
      )}
      <Toasts />
    </div>
  );
}
