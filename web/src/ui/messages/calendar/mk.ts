// What the calendar says, in Macedonian.

import type { CalendarMessages } from './en';

export const mk: CalendarMessages = {
  'calendar.day': 'Ден',
  'calendar.week': 'Недела',
  'calendar.month': 'Месец',
  'calendar.next': 'Подоцна',
  'calendar.previous': 'Порано',
  'calendar.new': 'Нова средба',
  'calendar.whose': 'Чиј',
  'calendar.all': 'На сите',
  'calendar.more': 'уште {n}',
  'calendar.planned': '{n, plural, one {# планирано} other {# планирани}}',
  'free': 'Слободни термини',
  'free.all': 'Овој термин е слободен',
  'free.clash': '{names}: терминот е зафатен',
  'free.busy': 'Зафатено: {hours}',
  'free.none': 'Нема ништо закажано за овој ден',
  'free.free': 'слободно',
  'free.next': 'Следен слободен термин: {when}',
  'free.never': 'Нема заеднички слободен термин во следните {n} дена.',
  'calendar.moveHint': 'Влечете за преместување; на тастатура ⇧ и стрелки',
};
