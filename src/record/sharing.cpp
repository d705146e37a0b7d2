#include "record/sharing.hpp"

#include <algorithm>
#include <map>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"
#include "record/actions.hpp"
#include "record/inputs.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

constexpr std::int64_t usual_days = 60, most_days = 3650;
constexpr Moment between_openings = 5 * minute; // those in between are one

// Filled while the declarations are made, before anything runs.
std::map<std::string, SharedFace, std::less<>>& faces() {
    static std::map<std::string, SharedFace, std::less<>> of_objects;
    return of_objects;
}

void last_for_a_while(Context& context, Record& record) {
    if (!record.changed(shared_link.valid_until)) return;
    const std::int64_t days = record.get(shared_link.valid_until)->days - context.today().days;
    if (days >= 0 && days <= most_days) return;
    throw Error::at("valid_until", context.in_language({"Please give a day from today on, at most ten years away.",
                                                        "Podaj dzień od dzisiaj, najwyżej za dziesięć lat.",
                                                        "Внесете ден од денес натаму, најмногу за десет години."}));
}

std::string name_of_its_record(Context& context, const Record& record) {
    const AnyLink about = record.get(shared_link.about);
    return context.title(about.object, about.id);
}

Json share_as_asked(Context& context, Record& record, const Json& input) {
    need_for(context, record, "share");
    const auto given = parse_day(input.text("valid_until"));
    const Day until = given ? *given : Day{static_cast<std::int32_t>(context.today().days + usual_days)};
    return Json::object({{"path", "/shared/" + share(context, record, until)}, {"valid_until", format_day(until)}});
}

Error no_such_address() {
    return Error(Problem::not_found,
                 "This address is not valid, or not any more. Please ask whoever sent it to you for a new one.");
}

Record link_with(Context& context, std::string_view secret) {
    auto link = context.find_one(shared_link, shared_link.digest == sha256_hex(secret));
    if (!link || link->binned() || *link->get(shared_link.valid_until) < context.today()) throw no_such_address();
    return std::move(*link);
}

Record what_it_leads_to(Context& context, const Record& link) {
    const AnyLink about = link.get(shared_link.about);
    const auto face = faces().find(about.object);
    auto record = face == faces().end() ? std::nullopt : context.find(context.object(about.object), about.id);
    if (!record || record->binned()) throw no_such_address();
    const Condition itself{Condition::Op::eq, Object::id.index, -1, {record->id()}};
    if (!context.exists(record->object(), itself && face->second.shown)) throw no_such_address();
    return std::move(*record);
}

const Rendition& rendition_of(const Object& object, const std::string& name) {
    const auto& all = renditions_of(object);
    const auto found = std::find_if(all.begin(), all.end(), [&](const Rendition& each) { return each.name == name; });
    require(found != all.end(), "a shared face names a rendition of its object");
    return *found;
}

void write_input(Json& inputs, const Field& field, const std::string& language) {
    Json input = Json::object(
        {{"name", field.name}, {"label", field.label.in(language)}, {"kind", std::string(name_of(field.kind))}});
    if (field.required) input.set("required", true);
    inputs.push(std::move(input));
}

} // namespace

void can_be_shared(Object& object, SharedFace face) {
    const Condition shown = face.shown;
    object.actions.push_back({"share",
                              {"Share by an address", "Udostępnij pod adresem", "Сподели преку адреса"},
                              {report_input("valid_until", Kind::day, {"Valid until", "Ważny do", "Важи до"})},
                              share_as_asked});
    only_when(object, "share", shown);
    faces()[object.name] = std::move(face);
}

std::string share(Context& context, const Record& about, Day until) {
    const std::string secret = make_secret();
    Record link = context.make(shared_link);
    link.set(shared_link.about, AnyLink{about.object().name, about.id()});
    link.set(shared_link.digest, sha256_hex(secret));
    link.set(shared_link.valid_until, until);
    context.save(link);
    return secret;
}

Shared::Shared(Context& context, std::string_view secret)
    : context_(context), link_(link_with(context, secret)), about_(what_it_leads_to(context, link_)),
      face_(faces().at(about_.object().name)) {}

Json Shared::face(const std::string& wanted) {
    const std::string language = wanted.empty() ? face_.language(context_, about_) : wanted;
    Json face = face_.write(context_, about_, language);
    face.set("language", language);
    face.set("valid_until", format_day(*link_.get(shared_link.valid_until)));
    Json actions = Json::array();
    for (const SharedAction& each : face_.actions) {
        if (!each.when(context_, about_)) continue;
        Json inputs = Json::array();
        for (const Field& input : each.inputs) write_input(inputs, input, language);
        Json action = Json::object({{"name", each.name}, {"label", each.label.in(language)}});
        if (each.stands_out) action.set("stands_out", true);
        action.set("inputs", std::move(inputs));
        actions.push(std::move(action));
    }
    face.set("actions", std::move(actions));
    return face;
}

std::string Shared::file() {
    return rendition_of(about_.object(), face_.rendition).run(context_, about_);
}

std::string Shared::file_type() const {
    return rendition_of(about_.object(), face_.rendition).type;
}

void Shared::run(const std::string& action, const Json& input) {
    const auto asked = std::find_if(face_.actions.begin(), face_.actions.end(),
                                    [&](const SharedAction& each) { return each.name == action; });
    if (asked == face_.actions.end()) throw Error(Problem::not_found, "Nothing of this name can be done here.");
    if (!asked->when(context_, about_))
        throw Error(
            Problem::conflict,
            context_.in_language({"This is not possible any more. Please load the page again to see how it stands.",
                                  "Nie jest to już możliwe. Odśwież stronę, aby zobaczyć aktualny stan.",
                                  "Ова веќе не е можно. Вчитајте ја страницата повторно за да видите како стои."}));
    asked->run(context_, about_, read_inputs(context_, asked->inputs, input));
}

bool Shared::is_opening() const {
    const auto before = link_.get(shared_link.opened_at);
    return !before || context_.now() - *before >= between_openings;
}

void Shared::count_opening() {
    link_.set(shared_link.opened_at, context_.now());
    link_.set(shared_link.openings, link_.get(shared_link.openings).value_or(0) + 1);
    context_.save(link_);
}

SharedLink::SharedLink()
    : Object("shared_link", "core", {"Shared address", "Udostępniony adres", "Споделена адреса"},
             {"Shared addresses", "Udostępnione adresy", "Споделени адреси"}) {
    icon = "link";
    searched = false;
    list_fields = {"about", "valid_until", "openings", "opened_at", "created_by"};
    form_fields = {"valid_until"};
    default_sort = "-created_at";
    title_rule = name_of_its_record;
    before_save(last_for_a_while);
}

const SharedLink shared_link;

} // namespace crm
