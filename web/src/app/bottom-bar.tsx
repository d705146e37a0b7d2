// On a phone: five things at the foot, the rest behind the last.

import { IconHome, IconMenu2, IconSearch } from '@tabler/icons-react';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '../ui/dialog';
import { NamedIcon } from '../ui/icon';
import { t } from '../ui/language';
import { Bell } from './notifications';
import { PersonMenu } from './person-menu';
import { placeIcon, placeLabel, places } from './places';
import { groupLabel, placeGroups } from './sidebar';
import { useMeta } from './session';

export function BottomBar({ onPalette }: { onPalette: () => void }) {
  const [more, setMore] = useState(false);
  const shown = places().filter((place) => place.group !== 'settings');
  const party = shown.find((place) => place.object.name === 'party') ?? shown[0];
  const deal = shown.find((place) => place.object.board?.sum && place !== party) ?? shown.find((place) => place !== party);
  const path = useLocation({ select: ({ pathname }) => pathname });
  const isElsewhere = path !== '/' && ![party, deal].some((place) => place && `${path}/`.startsWith(`/${place.name}/`));
  return (
    <nav className="bottom-bar" aria-label={t('places')}>
      <Link to="/" activeOptions={{ exact: true }}>
        <IconHome size={22} stroke={1.6} aria-hidden />
        {t('home')}
      </Link>
      {[party, deal].map(
        (place) =>
          place && (
            <Link key={place.name} to="/$place" params={{ place: place.name }} activeOptions={{ includeSearch: false }}>
              <NamedIcon name={placeIcon(place)} size={22} />
              <span className="cut">{placeLabel(place)}</span>
            </Link>
          ),
      )}
      <button type="button" onClick={onPalette}>
        <IconSearch size={22} stroke={1.6} aria-hidden />
        {t('search')}
      </button>
      <button type="button" aria-current={isElsewhere ? 'page' : undefined} onClick={() => setMore(true)}>
        <IconMenu2 size={22} stroke={1.6} aria-hidden />
        {t('more')}
      </button>
      {more && <More onClose={() => setMore(false)} />}
    </nav>
  );
}

function More({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const { me } = useMeta();
  const go = (place: string) => {
    onClose();
    void navigate({ to: '/$place', params: { place } });
  };
  return (
    <Dialog title={t('more')} onClose={onClose}>
      {placeGroups().map(([group, inside]) => (
        <div key={group} className="more-group">
          <h3 className="section-head">{groupLabel(group)}</h3>
          {inside.map((place) => (
            <button key={place.name} type="button" className="place" onClick={() => go(place.name)}>
              <NamedIcon name={placeIcon(place)} size={19} />
              {placeLabel(place)}
            </button>
          ))}
        </div>
      ))}
      <button
        type="button"
        className="place"
        onClick={() => {
          onClose();
          void navigate({ to: '/calendar', search: {} });
        }}
      >
        <NamedIcon name="calendar" size={19} />
        {t('calendar')}
      </button>
      <button
        type="button"
        className="place"
        onClick={() => {
          onClose();
          void navigate({ to: '/settings/{-$section}', params: {} });
        }}
      >
        <NamedIcon name="settings" size={19} />
        {t('settings')}
      </button>
      <Bell named />
      <PersonMenu className="place">
        <NamedIcon name="user" size={19} />
        {me.name || me.login}
      </PersonMenu>
    </Dialog>
  );
}
