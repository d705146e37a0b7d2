// What the calendar says, in Polish.

import type { CalendarMessages } from './en';

export const pl: CalendarMessages = {
  'calendar.day': 'Dzień',
  'calendar.week': 'Tydzień',
  'calendar.month': 'Miesiąc',
  'calendar.next': 'Później',
  'calendar.previous': 'Wcześniej',
  'calendar.new': 'Nowe spotkanie',
  'calendar.whose': 'Czyj',
  'calendar.all': 'Wszystkich',
  'calendar.more': 'jeszcze {n}',
  'calendar.planned': '{n, plural, one {# zaplanowane} few {# zaplanowane} many {# zaplanowanych} other {# zaplanowanych}}',
  'free': 'Wolne terminy',
  'free.all': 'Ten termin jest wolny',
  'free.clash': '{names}: termin zajęty',
  'free.busy': 'Zajęte: {hours}',
  'free.none': 'Tego dnia nic nie zaplanowano',
  'free.free': 'wolne',
  'free.next': 'Najbliższy wolny termin: {when}',
  'free.never': 'Brak wspólnego wolnego terminu w ciągu najbliższych {n} dni.',
  'calendar.moveHint': 'Przeciągnij, aby przenieść; na klawiaturze Shift i strzałki',
};
