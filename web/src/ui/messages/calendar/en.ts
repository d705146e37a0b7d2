// What the calendar says, in English; loaded with them.

export const en = {
  'calendar.day': 'Day',
  'calendar.week': 'Week',
  'calendar.month': 'Month',
  'calendar.next': 'Later',
  'calendar.previous': 'Earlier',
  'calendar.new': 'New meeting',
  'calendar.whose': 'Whose',
  'calendar.all': 'Everybody’s',
  'calendar.more': '{n} more',
  'calendar.moveHint': 'Drag to move; with the keyboard Shift and arrows',
};

export type CalendarMessages = Record<keyof typeof en, string>;
