// The icons that objects may name: those of the places one works in come with the page, the others when one is first drawn.

import {
  IconActivity, IconArchive, IconBell, IconBook, IconBox, IconBuilding, IconBuildingBank, IconCalendar, IconCalendarEvent, IconCash, IconCategory, IconCheckbox,
  IconFileInvoice, IconFileText, IconFilter, IconHome, IconLink, IconListDetails, IconNote, IconPackage, IconSettings, IconShield, IconShoppingCart,
  IconStairs, IconTag, IconTargetArrow, IconUpload, IconUser, IconUsers, IconUsersGroup,
  IconCircle, type Icon as Tabler,
} from '@tabler/icons-react';
import { lazy, Suspense } from 'react';

const named: Record<string, Tabler> = {
  activity: IconActivity, home: IconHome, checkbox: IconCheckbox, 'calendar-event': IconCalendarEvent, users: IconUsers, building: IconBuilding,
  'target-arrow': IconTargetArrow, 'file-text': IconFileText, 'shopping-cart': IconShoppingCart, 'file-invoice': IconFileInvoice, cash: IconCash,
  book: IconBook, package: IconPackage, category: IconCategory, 'list-details': IconListDetails, bell: IconBell, calendar: IconCalendar,
  user: IconUser, link: IconLink, note: IconNote, list: IconListDetails, settings: IconSettings, box: IconBox, stairs: IconStairs,
  'users-group': IconUsersGroup, shield: IconShield, upload: IconUpload, archive: IconArchive, tag: IconTag, filter: IconFilter,
  'building-bank': IconBuildingBank,
};

const Rarer = lazy(() => import('./more-icons').then((module) => ({ default: module.RarerIcon })));

/** An icon by the name an object gives; a plain circle when we do not have it. */
export function NamedIcon({ name, size = 17 }: { name: string | undefined; size?: number }) {
  const Drawn = named[name ?? ''];
  if (Drawn) return <Drawn size={size} stroke={1.6} aria-hidden />;
  const circle = <IconCircle size={size} stroke={1.6} aria-hidden />;
  if (!name || name === 'circle') return circle;
  return (
    <Suspense fallback={circle}>
      <Rarer name={name} size={size} />
    </Suspense>
  );
}
