// What the first page of the day says, in English; loaded with them.

export const en = {
  // home
  'home.morning': 'Good morning, {name}',
  'home.afternoon': 'Good afternoon, {name}',
  'home.evening': 'Good evening, {name}',
  'home.overdue': 'Overdue',
  'home.dueToday': 'Today',
  'home.later': 'Next 7 days',
  'home.noTasks': 'Nothing is due. Enjoy the quiet, or plan the next step of a deal.',
  'home.youHave': '{tasks, plural, =0 {No tasks are due today.} one {# task is due today.} other {# tasks are due today.}}',
  'home.pipeline': 'My open deals by stage',
  'home.noDeals': 'You own no open deals.',
  'home.recent': 'Recent activity',
  'home.noRecent': 'Nothing has happened yet. Write a note on a person or a company.',
  'home.open': 'Open pipeline',
  'home.won': 'Won this quarter',
  'home.closing': 'Closing this month',
  'home.stalled': 'Stalled deals',
  'home.deals': '{n, plural, one {# deal} other {# deals}}',
  // the first day
  steps: 'First steps',
  'steps.hide': 'Hide the first steps',
  'steps.import': 'Bring your data',
  'steps.import.text': 'People and companies from a CSV file, with undo.',
  'steps.deal': 'Write down a deal',
  'steps.deal.text': 'What you hope to sell, to whom, for how much.',
  'steps.palette': 'Find anything',
  'steps.palette.text': 'Ctrl K finds records, places and things to do.',
  'steps.keys': 'Work without the mouse',
  'steps.keys.text': 'The key ? shows every shortcut.',
  'steps.people': 'Invite colleagues',
  'steps.people.text': 'Give each a role that says what they may do.',
};

export type HomeMessages = Record<keyof typeof en, string>;
