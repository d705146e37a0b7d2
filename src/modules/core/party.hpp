// Party: anyone we have a relationship with, a person or an organization; one object, so that a deal or a ticket never
// asks which kind it belongs to. E-mail, phone and address are those of its primary contact point and address.
#pragma once
#include "modules/core/choices.hpp"
#include "record/object.hpp"

namespace crm {

struct Party : Object {
    Choice kind{
        this,
        "kind",
        {"Kind", "Rodzaj", "Вид"},
        {.required = true,
         .indexed = true,
         .index_carries = {"lifecycle_stage"}, // people by stage
         .choices = {{"person", {"Person", "Osoba", "Лице"}, 0}, {"organization", {"Company", "Firma", "Фирма"}, 1}}}};
    // Of a person it is made of the parts of the name; an organization needs one.
    Text name{this,
              "name",
              {"Name", "Nazwa", "Име"},
              {.searchable = true, .title = true, .made_of = "given_name middle_name family_name"}};
    Choices roles{this,
                  "roles",
                  {"Roles", "Role", "Улоги"},
                  {.choices = {{"prospect", {"Prospect", "Potencjalny klient", "Можен клиент"}, 0},
                               {"customer", {"Customer", "Klient", "Клиент"}, 1},
                               {"partner", {"Partner", "Partner", "Партнер"}, 2},
                               {"supplier", {"Supplier", "Dostawca", "Добавувач"}, 3},
                               {"competitor", {"Competitor", "Konkurent", "Конкурент"}, 5}},
                   .group = "relation"}};
    // Follows from deals until somebody gives a reason for another stage.
    Choice lifecycle_stage{this,
                           "lifecycle_stage",
                           {"Lifecycle stage", "Etap relacji", "Фаза на односот"},
                           {.indexed = true,
                            .index_carries = {"kind"},
                            .choices = {{"lead", {"Lead", "Lead", "Потенцијален клиент"}, 0},
                                        {"qualified", {"Qualified", "Zakwalifikowany", "Квалификуван"}, 0},
                                        {"opportunity", {"Opportunity", "Szansa sprzedaży", "Продажна можност"}, 2},
                                        {"customer", {"Customer", "Klient", "Клиент"}, 1},
                                        {"repeat", {"Repeat customer", "Stały klient", "Постојан клиент"}, 1},
                                        {"dormant", {"Dormant", "Uśpiony", "Неактивен"}, 4},
                                        {"lost", {"Lost", "Utracony", "Изгубен"}, 5}},
                            .group = "relation",
                            .default_value = "lead"}};
    Text lifecycle_reason{
        this, "lifecycle_reason", {"Reason for the stage", "Powód etapu", "Причина за фазата"}, {.group = "relation"}};

    Text title_prefix{this,
                      "title_prefix",
                      {"Title before the name", "Tytuł przed nazwiskiem", "Титула"},
                      {.max_length = 40, .group = "person"}};
    Text given_name{this,
                    "given_name",
                    {"Given name", "Imię", "Лично име"},
                    {.searchable = true, .max_length = 100, .group = "person"}};
    Text middle_name{this,
                     "middle_name",
                     {"Middle name", "Drugie imię", "Средно име"},
                     {.searchable = true, .max_length = 100, .group = "person"}};
    Text family_name{this,
                     "family_name",
                     {"Family name", "Nazwisko", "Презиме"},
                     {.searchable = true, .max_length = 120, .group = "person"}};
    Text salutation{
        this, "salutation", {"Salutation in letters", "Zwrot grzecznościowy", "Обраќање"}, {.group = "person"}};
    Choice gender{this,
                  "gender",
                  {"Gender", "Płeć", "Пол"},
                  {.choices = {{"female", {"Woman", "Kobieta", "Жена"}},
                               {"male", {"Man", "Mężczyzna", "Маж"}},
                               {"other", {"Other", "Inna", "Друго"}}},
                   .group = "person"}};
    Day born_on{this, "born_on", {"Born on", "Data urodzenia", "Датум на раѓање"}, {.group = "person"}};

