// The words of a record and of what was typed, in the one form in which they are compared.
#include <algorithm>

#include "base/eu_vat.hpp"
#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "record/merged.hpp"
#include "record/rights.hpp"
#include "record/search.hpp"
#include "record/search_candidates.hpp"

namespace crm {

namespace {

constexpr std::size_t longest_text = 4000; // letters of one field that are searched
constexpr std::size_t most_words = 8;      // of what is typed
constexpr std::size_t fewest_digits = 8;   // of a number that may have its country's letters before it
constexpr char email_mark = 'e', phone_mark = 'p', number_mark = 'n';

// Folded and in capitals: the alphabet of exact values.
std::string capitals(std::string_view text) {
    std::string folded = fold(text);
    for (char& c : folded)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return folded;
}

std::string letters_and_digits(std::string_view text) {
    std::string kept;
    for (char c : text)
        if (static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) kept += c;
    return kept;
}

// One column of a search row while it is put together; every word once.
class WordList {
public:
    void add_name(std::string_view text) {
        for (const std::string& word : words(cut(text, longest_text))) {
            const std::string plain = fold(word), loose = loose_key(word);
            add_word(plain);
            if (loose != plain && loose.size() >= 2) add_word(loose);
        }
    }
    // A value stands once, whatever it was first: a contact point says again what the party itself shows.
    void add_exact(char mark, std::string_view value) {
        if (value.empty() || holds_exact(value)) return;
        const std::string entry = std::string("\x01") + mark + std::string(value) + '\x01';
        if (!exact_.empty()) exact_.pop_back(); // one \x01 between two
        exact_ += entry;
    }
    std::string text() const { return names_.empty() ? exact_ : names_ + "  " + exact_; }

private:
    bool holds_exact(std::string_view value) const {
        const std::string ending = std::string(value) + '\x01';
        for (auto at = exact_.find(ending); at != std::string::npos; at = exact_.find(ending, at + 1))
            if (at >= 2 && exact_[at - 2] == '\x01') return true;
        return false;
    }
    void add_word(const std::string& word) {
        if (word.empty()) return;
        const std::string entry = "  " + word;
        for (auto at = names_.find(entry); at != std::string::npos; at = names_.find(entry, at + 1))
            if (at + entry.size() == names_.size() || names_[at + entry.size()] == ' ') return;
        names_ += entry;
    }

