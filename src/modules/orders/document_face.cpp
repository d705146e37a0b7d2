#include "modules/orders/document_face.hpp"

#include "modules/core/conversation.hpp"
#include "modules/orders/document_sheet.hpp"
#include "paper/sheet_json.hpp"

namespace crm {

namespace {

Json seen_by_the_customer(Context& context, const Record& document, const std::string& language) {
    SheetJson sheet;
    write_document(context, document, sheet, language);
    const Field& state = *document.object().field("state");
    const Choice* stands = state.choice(document.text_at(state.index));
    Json face =
        Json::object({{"kind", document.object().name},
                      {"title", document.object().label.in(language) + " " + document.get(any_document().number)},
                      {"company", context.company().name}});
    if (stands)
        face.set(
            "state",
            Json::object({{"value", stands->name}, {"label", stands->label.in(language)}, {"color", stands->color}}));
    face.set("blocks", std::move(sheet.blocks));
    face.set("conversation", conversation_about(context, document));
    return face;
}

Id its_owner(const Record& document) {
    return document.get(any_document().owner);
}

} // namespace

SharedFace document_face(const Condition& gone_out, std::vector<SharedAction> actions) {
    actions.push_back(commenting(its_owner));
    return {gone_out, language_of, seen_by_the_customer, "pdf", std::move(actions)};
}

} // namespace crm
