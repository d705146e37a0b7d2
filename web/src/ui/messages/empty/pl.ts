// What an empty list is for, in Polish; loaded where a list is empty.

import type { EmptyMessages } from './en';

export const pl: EmptyMessages = {
  'empty.people': 'Osoby to klienci i ci, którzy mówią w ich imieniu: z adresami, ustaleniami i tym, co dalej.',
  'empty.companies': 'Firmy to przedsiębiorstwa, z którymi pracujesz: ich ludzie, szanse, zamówienia i należności są w jednym miejscu.',
  'empty.deal': 'Szansa to sprzedaż, na którą liczysz: komu, za ile, do kiedy. Etap mówi, jak daleko zaszła.',
  'empty.activity': 'Zaplanuj, co i z kim jest do zrobienia; to, co pilne, stoi na stronie głównej i w kalendarzu.',
  'empty.pull': 'Pobieranie samo ściąga wiersze co godzinę lub co dzień spod adresu lub ze skrzynki i importuje je tak, jak raz przypisano kolumny.',
  'empty.ksef_connection': 'Dzięki połączeniu faktury trafiają do KSeF przy wystawieniu, a jego numery wracają do nich. Potrzebny jest NIP firmy i token KSeF.',
  'empty.merge_rule': 'Reguła mówi, które rekordy są tym samym bez pytania, na przykład z tym samym e-mailem; szukanie duplikatów je wtedy scala.',
  'empty.number_series': 'Seria nadaje dokumentom numery, na przykład FV/1/2026, po kolei i bez przerw.',
  'empty.price_list': 'Cennik zawiera ceny dla wybranych klientów lub dni; bez niego każdy produkt ma swoją cenę.',
  'empty.bank_statement': 'Zaimportuj wyciąg z banku, a wpłaty staną przy fakturach, które opłacają.',
  'empty.quote': 'Oferta proponuje produkty w cenie do pewnego dnia; przyjęta jednym działaniem staje się zamówieniem.',
  'empty.order': 'Zamówienie mówi, co i komu sprzedano. Powstaje z przyjętej oferty albo ręcznie.',
  'empty.invoice': 'Faktura powstaje z zamówienia albo ręcznie; wystawiona ma numer i już się nie zmienia.',
  'empty.claim': 'Reklamacja to skarga klienta z dniem, do którego trzeba odpowiedzieć.',
  'empty.product': 'Produkty i usługi mają tu cenę i stawkę VAT; oferty, zamówienia i faktury biorą je z tej listy.',
  'empty.tag': 'Etykieta to słowo z kolorem, które kładzie się na rekordach, aby je odnaleźć.',
};
