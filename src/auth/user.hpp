// User: somebody who signs in. Has one team and roles; the password is kept apart (table `credential`). Users are
// disabled rather than deleted once they have worked, since their name stands on what they did.
#pragma once
#include <string>
#include <string_view>

#include "record/context.hpp"
#include "record/object.hpp"

namespace crm {

struct User : Object {
    Text login{this,
               "login",
               {"Login", "Login", "Корисничко име"},
               {.required = true,
                .unique = true,
                .searchable = true,
                .plain = true,
                .exact_search = true,
                .max_length = 200}}; // a short name or an e-mail address, lower case
    Text name{this,
              "name",
              {"Name", "Imię i nazwisko", "Име и презиме"},
              {.required = true, .searchable = true, .title = true, .max_length = 200}};
    // Where the link for a new password goes; of who signs in with an address, that one unless another stands here.
    Text email{this, "email", {"E-mail", "E-mail", "Е-пошта"}, {.plain = true, .max_length = 320}};
    Choice language{this,
                    "language",
                    {"Language", "Język", "Јазик"},
                    {.choices = {{"en", {"English", "angielski", "англиски"}},
                                 {"pl", {"Polish", "polski", "полски"}},
                                 {"mk", {"Macedonian", "macedoński", "македонски"}}}}}; // empty: the company's
    Text zone{this,
              "zone",
              {"Time zone", "Strefa czasowa", "Временска зона"},
              {.plain = true, .max_length = 60}}; // empty: the company's
    Link team{this, "team", {"Team", "Zespół", "Тим"}, {.to = "team", .on_delete = OnDelete::refuse}};
    Links roles{this, "roles", {"Roles", "Role", "Улоги"}, {.to = "role", .on_delete = OnDelete::refuse}};
    // Kept by the program: whether a second factor is asked for at sign-in.
    YesNo second_factor{this,
                        "second_factor",
                        {"Second factor", "Drugi składnik", "Втор фактор"},
                        {.read_only = true, .default_value = false}};
    // The cards of the first page, as the person arranged them; written by its owner.
    JsonField home{
        this, "home", {"First page", "Strona główna", "Почетна страница"}, {.read_only = true, .hidden = true}};
    YesNo disabled{this, "disabled", {"Disabled", "Wyłączony", "Оневозможен"}, {.default_value = false}};
    User();
};
extern const User user;

// Whether a role of the user asks for one.
bool requires_second_factor(Context& context, Id user);

// Where letters for a user go: empty where no address is known.
std::string address_for_letters(const Record& user);

// The form in which a login is kept and looked up. Empty where the text can be nobody's login.
std::string normal_login(std::string_view typed);

} // namespace crm
