#include "modules/core/choices.hpp"

#include "base/country.hpp"

namespace crm {

std::vector<Choice> channel_choices() {
    return {{"email", {"E-mail", "E-mail", "Е-пошта"}, 0},
            {"phone", {"Phone", "Telefon", "Телефон"}, 1},
            {"sms", {"SMS", "SMS", "СМС"}, 2},
            {"viber", {"Viber", "Viber", "Вајбер"}, 3},
            {"whatsapp", {"WhatsApp", "WhatsApp", "Вотсап"}, 3},
            {"messenger", {"Messenger", "Messenger", "Месинџер"}, 3},
            {"telegram", {"Telegram", "Telegram", "Телеграм"}, 3},
            {"chat", {"Chat", "Czat", "Разговор на страницата"}, 5},
            {"letter", {"Letter", "List", "Писмо"}, 4},
            {"visit", {"Visit", "Wizyta", "Посета"}, 5}};
}

std::vector<Choice> language_choices() {
    return {{"pl", {"Polish", "Polski", "Полски"}},       {"mk", {"Macedonian", "Macedoński", "Македонски"}},
            {"en", {"English", "Angielski", "Англиски"}}, {"sq", {"Albanian", "Albański", "Албански"}},
            {"de", {"German", "Niemiecki", "Германски"}}, {"uk", {"Ukrainian", "Ukraiński", "Украински"}},
            {"sr", {"Serbian", "Serbski", "Српски"}},     {"bg", {"Bulgarian", "Bułgarski", "Бугарски"}},
            {"el", {"Greek", "Grecki", "Грчки"}},         {"tr", {"Turkish", "Turecki", "Турски"}},
            {"fr", {"French", "Francuski", "Француски"}}, {"it", {"Italian", "Włoski", "Италијански"}},
            {"es", {"Spanish", "Hiszpański", "Шпански"}}, {"cs", {"Czech", "Czeski", "Чешки"}},
            {"sk", {"Slovak", "Słowacki", "Словачки"}},   {"lt", {"Lithuanian", "Litewski", "Литвански"}},
            {"ro", {"Romanian", "Rumuński", "Романски"}}, {"hu", {"Hungarian", "Węgierski", "Унгарски"}},
            {"ru", {"Russian", "Rosyjski", "Руски"}}};
}

std::vector<Choice> countries() {
    std::vector<Choice> choices;
    for (const std::string& code : country_codes())
        choices.push_back({code, {country_name(code, "en"), country_name(code, "pl"), country_name(code, "mk")}});
    return choices;
}

std::vector<Choice> vat_choices() {
    return {{"taxed", {"Taxed at the rate", "Opodatkowane stawką", "Се оданочува по стапка"}, 0},
            {"zero", {"Zero rate at home", "Stawka 0% w kraju", "Нулта стапка во земјата"}, 4},
            {"zero_eu", {"Zero rate, supply to the EU", "0% WDT", "Нулта стапка, испорака во ЕУ"}, 4},
            {"zero_export", {"Zero rate, export", "0% eksport", "Нулта стапка, извоз"}, 4},
            {"exempt", {"Exempt", "Zwolnione (zw)", "Ослободено"}, 2},
            {"outside", {"Outside the country", "Poza krajem (np)", "Надвор од земјата"}, 4},
            {"outside_eu", {"Services to the EU", "Usługi dla UE (np)", "Услуги во ЕУ"}, 4},
            {"reverse", {"Reverse charge", "Odwrotne obciążenie (oo)", "Пренесување на даночна обврска"}, 3}};
}

} // namespace crm
