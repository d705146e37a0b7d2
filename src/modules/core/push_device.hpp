// Push device: a browser in which somebody wants to be told what is new while the page is closed. The message goes
// through the service of the browser's maker, who sees when and to which device, not what.
#pragma once
#include "record/object.hpp"

namespace crm {

struct PushDevice : Object {
    Text name{this, "name", {"Device", "Urządzenie", "Уред"}, {.title = true, .max_length = 100}};
    Link user{this,
              "user",
              {"User", "Użytkownik", "Корисник"},
              {.read_only = true, .indexed = true, .mine = true, .stays = true, .to = "user"}};
    // As the browser gives them: where its maker's service takes messages for it, its public key, the shared secret.
    Text endpoint{this,
                  "endpoint",
                  {"Address at the service", "Adres w usłudze", "Адреса во услугата"},
                  {.required = true, .plain = true, .indexed = true, .max_length = 1000}};
    Text p256dh{this, "p256dh", {"Key", "Klucz", "Клуч"}, {.required = true, .plain = true, .max_length = 100}};
    Text auth{this,
              "auth",
              {"Shared secret", "Wspólny sekret", "Заедничка тајна"},
              {.required = true, .sensitive = true, .plain = true, .max_length = 40}};
    PushDevice();
};
extern const PushDevice push_device;

// Whether an administrator has switched it on: the member "push" of the company's "more".
bool push_is_on(const Context& context);
constexpr const char* push_keys_fact = "push_keys"; // {"key","sealed"}: the company's pair

} // namespace crm
