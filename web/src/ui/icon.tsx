// The icons of the page, and those that objects may name.

import {
  IconActivity, IconAddressBook, IconAffiliate, IconCalendarEvent, IconCheckbox, IconCurrencyEuro, IconEye, IconFilter, IconIdBadge2, IconLayoutList, IconPaperclip, IconArchive, IconBell, IconBook, IconBox, IconBriefcase, IconBuilding, IconCalendar, IconCash,
  IconCategory, IconChartBar, IconChecklist, IconCircle, IconClipboardList, IconColumns3, IconFile, IconFileInvoice, IconFlag, IconFolder,
  IconHeadset, IconHeart, IconHome, IconInbox, IconLayoutKanban, IconLink, IconListDetails, IconMail, IconMapPin, IconMessage, IconNote,
  IconPackage, IconPhone, IconReceipt, IconSettings, IconShield, IconShieldCheck, IconShoppingCart, IconSpeakerphone, IconStairs, IconStar,
  IconTag, IconTargetArrow, IconTicket, IconTruck, IconUpload, IconUser, IconUsers, IconUsersGroup, IconZoomQuestion, IconBookmark,
  IconArrowsLeftRight, IconArrowsSplit, IconCloudDownload, IconDeviceMobile, IconFileText, IconHash, IconListNumbers, IconMap2, IconScale, IconWallet,
  type Icon as Tabler,
} from '@tabler/icons-react';

const named: Record<string, Tabler> = {
  affiliate: IconAffiliate, 'calendar-event': IconCalendarEvent, checkbox: IconCheckbox, 'currency-euro': IconCurrencyEuro, eye: IconEye,
  filter: IconFilter, 'id-badge-2': IconIdBadge2, 'layout-list': IconLayoutList, paperclip: IconPaperclip,
  activity: IconActivity, 'address-book': IconAddressBook, archive: IconArchive, bell: IconBell, book: IconBook, bookmark: IconBookmark,
  box: IconBox, briefcase: IconBriefcase, building: IconBuilding, calendar: IconCalendar, cash: IconCash, category: IconCategory,
  'chart-bar': IconChartBar, checklist: IconChecklist, circle: IconCircle, 'clipboard-list': IconClipboardList, 'columns-3': IconColumns3,
  file: IconFile, 'file-invoice': IconFileInvoice, flag: IconFlag, folder: IconFolder, headset: IconHeadset, heart: IconHeart, home: IconHome,
  inbox: IconInbox, 'layout-kanban': IconLayoutKanban, link: IconLink, list: IconListDetails, mail: IconMail, 'map-pin': IconMapPin,
  message: IconMessage, note: IconNote, package: IconPackage, phone: IconPhone, receipt: IconReceipt, settings: IconSettings, shield: IconShield,
  'shield-check': IconShieldCheck, 'shopping-cart': IconShoppingCart, speakerphone: IconSpeakerphone, stairs: IconStairs, star: IconStar,
  tag: IconTag, 'target-arrow': IconTargetArrow, ticket: IconTicket, truck: IconTruck, upload: IconUpload, user: IconUser, users: IconUsers,
  'users-group': IconUsersGroup, question: IconZoomQuestion, 'arrows-left-right': IconArrowsLeftRight, 'arrows-split': IconArrowsSplit,
  'cloud-download': IconCloudDownload, 'device-mobile': IconDeviceMobile, 'file-text': IconFileText, hash: IconHash, 'list-details': IconListDetails,
  'list-numbers': IconListNumbers, 'map-2': IconMap2, scale: IconScale, wallet: IconWallet,
};

/** An icon by the name an object gives; a plain circle when we do not have it. */
export function NamedIcon({ name, size = 17 }: { name: string | undefined; size?: number }) {
  const Drawn = named[name ?? ''] ?? IconCircle;
  return <Drawn size={size} stroke={1.6} aria-hidden />;
}
