// What the pages before the door and the second factor say, in Polish.

import type { EntranceMessages } from './en';

export const pl: EntranceMessages = {
  signIn: 'Zaloguj się',
  'signIn.title': 'Zaloguj się do Relacji',
  'signIn.wrong': 'Login lub hasło nie pasuje. Spróbuj ponownie albo poproś administratora o nowe hasło.',
  'signIn.forgotten': 'Nie pamiętasz hasła? Poproś administratora swojej firmy o nowe: Ustawienia, Osoby, Nowe hasło.',
  'signIn.firstRun': 'Nikt nie może się jeszcze zalogować. Otwórz jednorazowy link, który program wypisał przy uruchomieniu.',
  'factor.on': 'Przy logowaniu trzeba podać kod z aplikacji uwierzytelniającej. Pozostało kodów zapasowych: {count}.',
  'factor.off': 'Kod z aplikacji uwierzytelniającej w telefonie, podawany obok hasła, chroni konto, gdy ktoś pozna hasło.',
  'factor.required': 'Twoja rola wymaga drugiego składnika: kodu z aplikacji uwierzytelniającej w telefonie. Skonfiguruj go teraz.',
  'factor.begin': 'Skonfiguruj',
  'factor.replace': 'Skonfiguruj inny',
  'factor.secret': 'Otwórz ten odnośnik w telefonie z aplikacją albo przepisz do niej sekret. Potem wpisz kod, który pokaże aplikacja.',
  'factor.open': 'Otwórz w aplikacji uwierzytelniającej',
  'factor.code': 'Kod z aplikacji lub kod zapasowy',
  'factor.confirm': 'Potwierdź',
  'factor.wrong': 'Kod jest błędny albo został już użyty. Poczekaj na następny.',
  'factor.codes': 'Przechowaj te kody zapasowe w bezpiecznym miejscu: każdy pozwala zalogować się raz, gdy zgubisz telefon. Nie zostaną pokazane ponownie.',
  'factor.kept': 'Mam je zapisane',
  'factor.renew': 'Nowe kody zapasowe',
  'factor.end': 'Wyłącz',
  'firstRun.title': 'Witaj w Relacji',
  'firstRun.text': 'Napisz, kim jesteście. Wszystko można później zmienić w ustawieniach.',
  'firstRun.noToken': 'Ta strona otwiera się jednorazowym linkiem, który program wypisał przy uruchomieniu. Skopiuj cały link.',
  'firstRun.user': 'Pierwszy użytkownik',
  'firstRun.begin': 'Zaczynamy',
};
