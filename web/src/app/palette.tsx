// Ctrl K: finds records across diacritics and scripts, goes to places, does things.

import { IconBolt } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { openCreate } from '../record/create';
import { LinkMark } from '../record/value';
import { Key } from '../ui/button';
import { NamedIcon } from '../ui/icon';
import { label, languageNames, languages, t } from '../ui/language';
import { Options, type Option } from '../ui/options';
import { focusBack } from '../ui/focus';
import { here } from '../ui/here';
import { hotkeys } from '../ui/hotkeys';
import { fold } from '../ui/fold';
import { get } from './api';
import { chooseLanguage } from './person-menu';
import { recent } from './kept';
import { nearness } from './ranking';
import { newLabel, placeIcon, placeLabel, places, type Place } from './places';
import { objectNamed, signOut } from './session';
import { setTheme, themes } from './theme';
import type { SettingsPlace } from '../modules/settings/places';
import type { Hit } from './types';

interface Deed extends Option {
  run: () => void;
}

/** The sections of the settings, whose words come when the palette is opened. */
function useSettings(): SettingsPlace[] {
  const [places, setPlaces] = useState<SettingsPlace[]>([]);
  useEffect(() => void import('../modules/settings/places').then((module) => setPlaces(module.settingsPlaces())).catch(() => undefined), []);
  return places;
}

function useDeeds(onKeys: () => void): Deed[] {
  const navigate = useNavigate();
  const sections = useSettings().map(({ name, icon, title }) => ({
    value: `settings ${name}`,
    label: title,
    hint: t('settings'),
    group: t('palette.places'),
    mark: <NamedIcon name={icon} />,
    run: () => void navigate({ to: '/settings/{-$section}', params: { section: name } }),
  }));
  const settled = (place: Place) => Number(place.group === 'settings');
  const go = places().sort((a, b) => settled(a) - settled(b)).map((place) => ({
    value: `place ${place.name}`,
    label: placeLabel(place),
    group: t('palette.places'),
    mark: <NamedIcon name={placeIcon(place)} />,
    run: () => void navigate({ to: '/$place', params: { place: place.name } }),
  }));
  const fixed = [
    { value: 'home', label: t('home'), group: t('palette.places'), mark: <NamedIcon name="home" />, run: () => void navigate({ to: '/' }) },
    ...(objectNamed('activity')?.can.read ? [{ value: 'calendar', label: t('calendar'), group: t('palette.places'), mark: <NamedIcon name="calendar" />, run: () => void navigate({ to: '/calendar', search: {} }) }] : []),
    ...(objectNamed('deal')?.can.read ? [{ value: 'analysis', label: t('analysis'), group: t('palette.places'), mark: <NamedIcon name="chart-bar" />, run: () => void navigate({ to: '/analysis/{-$section}', params: {}, search: {} }) }] : []),
    { value: 'import', label: t('import'), group: t('palette.places'), mark: <NamedIcon name="upload" />, run: () => void navigate({ to: '/import', search: {} }) },
    { value: 'settings', label: t('settings'), group: t('palette.places'), mark: <NamedIcon name="settings" />, run: () => void navigate({ to: '/settings/{-$section}', params: {} }) },
  ];
  const make = places()
    .filter((place) => place.object.can.create && place.group !== 'settings')
    .map((place) => ({
      value: `new ${place.name}`,
      label: place.entry ? `${t('new', { what: newLabel(place) })}: ${placeLabel(place)}` : t('new', { what: newLabel(place) }),
      group: t('palette.actions'),
      mark: <NamedIcon name={placeIcon(place)} />,
      run: () => openCreate(place.object, place.entry?.defaults),
    }));
  const set = [
    ...languages.map((name) => ({ value: `language ${name}`, label: `${t('language')}: ${languageNames[name]}`, group: t('palette.actions'), run: () => void chooseLanguage(name) })),
    ...themes.map((name) => ({ value: `theme ${name}`, label: `${t('theme')}: ${t(`theme.${name}`)}`, group: t('palette.actions'), run: () => setTheme(name) })),
    { value: 'out', label: t('signOut'), group: t('palette.actions'), run: () => void signOut().then(() => navigate({ to: '/sign-in', search: {} })) },
    { value: 'keys', label: t('keys'), group: t('palette.actions'), end: <Key>?</Key>, run: onKeys },
  ].map((deed) => ({ mark: <NamedIcon name="settings" />, ...deed }));
  return [...fixed.slice(0, 1), ...go, ...fixed.slice(1), ...sections, ...make, ...set];
}

