// KSeF connection: how this company reaches the Polish national system of e-invoices: which of its places, with which
// token, and whether invoices to consumers go there too. While one is on, every invoice is sent when it is issued.
#pragma once
#include <optional>

#include "record/context.hpp"

namespace crm {

struct KsefConnection : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .title = true}};
    Choice place{this,
                 "place",
                 {"Place", "Środowisko", "Околина"},
                 {.required = true,
                  .choices = {{"test", {"Test", "Testowe", "Тест"}, 4},
                              {"demo", {"Demo", "Przedprodukcyjne (demo)", "Демо"}, 3},
                              {"production", {"Production", "Produkcyjne", "Продукција"}, 1}},
                  .default_value = "test"}};
    // Where it is other than the ministry says today.
    Text address{this, "address", {"Address", "Adres", "Адреса"}, {.plain = true, .max_length = 500}};
    // Stored sealed; what is read here is of no use to anybody.
    Text token{this,
               "token",
               {"KSeF token", "Token KSeF", "KSeF токен"},
               {.sensitive = true, .plain = true, .max_length = 2000}};
    YesNo on{this, "on", {"Switched on", "Włączone", "Вклучено"}, {.default_value = true}};
    YesNo consumers{this,
                    "consumers",
                    {"Invoices to consumers too", "Także faktury dla konsumentów", "И фактури за потрошувачи"},
                    {.default_value = false}};
    KsefConnection();
};
extern const KsefConnection ksef_connection;

std::optional<Record> ksef_in_use(Context& context); // the one that is on
std::string ksef_address(const Record& connection);
std::string ksef_token(Engine& engine, const Record& connection); // throws Error(forbidden) where it cannot be opened
// Where a buyer looks at an invoice: https://qr.ksef.mf.gov.pl
std::string ksef_looking_address(const Record& connection);

} // namespace crm