    Text legal_form{
        this, "legal_form", {"Legal form", "Forma prawna", "Правна форма"}, {.max_length = 80, .group = "business"}};
    Text sector{this, "sector", {"Sector", "Branża", "Дејност"}, {.max_length = 120, .group = "business"}};
    Whole employees{this, "employees", {"Employees", "Liczba pracowników", "Број на вработени"}, {.group = "business"}};
    Money revenue{this, "revenue", {"Revenue", "Przychody", "Приходи"}, {.group = "business"}};
    Text tax_id{this,
                "tax_id",
                {"Tax number", "NIP", "ЕДБ (даночен број)"},
                {.searchable = true,
                 .plain = true,
                 .indexed = true,
                 .exact_search = true,
                 .max_length = 40,
                 .group = "business"}};
    YesNo tax_id_valid{this,
                       "tax_id_valid",
                       {"Tax number is right", "NIP poprawny", "Даночниот број е исправен"},
                       {.read_only = true, .group = "business", .made_of = "tax_id"}};
    Text register_id{this,
                     "register_id",
                     {"Register number", "REGON lub KRS", "ЕМБС"},
                     {.searchable = true,
                      .plain = true,
                      .indexed = true,
                      .exact_search = true,
                      .max_length = 40,
                      .group = "business"}};
    YesNo register_id_valid{this,
                            "register_id_valid",
                            {"Register number is right", "Numer rejestrowy poprawny", "ЕМБС е исправен"},
                            {.read_only = true, .group = "business", .made_of = "register_id"}};

    Whole payment_days{
        this, "payment_days", {"Days to pay", "Dni na płatność", "Денови за плаќање"}, {.group = "relation"}};
    Money credit_limit{
        this, "credit_limit", {"Credit limit", "Limit kredytu", "Кредитен лимит"}, {.group = "relation"}};

    Email email{this,
                "email",
                {"E-mail", "E-mail", "Е-пошта"},
                {.searchable = true, .indexed = true, .exact_search = true, .group = "contact"}};
    Phone phone{this,
                "phone",
                {"Phone", "Telefon", "Телефон"},
                {.searchable = true, .indexed = true, .exact_search = true, .group = "contact"}};
    Address address{this, "address", {"Address", "Adres", "Адреса"}, {.searchable = true, .group = "contact"}};
    Url website{this,
                "website",
                {"Website", "Strona internetowa", "Веб-страница"},
                {.searchable = true, .exact_search = true, .group = "contact"}};
    Choice country{this, "country", {"Country", "Kraj", "Земја"}, {.choices = countries(), .group = "contact"}};

    Choice language{
        this, "language", {"Language", "Język", "Јазик"}, {.choices = language_choices(), .group = "reach"}};
    Text zone{this,
              "zone",
              {"Time zone", "Strefa czasowa", "Временска зона"},
              {.plain = true, .max_length = 60, .group = "reach"}};
    Choice preferred_channel{this,
                             "preferred_channel",
                             {"Preferred channel", "Preferowany kanał", "Претпочитан канал"},
                             {.choices = channel_choices(), .group = "reach"}};
    Text quiet_from{this,
                    "quiet_from",
                    {"Quiet from", "Cisza od", "Тишина од"},
                    {.plain = true, .max_length = 5, .group = "reach"}};
    Text quiet_to{
        this, "quiet_to", {"Quiet until", "Cisza do", "Тишина до"}, {.plain = true, .max_length = 5, .group = "reach"}};

    Tags tags{this, "tags", {"Tags", "Etykiety", "Ознаки"}, {.group = "relation"}};
    Link owner{this,
               "owner",
               {"Owner", "Opiekun", "Одговорен"},
               {.indexed = true, .mine = true, .to = "user", .group = "relation"}};
    Text source{this, "source", {"Source", "Źródło pozyskania", "Извор"}, {.max_length = 120, .group = "relation"}};
    // The words of the name without legal form, by their loose keys: finds who is the same.
    Text folded_name{
        this,
        "folded_name",
        {"Folded name", "Nazwa znormalizowana", "Нормализирано име"},
        {.read_only = true, .plain = true, .indexed = true, .hidden = true, .group = "relation", .made_of = "name"}};
    LongText note{this, "note", {"Note", "Notatka", "Забелешка"}, {.searchable = true}};
    Party();
};
extern const Party party;

} // namespace crm