    std::string names_, exact_;
};

void add_phone(WordList& list, const std::string& stored, const std::string& country) {
    const std::string digits = digits_of(stored);
    list.add_exact(phone_mark, digits);
    if (!stored.starts_with('+')) return;
    const std::string national = digits_of(read_phone(stored, country).national);
    if (!digits.ends_with(national)) list.add_exact(phone_mark, national);
}

void add_number(WordList& list, std::string_view text, const std::string& country) {
    // What is written as an e-mail address or a phone number is found as one.
    if (text.find('@') != std::string_view::npos) return list.add_exact(email_mark, capitals(text));
    if (text.starts_with('+') && text.find_first_not_of("0123456789", 1) == std::string_view::npos)
        return add_phone(list, std::string(text), country);
    const std::string value = capitals(text), bare = letters_and_digits(value);
    list.add_exact(number_mark, value);
    if (bare != value) list.add_exact(number_mark, bare);
}

void add_field(WordList& list, const Record& record, const Field& field, const std::string& country) {
    if (field.kind == Kind::links || !record.has(field.index)) return;
    switch (field.kind) {
    case Kind::phone:
        return add_phone(list, text_or_empty(record.at(field)), country);
    case Kind::email:
        return list.add_exact(email_mark, capitals(text_or_empty(record.at(field))));
    case Kind::number:
        return add_number(list, text_or_empty(record.at(field)), country);
    case Kind::whole:
        return list.add_exact(number_mark, std::to_string(whole_or(record.at(field), 0)));
    case Kind::url: {
        std::string_view url = text_or_empty(record.at(field));
        if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
        return list.add_exact(number_mark, capitals(url));
    }
    case Kind::address:
        for (int part = 0; part + 1 < field.column_count; ++part) list.add_name(text_or_empty(record.at(field, part)));
        return;
    case Kind::tags:
    case Kind::text:
    case Kind::long_text:
        if (field.exact_search)
            add_number(list, text_or_empty(record.at(field)), country);
        else
            list.add_name(text_or_empty(record.at(field)));
        return;
    default:
        return;
    }
}

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

// "PL", before a number that stands by itself.
bool is_country_of_number(std::string_view token) {
    const std::string letters = capitals(token);
    return letters.size() == 2 && (letters == "MK" || !eu_vat_prefix(letters).empty());
}

bool is_digits_token(std::string_view token) {
    return token.find_first_of("0123456789") != std::string_view::npos &&
           token.find_first_not_of("0123456789+-()/.") == std::string_view::npos;
}

void add_pattern(std::vector<std::string>& patterns, std::string pattern) {
    if (letters(pattern) >= 3 && std::find(patterns.begin(), patterns.end(), pattern) == patterns.end())
        patterns.push_back(std::move(pattern));
}

// Numbers typed in groups ("628 01") are one number, or each its own word.
void add_number_words(std::vector<std::vector<std::string>>& found, const std::vector<std::string>& tokens,
                      std::size_t begin, std::size_t end) {
    std::string joined;
    for (std::size_t i = begin; i < end; ++i) joined += digits_of(tokens[i]);
    const bool prefixed = joined.starts_with("00") && joined.size() > 4;
    for (std::size_t i = begin; i < end; ++i)
        for (const std::string& part : words(tokens[i])) {
            std::vector<std::string> patterns;
            add_pattern(patterns, joined);
            if (prefixed) add_pattern(patterns, joined.substr(2));
            add_pattern(patterns, tokens[i]);
            add_pattern(patterns, "  " + part);
            add_pattern(patterns, part);
            found.push_back(std::move(patterns));
        }
}

// A number that begins with its country's letters ("PL526-104-08-28") is found without them too.
bool add_prefixed_number(std::vector<std::vector<std::string>>& found, std::string_view token) {
    const std::string value = capitals(token), bare = letters_and_digits(value);
    if (bare.size() < 2 + fewest_digits || !is_upper(bare[0]) || !is_upper(bare[1])) return false;
    const std::string digits = bare.substr(2);
    if (digits.find_first_not_of("0123456789") != std::string::npos) return false;
    std::vector<std::string> patterns;
    for (const std::string& each : {digits, bare, value, "  " + fold(token)}) add_pattern(patterns, each);
    found.push_back(std::move(patterns));
    return true;
}

// A word with something inside that is neither letter nor digit ("firma.ex") is found whole, or each part of it by
// itself.
void add_typed_word(std::vector<std::vector<std::string>>& found, std::string_view token) {
    const auto parts = words(token);
    while (!token.empty() && std::string_view(".,;:!?\"'()").find(token.back()) != std::string_view::npos)
        token.remove_suffix(1);
    for (const std::string& part : parts) {
        std::vector<std::string> patterns;
        const std::string plain = fold(part), loose = loose_key(part);
        if (plain.empty()) continue;
        add_pattern(patterns, "  " + plain);
        if (loose != plain && loose.size() >= 2) add_pattern(patterns, "  " + loose);
        add_pattern(patterns, capitals(part));
        if (parts.size() > 1) add_pattern(patterns, capitals(token));
        found.push_back(std::move(patterns));
    }
}

// The words of records one after the other, of the fields that somebody may read.
class RecordWords {
public:
    RecordWords(const Context& context, const Rights& readers)
        : country_(context.company().country), readers_(readers) {}

    void add(const Record& record) {
        for (const Field& field : record.object().fields)
            if ((field.searchable || field.title) && readers_.may_read(record.object(), field))
                add_field(field.sensitive ? guarded_ : open_, record, field, country_);
    }
    SearchWords words() const { return {open_.text(), guarded_.text()}; }

private:
    const std::string& country_;
    const Rights& readers_;
    WordList open_, guarded_;
};

} // namespace

SearchWords search_words(Context& context, const Record& record, const Rights& readers) {
    RecordWords words(context, readers);
    words.add(record);
    if (record.id())
        for (const Object* part : context.schema().parts_of(record.object().name)) {
            const bool any = std::any_of(part->fields.begin(), part->fields.end(), [](const Field& field) {
                return !field.system && (field.searchable || field.title);
            });
            if (!any) continue;
            const Condition of_record{Condition::Op::eq, part->parent_field()->index, -1, {record.id()}};
            const Condition readable = readers.rows_of_part(*part, record.object(), Act::read);
            if (is_nothing(readable)) continue;
            for (const Record& each : context.find(*part, is_everything(readable) ? of_record : of_record && readable))
                words.add(each);
        }
    // It is still found by what those were called that went into it.
    if (record.id())
        for (Id absorbed : absorbed_into(context.connection(), record.id()))
            if (const auto former = context.find(record.object(), absorbed)) words.add(*former);
    return words.words();
}

SearchWords search_words(Context& context, const Record& record, const std::vector<Record>* parts) {
    if (!parts) return search_words(context, record, *Rights::system());
    RecordWords words(context, *Rights::system());
    words.add(record);
    for (const Record& part : *parts)
        if (!part.binned()) words.add(part);
    return words.words();
}

std::string name_words(std::string_view text) {
    WordList list;
    list.add_name(text);
    return list.text();
}

namespace {

// Looks for the words that the title lacks.
class WhereMatched {
public:
    WhereMatched(const SearchPatterns& patterns, const Rights& readers, const std::string& country)
        : patterns_(patterns), readers_(readers), country_(country), lacking_(patterns.size(), true) {}

