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
  'calendar.moveHint': 'Влечете за преместување; на тастатура ⇧ и стрелки',
};
