// The rarer icons that objects may name.

import {
  IconAddressBook, IconAffiliate, IconArrowsLeftRight, IconArrowsSplit, IconBookmark, IconBriefcase, IconChartBar, IconChecklist, IconClipboardList,
  IconCloudDownload, IconColumns3, IconCurrencyEuro, IconDatabase, IconDeviceMobile, IconEye, IconFile, IconFileCertificate, IconFlag, IconFolder, IconHash, IconHeadset, IconHeart, IconHistory,
  IconIdBadge2, IconInbox, IconLanguage, IconLayoutKanban, IconLayoutList, IconListNumbers, IconMail, IconMap2, IconMapPin, IconMessage, IconPaperclip, IconPhone, IconPlugConnected,
  IconReceipt, IconScale, IconShieldCheck, IconSpeakerphone, IconStar, IconTicket, IconTruck, IconWallet, IconZoomQuestion,
  IconCircle, type Icon as Tabler,
} from '@tabler/icons-react';

const named: Record<string, Tabler> = {
  affiliate: IconAffiliate, 'currency-euro': IconCurrencyEuro, eye: IconEye, 'id-badge-2': IconIdBadge2, 'layout-list': IconLayoutList,
  paperclip: IconPaperclip, 'address-book': IconAddressBook, bookmark: IconBookmark, briefcase: IconBriefcase, 'chart-bar': IconChartBar,
  checklist: IconChecklist, 'clipboard-list': IconClipboardList, 'columns-3': IconColumns3, file: IconFile, flag: IconFlag, folder: IconFolder,
  headset: IconHeadset, heart: IconHeart, inbox: IconInbox, language: IconLanguage, 'layout-kanban': IconLayoutKanban, mail: IconMail, 'map-pin': IconMapPin,
  message: IconMessage, phone: IconPhone, receipt: IconReceipt, 'shield-check': IconShieldCheck, speakerphone: IconSpeakerphone, star: IconStar,
  ticket: IconTicket, truck: IconTruck, question: IconZoomQuestion, 'arrows-left-right': IconArrowsLeftRight, 'arrows-split': IconArrowsSplit,
  'cloud-download': IconCloudDownload, database: IconDatabase, 'device-mobile': IconDeviceMobile, history: IconHistory, hash: IconHash, 'list-numbers': IconListNumbers, 'map-2': IconMap2,
  scale: IconScale, wallet: IconWallet, 'file-certificate': IconFileCertificate, 'plug-connected': IconPlugConnected,
};

export function RarerIcon({ name, size }: { name: string; size: number }) {
  const Drawn = named[name] ?? IconCircle;
  return <Drawn size={size} stroke={1.6} aria-hidden />;
}
