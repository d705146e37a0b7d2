// To samo po polsku.

import type { SharedMessages } from './en';

export const pl: SharedMessages = {
  'shared.file': 'Zapisz jako PDF',
  'shared.conversation': 'Pytania i odpowiedzi',
  'shared.none': 'Nikt jeszcze nic nie napisał. To, co tu napiszesz, trafi do nas od razu.',
  'shared.sent': 'Dziękujemy. Już o tym wiemy.',
  'shared.until': 'Ten adres jest ważny do {day}.',
  'shared.gone': 'Tu już nic nie ma',
};
