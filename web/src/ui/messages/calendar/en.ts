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
  'calendar.planned': '{n, plural, one {# planned} other {# planned}}',
  'free': 'Free times',
  'free.all': 'This time is free',
  'free.clash': '{names}: busy at this time',
  'free.busy': 'Busy: {hours}',
  'free.none': 'Nothing planned on this day',
  'free.free': 'free',
  'free.next': 'Next free time: {when}',
  'free.never': 'No common free time in the next {n} days.',
  'calendar.moveHint': 'Drag to move; with the keyboard Shift and arrows',
};

export type CalendarMessages = Record<keyof typeof en, string>;
