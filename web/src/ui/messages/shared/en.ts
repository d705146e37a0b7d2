// What the page says that is opened by an address sent to a customer, in English; loaded with it.

export const en = {
  'shared.file': 'Save as PDF',
  'shared.conversation': 'Questions and answers',
  'shared.none': 'Nothing was written yet. What you write here reaches us at once.',
  'shared.sent': 'Thank you. We have been told.',
  'shared.until': 'This address is valid until {day}.',
  'shared.gone': 'There is nothing here any more',
};

export type SharedMessages = Record<keyof typeof en, string>;
