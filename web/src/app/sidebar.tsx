// The places at the side, by groups.

import { IconCalendarWeek, IconChartBar, IconChevronDown, IconHome, IconLayoutSidebar, IconSearch, IconSettings } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Avatar } from '../ui/avatar';
import { Key } from '../ui/button';
import { NamedIcon } from '../ui/icon';
import { t, type MessageKey } from '../ui/language';
import { Logo } from '../ui/logo';
import { useTablet } from '../ui/phone';
import { toggleGroup, toggleNarrow, useClosedGroups, useFavourites, useNarrow } from './kept';
import { Bell } from './notifications';
import { PersonMenu } from './person-menu';
import { placeIcon, placeLabel, places, type Place } from './places';
import { objectNamed, useMeta } from './session';

const TaskCount = lazy(() => import('./task-count'));

/** Records that are done one day, and due before it. */
const isCounted = ({ object, entry }: Place) => entry?.filter.done === false && object.fields.some(({ name }) => name === 'due_at');

const order = ['work', 'sales', 'catalog'];

/** The places by groups; what is set up rather than worked with is left to the settings. */
export function placeGroups(): [string, Place[]][] {
  const groups = Map.groupBy(places().filter((place) => place.group !== 'settings'), (place) => place.group);
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...groups].sort(([a], [b]) => rank(a) - rank(b));
}

const known = ['work', 'sales', 'catalog', 'service', 'marketing', 'own', 'other'];

export const groupLabel = (name: string) => t(`group.${known.includes(name) ? name : 'other'}` as MessageKey);

function GroupHead({ name, title, closed }: { name: string; title: string; closed: boolean }) {
  return (
    <h2>
      <button type="button" aria-expanded={!closed} onClick={() => toggleGroup(name)}>
        {title}
        <IconChevronDown size={13} aria-hidden />
      </button>
    </h2>
  );
}

export function Sidebar({ onPalette }: { onPalette: () => void }) {
  const { me, company } = useMeta();
  const tablet = useTablet();
  const narrow = useNarrow() || tablet;
  const closed = useClosedGroups();
  const favourites = useFavourites();
  return (
    <nav className={`sidebar${narrow ? ' narrow-side' : ''}`} aria-label={t('places')}>
      <div className="company">
        <Logo />
        <span className="cut space">{company.name || 'Relacja'}</span>
        <Bell />
      </div>
      <button type="button" className="sidebar-search" onClick={onPalette}>
        <IconSearch size={16} aria-hidden />
        {t('search')}
        <span className="space" />
        <Key>Ctrl K</Key>
      </button>
      <Link to="/" className="place" activeOptions={{ exact: true }} title={narrow ? t('home') : undefined}>
        <IconHome size={17} stroke={1.6} aria-hidden />
        <span className="cut">{t('home')}</span>
      </Link>
      {objectNamed('activity')?.can.read && (
        <Link to="/calendar" search={{}} className="place" activeOptions={{ includeSearch: false }} title={narrow ? t('calendar') : undefined}>
          <IconCalendarWeek size={17} stroke={1.6} aria-hidden />
          <span className="cut">{t('calendar')}</span>
        </Link>
      )}
      {objectNamed('deal')?.can.read && (
        <Link to="/analysis/{-$section}" params={{}} search={{}} className="place" activeOptions={{ includeSearch: false }} title={narrow ? t('analysis') : undefined}>
          <IconChartBar size={17} stroke={1.6} aria-hidden />
          <span className="cut">{t('analysis')}</span>
        </Link>
      )}
      {favourites.length > 0 && (
        <div role="group" aria-label={t('favourites')} className="place-group">
          <GroupHead name="favourites" title={t('favourites')} closed={closed.includes('favourites')} />
          {!closed.includes('favourites') &&
            favourites.map((one) => (
              <Link key={one.object + one.id} to="/$place/$id" params={{ place: one.place, id: one.id }} className="place" title={one.title}>
                <NamedIcon name={objectNamed(one.object)?.icon} />
                <span className="cut">{one.title}</span>
              </Link>
            ))}
        </div>
      )}
      {placeGroups().map(([group, inside]) => (
        <div key={group} role="group" aria-label={groupLabel(group)} className="place-group">
          <GroupHead name={group} title={groupLabel(group)} closed={closed.includes(group)} />
          {!closed.includes(group) && inside.map((place) => (
            <Link key={place.name} to="/$place" params={{ place: place.name }} className="place" activeOptions={{ includeSearch: false }} title={narrow ? placeLabel(place) : undefined}>
              <NamedIcon name={placeIcon(place)} />
              <span className="cut space">{placeLabel(place)}</span>
              {isCounted(place) && !narrow && <Suspense><TaskCount place={place} /></Suspense>}
            </Link>
          ))}
        </div>
      ))}
      <div className="sidebar-foot">
        <button type="button" className="place" aria-pressed={narrow} title={narrow ? t('sidebar.narrow') : undefined} onClick={toggleNarrow}>
          <IconLayoutSidebar size={17} stroke={1.6} aria-hidden />
          <span className="cut">{t('sidebar.narrow')}</span>
        </button>
        <Link to="/settings/{-$section}" params={{}} className="place" title={narrow ? t('settings') : undefined}>
          <IconSettings size={17} stroke={1.6} aria-hidden />
          <span className="cut">{t('settings')}</span>
        </Link>
        <PersonMenu>
          <Avatar name={me.name || me.login} size={26} />
          <span className="person-text">
            <b className="cut">{me.name || me.login}</b>
            <small className="cut">{me.team?.title ?? me.login}</small>
          </span>
        </PersonMenu>
      </div>
    </nav>
  );
}
