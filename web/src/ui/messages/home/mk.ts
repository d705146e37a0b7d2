// What the first page of the day says, in Macedonian.

import type { HomeMessages } from './en';

export const mk: HomeMessages = {
  // home
  'home.morning': 'Добро утро, {name}',
  'home.afternoon': 'Добар ден, {name}',
  'home.evening': 'Добра вечер, {name}',
  'home.overdue': 'Задоцнето',
  'home.dueToday': 'Денес',
  'home.later': 'Следните 7 дена',
  'home.noTasks': 'Нема ништо со рок. Уживајте во мирот или испланирајте го следниот чекор.',
  'home.youHave': '{tasks, plural, =0 {Нема задачи за денес.} one {Имате # задача за денес.} other {Имате # задачи за денес.}}',
  'home.pipeline': 'Мои отворени можности по фази',
  'home.noDeals': 'Немате отворени можности.',
  'home.recent': 'Последни активности',
  'home.noRecent': 'Сè уште ништо не се случило. Напишете забелешка кај лице или фирма.',
  'home.open': 'Отворени можности',
  'home.won': 'Добиено овој квартал',
  'home.closing': 'За затворање овој месец',
  'home.stalled': 'Застанати можности',
  'home.deals': '{n, plural, one {# можност} other {# можности}}',
  // the first day
  steps: 'Први чекори',
  'steps.hide': 'Сокриј ги првите чекори',
  'steps.import': 'Внесете ги податоците',
  'steps.import.text': 'Луѓе и фирми од CSV датотека, со враќање.',
  'steps.deal': 'Запишете зделка',
  'steps.deal.text': 'Што продавате, кому и за колку.',
  'steps.palette': 'Најдете што било',
  'steps.palette.text': 'Едно поле наоѓа записи, места и дејства.',
  'steps.keys': 'Работете без глушец',
  'steps.keys.text': 'Копчето ? ги прикажува сите кратенки.',
  'steps.people': 'Поканете колеги',
  'steps.people.text': 'Дајте секому улога што кажува што смее.',
};
