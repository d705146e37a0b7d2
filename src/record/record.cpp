#include "record/record.hpp"

#include "base/error.hpp"

namespace crm {

namespace {

std::optional<std::string> barred(const std::vector<std::string>& list) {
    if (list.empty()) return std::nullopt;
    std::string text = "|";
    for (const auto& each : list) (text += each) += '|';
    return text;
}

} // namespace

bool PostalAddress::empty() const {
    return *this == PostalAddress{};
}

std::string PostalAddress::line() const {
    std::string text = street;
    if (!house.empty()) (text += text.empty() ? "" : " ") += house;
    if (!flat.empty()) (text += "/") += flat;
    std::string place = postal_code;
    if (!city.empty()) (place += place.empty() ? "" : " ") += city;
    if (!place.empty()) (text += text.empty() ? "" : ", ") += place;
    return text;
}

Record::Record(std::shared_ptr<const Object> object)
    : object_(std::move(object)), values_(object_->columns.size()), before_(object_->columns.size()) {}

std::string Record::title() const {
    const Field& field = object_->title_field();
    const Value& value = at(field);
    if (auto found = std::get_if<std::string>(&value)) return *found;
    return is_null(value) ? std::string() : std::to_string(whole(value));
}

bool Record::has(int index) const {
    const Field& field = object_->fields[index];
    if (field.kind == Kind::links) {
        auto found = links_.find(index);
        return found != links_.end() && !found->second.empty();
    }
    if (field.kind == Kind::address) {
        for (int i = 0; i < field.column_count; ++i)
            if (!is_null(at(field, i))) return true;
        return false;
    }
    return !is_null(at(field));
}

bool Record::changed(int index) const {
    const Field& field = object_->fields[index];
    if (field.kind == Kind::links) {
        auto now = links_.find(index);
        if (now == links_.end()) return false; // never loaded, never set
        auto then = links_before_.find(index);
        return then == links_before_.end() ? !now->second.empty() : now->second != then->second;
    }
    const int compared = field.kind == Kind::money ? 2 : field.has_key() ? 1 : field.column_count;
    for (int i = 0; i < compared; ++i)
        if (at(field, i) != before(field, i)) return true;
    return false;
}

void Record::clear(int index) {
    const Field& field = object_->fields[index];
    if (field.kind == Kind::links) links_[index].clear();
    for (int i = 0; i < field.column_count; ++i) put_value(field, i, {});
}

Id Record::link(int index) const {
    return whole_or(at(object_->fields[index]), 0);
}

std::string Record::text_at(int index) const {
    return text_or_empty(at(object_->fields[index]));
}

std::optional<std::int64_t> Record::whole_at(int index) const {
    const Value& value = at(object_->fields[index]);
    if (is_null(value)) return std::nullopt;
    return whole(value);
}

std::optional<Money> Record::money_at(int index) const {
    const Field& field = object_->fields[index];
    if (is_null(at(field))) return std::nullopt;
    return Money{whole(at(field)), text_or_empty(at(field, 1))};
}

std::optional<Day> Record::day_at(int index) const {
    auto days = whole_at(index);
    if (!days) return std::nullopt;
    return Day{static_cast<std::int32_t>(*days)};
}

PostalAddress Record::address_at(int index) const {
    const Field& field = object_->fields[index];
    auto part = [&](int i) { return text_or_empty(at(field, i)); };
    return {part(0), part(1), part(2), part(3), part(4), part(5), part(6)};
}

AnyLink Record::any_at(int index) const {
    const Field& field = object_->fields[index];
    return {text_or_empty(at(field, 1)), whole_or(at(field), 0)};
}

std::vector<std::string> Record::list_at(int index) const {
    std::vector<std::string> list;
    const std::string& text = text_or_empty(at(object_->fields[index]));
    for (std::size_t begin = 1; begin < text.size();) {
        auto end = text.find('|', begin);
        if (end == std::string::npos) break;
        list.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return list;
}

std::vector<Id> Record::links_at(int index) const {
    auto found = links_.find(index);
    return found == links_.end() ? std::vector<Id>() : found->second;
}

void Record::put(int index, const std::string& value) {
    const Field& field = object_->fields[index];
    if (value.empty()) return clear(index);
    put_value(field, 0, value);
}

void Record::put(int index, std::int64_t value) {
    const Field& field = object_->fields[index];
    if (value == 0 && field.is_link()) return clear(index);
    put_value(field, 0, value);
}

void Record::put(int index, const Money& value) {
    const Field& field = object_->fields[index];
    put_value(field, 0, value.minor);
    put_value(field, 1, value.currency);
}

void Record::put(int index, const PostalAddress& value) {
    const Field& field = object_->fields[index];
    const std::string* parts[] = {&value.street, &value.house,  &value.flat,   &value.postal_code,
                                  &value.city,   &value.region, &value.country};
    for (int i = 0; i < 7; ++i) put_value(field, i, parts[i]->empty() ? Value() : Value(*parts[i]));
}

void Record::put(int index, const AnyLink& value) {
    const Field& field = object_->fields[index];
    if (value.id == 0) return clear(index);
    put_value(field, 0, value.id);
    put_value(field, 1, value.object);
}

void Record::put(int index, const std::vector<std::string>& value) {
    auto text = barred(value);
    put_value(object_->fields[index], 0, text ? Value(*text) : Value());
}

void Record::put(int index, const std::vector<Id>& value) {
    links_[index] = value;
}

void Record::loaded() {
    before_ = values_;
    links_before_ = links_;
}

} // namespace crm
