// Mailing: letters that the program itself sends (the link for a new password, a trial). The engine knows only that
// somebody does it: whoever can send says so at the start, as with sealing.
#pragma once
#include <functional>
#include <string>

namespace crm {

class Engine;

struct Letter {
    std::string to, subject, text; // an address; plain text in UTF-8
};
struct Mailing {
    std::function<bool()> ready; // a server for it is set up and switched on
    // Throws Error(unavailable) where it may go later, Error(invalid) where it is refused for good.
    std::function<void(const Letter& letter)> send;
};
void mail_with(Engine& engine, Mailing mailing);
Mailing mailing_of(Engine& engine); // never ready where nobody can
void mail_no_more(Engine& engine);  // it ends

} // namespace crm
