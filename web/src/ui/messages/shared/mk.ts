// Истото на македонски.

import type { SharedMessages } from './en';

export const mk: SharedMessages = {
  'shared.file': 'Зачувај како PDF',
  'shared.conversation': 'Прашања и одговори',
  'shared.none': 'Сѐ уште никој ништо не напишал. Она што ќе го напишете овде веднаш стигнува до нас.',
  'shared.sent': 'Ви благодариме. Веќе знаеме.',
  'shared.until': 'Оваа адреса важи до {day}.',
  'shared.gone': 'Овде веќе нема ништо',
};