/** What the list or the record does that one stands on, its keys among it. */
function deedsHere(): Deed[] {
  const at = here();
  const elsewhere = [t('keys.everywhere'), t('keys.go')];
  const keyed = hotkeys().filter(({ group }) => !elsewhere.includes(group));
  const group = at?.title || keyed[0]?.group || '';
  return [
    ...keyed.map(({ keys, label: title, run }) => ({ value: `key ${keys}`, label: title, group, end: <Key>{keys.toUpperCase()}</Key>, run: () => run(new KeyboardEvent('keydown')) })),
    ...(at?.deeds ?? []).map((deed) => ({ ...deed, value: `here ${deed.value}`, group })),
  ].map((deed) => ({ mark: <IconBolt size={17} stroke={1.6} aria-hidden />, ...deed }));
}

/** What one works with every day stands before what the program keeps beside it: accounts, settings. */
const afterwards = ({ object: name }: Hit) => {
  const object = objectNamed(name);
  return object?.own || (object?.menu && object.menu.group !== 'settings') ? 0 : 1;
};

export function Palette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const deeds = useDeeds(onKeys);
  const [local] = useState(deedsHere);
  const { data, isPlaceholderData, isLoading } = useQuery({
    queryKey: ['palette', q],
    queryFn: ({ signal }) => get<{ items: Hit[] }>('search', { q }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  useLayoutEffect(() => {
    const element = dialog.current!;
    const opener = document.activeElement;
    element.showModal();
    return () => {
      element.close();
      setTimeout(() => focusBack(opener));
    };
  }, []);

  const wanted = fold(typed);
  const records: Deed[] = !q
    ? recent().map((one) => ({
        value: `recent ${one.object} ${one.id}`,
        label: one.title,
        hint: label(objectNamed(one.object)?.label, one.object),
        group: t('palette.recent'),
        mark: ['party', 'user'].includes(one.object) ? <LinkMark object="user" title={one.title} /> : <NamedIcon name={objectNamed(one.object)?.icon} />,
        run: () => void navigate({ to: '/$place/$id', params: { place: one.place, id: one.id } }),
      }))
    : (data?.items ?? []).filter((hit) => !isPlaceholderData || fold(hit.title).includes(wanted)).sort((a, b) => nearness(a.title, q) - nearness(b.title, q) || afterwards(a) - afterwards(b)).slice(0, 12).map((hit) => ({
        value: `record ${hit.object} ${hit.id}`,
        label: hit.title,
        hint: hit.subtitle || label(objectNamed(hit.object)?.label, hit.object),
        group: t('palette.records'),
        mark: ['party', 'user'].includes(hit.object) ? <LinkMark object="user" title={hit.title} /> : <NamedIcon name={objectNamed(hit.object)?.icon} />,
        run: () => void navigate({ to: '/$place/$id', params: { place: hit.object, id: hit.id } }),
      }));
  const rank = ({ label: title }: Deed) => nearness(title, typed);
  // What is called so comes first, then what can be done by that name, then what was found by something else in it.
  const near = records.filter((one) => rank(one) < 2);
  const fitting = [...local, ...deeds].filter((deed) => !wanted || fold(deed.label).includes(wanted));
  const options = q ? [...near, ...[...fitting].sort((a, b) => rank(a) - rank(b)), ...records.filter((one) => rank(one) === 2)] : [...local, ...records, ...deeds];
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t('palette')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <Options
        options={options}
        find={t('palette.find')}
        onFind={setTyped}
        pending={typed.trim() !== q || isPlaceholderData || isLoading}
        onPick={(picked) => {
          onClose();
          options.find((deed) => deed.value === picked.value)?.run();
        }}
      />
      <footer className="palette-foot desk">
        <span><Key>↑</Key> <Key>↓</Key> {t('palette.move')}</span>
        <span><Key>↵</Key> {t('open')}</span>
        <span><Key>Esc</Key> {t('close')}</span>
      </footer>
    </dialog>
  );
}
