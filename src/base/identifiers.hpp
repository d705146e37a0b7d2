// Identifiers: tax, register, personal and bank numbers of Poland, North Macedonia and the EU, and phone numbers.
// Source of the rules: docs/reference/identifiers.md.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace crm {

enum class IdentifierCheck { ok, bad_format, bad_check_digit, suspicious };

enum class IdentifierKind {
    pl_nip,
    pl_regon,
    pl_pesel,
    pl_krs,
    pl_nrb,
    pl_sort_code,
    mk_embs,
    mk_edb,
    mk_embg,
    mk_account,
    eu_vat,
    iban
};

struct Identifier {
    IdentifierCheck check = IdentifierCheck::bad_format;
    std::string normal; // digits (and letters of an EU number) without spaces, hyphens and country prefix; EU numbers
                        // and IBANs keep theirs
    std::optional<Day> born_on; // PESEL, EMBG
    char gender = 0;            // 'm', 'f' or 0: PESEL, EMBG
};

Identifier check_identifier(IdentifierKind kind, std::string_view text);

// A party's tax number in `country` (ISO 3166-1 alpha-2): NIP in PL, EDB in MK, VAT number in the EU, anything
// elsewhere. The prefix in the text ("PL…", "МК…", "DE…") wins over `country`.
Identifier check_tax_id(std::string_view text, std::string_view country);
// A register number: REGON or KRS in PL, EMBS in MK, anything elsewhere.
Identifier check_register_id(std::string_view text, std::string_view country);

struct Phone {
    std::string normal;   // E.164 where valid, else the digits
    std::string national; // as the country writes it: "501 234 567"; as typed where not valid
    std::string country;  // "PL", or empty
    bool valid = false;
};
// Through libphonenumber; `country` is used where the text has no international prefix. Never fails.
Phone read_phone(std::string_view text, std::string_view country);

// One address, trimmed and in lower case, as every mail server reads it; empty when it is no e-mail address (RFC 5321
// shape, UTF-8 allowed).
std::optional<std::string> read_email(std::string_view text);
// With https:// added where no scheme is given; only http and https; empty when it is no web address.
std::optional<std::string> read_url(std::string_view text);

} // namespace crm
