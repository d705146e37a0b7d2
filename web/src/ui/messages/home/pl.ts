// What the first page of the day says, in Polish.

import type { HomeMessages } from './en';

export const pl: HomeMessages = {
  // home
  'home.morning': 'Dzień dobry, {name}',
  'home.afternoon': 'Dzień dobry, {name}',
  'home.evening': 'Dobry wieczór, {name}',
  'home.overdue': 'Po terminie',
  'home.dueToday': 'Dzisiaj',
  'home.later': 'Najbliższe 7 dni',
  'home.noTasks': 'Nic nie ma terminu. Ciesz się spokojem albo zaplanuj kolejny krok.',
  'home.youHave': '{tasks, plural, =0 {Na dzisiaj nie ma zadań.} one {Na dzisiaj jest # zadanie.} few {Na dzisiaj są # zadania.} many {Na dzisiaj jest # zadań.} other {Na dzisiaj jest # zadania.}}',
  'home.pipeline': 'Moje otwarte szanse według etapów',
  'home.noDeals': 'Nie masz otwartych szans.',
  'home.recent': 'Ostatnie aktywności',
  'home.noRecent': 'Nic się jeszcze nie wydarzyło. Napisz notatkę przy osobie lub firmie.',
  'home.open': 'Otwarte szanse',
  'home.won': 'Wygrane w tym kwartale',
  'home.closing': 'Zamykane w tym miesiącu',
  'home.stalled': 'Zatrzymane szanse',
  'home.deals': '{n, plural, one {# szansa} few {# szanse} many {# szans} other {# szansy}}',
  // the first day
  steps: 'Pierwsze kroki',
  'steps.hide': 'Ukryj pierwsze kroki',
  'steps.import': 'Wnieś swoje dane',
  'steps.import.text': 'Ludzie i firmy z pliku CSV, z możliwością cofnięcia.',
  'steps.deal': 'Zapisz szansę',
  'steps.deal.text': 'Co chcesz sprzedać, komu i za ile.',
  'steps.palette': 'Znajdź cokolwiek',
  'steps.palette.text': 'Ctrl K znajduje rekordy, miejsca i czynności.',
  'steps.keys': 'Pracuj bez myszy',
  'steps.keys.text': 'Klawisz ? pokazuje wszystkie skróty.',
  'steps.people': 'Zaproś ludzi z firmy',
  'steps.people.text': 'Daj każdemu rolę, która mówi, co może.',
};
