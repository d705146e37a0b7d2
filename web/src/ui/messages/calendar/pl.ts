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
  'calendar.moveHint': 'Przeciągnij, aby przenieść; na klawiaturze Shift i strzałki',
};