    void title(const Record& record) {
        const Field& field = record.object().title_field();
        if (!readers_.may_read(record.object(), field)) return;
        const SearchMatch match = look(record, field);
        for (std::size_t i = 0; i < patterns_.size(); ++i) lacking_[i] = !match.found(i);
    }
    bool lacks_any() const { return std::find(lacking_.begin(), lacking_.end(), true) != lacking_.end(); }
    // The first other field that has one of them; nullptr: none.
    const Field* field(const Record& record) const {
        for (const Field& field : record.object().fields) {
            if ((!field.searchable && !field.title) || !readers_.may_read(record.object(), field)) continue;
            const SearchMatch match = look(record, field);
            for (std::size_t i = 0; i < patterns_.size(); ++i)
                if (lacking_[i] && match.found(i)) return &field;
        }
        return nullptr;
    }

private:
    SearchMatch look(const Record& record, const Field& field) const {
        WordList list;
        add_field(list, record, field, country_);
        SearchMatch match(patterns_);
        match.look(list.text());
        return match;
    }

    const SearchPatterns& patterns_;
    const Rights& readers_;
    const std::string& country_;
    std::vector<bool> lacking_;
};

} // namespace

std::string matched_field(Context& context, const Record& record, const SearchPatterns& patterns,
                          const Rights& readers) {
    const Object& object = record.object();
    WhereMatched where(patterns, readers, context.company().country);
    where.title(record);
    if (!where.lacks_any()) return object.title_field().name;
    if (const Field* field = where.field(record)) return field->name;
    for (const Object* part : context.schema().parts_of(object.name)) {
        const Condition readable = readers.rows_of_part(*part, object, Act::read);
        if (is_nothing(readable)) continue;
        const Condition of_record{Condition::Op::eq, part->parent_field()->index, -1, {record.id()}};
        for (const Record& each : context.find(*part, is_everything(readable) ? of_record : of_record && readable))
            if (const Field* field = where.field(each))
                return part->name + "." + (field->hidden ? part->title_field() : *field).name;
    }
    return object.title_field().name; // what it was called before a merge
}

std::vector<std::vector<std::string>> search_patterns(std::string_view typed) {
    constexpr std::size_t longest = 200;
    std::vector<std::string> tokens;
    const std::string short_text = squeezed(nfc(cut(typed, longest)));
    for (std::size_t begin = 0; begin < short_text.size();) {
        const auto end = std::min(short_text.find(' ', begin), short_text.size());
        tokens.push_back(short_text.substr(begin, end - begin));
        begin = end + 1;
    }
    std::vector<std::vector<std::string>> found;
    for (std::size_t i = 0; i < tokens.size();) {
        if (!is_digits_token(tokens[i])) {
            const std::string& token = tokens[i++];
            std::size_t digits = 0;
            for (std::size_t next = i; next < tokens.size() && is_digits_token(tokens[next]); ++next)
                digits += digits_of(tokens[next]).size();
            if (digits >= fewest_digits && is_country_of_number(token)) continue;
            if (!add_prefixed_number(found, token)) add_typed_word(found, token);
            continue;
        }
        const std::size_t begin = i;
        while (i < tokens.size() && is_digits_token(tokens[i])) ++i;
        add_number_words(found, tokens, begin, i);
    }
    if (found.size() > most_words) found.resize(most_words);
    return found;
}

} // namespace crm
