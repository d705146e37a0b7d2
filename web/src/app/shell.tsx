// The frame of the page: the places at the side or the foot, the panel of what is open, what lies above it.

import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ActionHost } from '../record/action-dialog';
import { CreateDialog, openCreate } from '../record/create';
import { useHotkeys, type Hotkey } from '../ui/hotkeys';
import { t } from '../ui/language';
import { usePhone } from '../ui/phone';
import { Toasts, undoLast } from '../ui/toast';
import { useAway } from './away';
import { toggleNarrow } from './kept';
import { OfflineBar } from './offline-bar';
import { Palette } from './palette';
import { newLabel, placeLabel, places } from './places';
import { useReminders } from './reminders';
import { objectNamed, useMeta } from './session';
import { SeenBar } from './seen-bar';
import { Sidebar } from './sidebar';

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
  useMeta();
  const navigate = useNavigate();
  const phone = usePhone();
  const [palette, setPalette] = useState(false);
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
  const first = places().find((place) => place.object.can.create);
  useHotkeys([
    { keys: 'mod+k', label: t('palette'), group: t('keys.everywhere'), run: () => setPalette(true), whileTyping: true },
    { keys: '?', label: t('keys'), group: t('keys.everywhere'), run: () => setSheet(true) },
    { keys: '[', label: t('sidebar.narrow'), group: t('keys.everywhere'), run: toggleNarrow },
    { keys: 'z', label: t('undo'), group: t('keys.everywhere'), run: undoLast },
    ...(first ? [{ keys: 'c', label: t('new', { what: newLabel(first) }), group: t('keys.everywhere'), run: () => openCreate(first.object, first.entry?.defaults) }] : []),
    { keys: 'g h', label: t('home'), group: t('keys.go'), run: () => void navigate({ to: '/' }) },
    { keys: 'g s', label: t('settings'), group: t('keys.go'), run: () => void navigate({ to: '/settings/{-$section}', params: {} }) },
    ...(objectNamed('activity')?.can.read ? [{ keys: 'g k', label: t('calendar'), group: t('keys.go'), run: () => void navigate({ to: '/calendar', search: {} }) }] : []),
    ...go,
  ], 0);
  useReminders();
  useAway();
  return (
    <div className="app">
      <a className="skip" href="#main">{t('skip')}</a>
      {!phone && <Sidebar onPalette={() => setPalette(true)} />}
      <main className="main" id="main" tabIndex={-1}>
        <SeenBar />
        <OfflineBar />
        <Outlet />
      </main>
      {phone && (
        <Suspense fallback={<div className="bottom-bar" style={{ height: 55 }} />}>
          <BottomBar onPalette={() => setPalette(true)} />
        </Suspense>
      )}
      <CreateDialog />
      <ActionHost />
      {palette && <Palette onClose={() => setPalette(false)} onKeys={() => setSheet(true)} />}
      {sheet && (
        <Suspense>
          <Shortcuts onClose={() => setSheet(false)} />
        </Suspense>
      )}
      <Toasts />
    </div>
  );
}
