// ImportFiles: a company as it comes, into which tests bring files as any client does.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

struct ImportFiles : ::testing::Test {
    TestApp crm{all_objects()};
    ImportFiles() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
    }
    std::string upload(const std::string& content, const std::string& name = "list.csv") {
        const Answer answer = crm.raw("POST", "/api/v1/file", content,
                                      {{"content-type", "application/octet-stream"}, {"x-file-name", name}});
        EXPECT_EQ(answer.status, 201) << answer.whole.body;
        return answer.id();
    }
    Json import(const std::string& object, const std::string& content, const std::string& mapping = "{}") {
        Json order = Json::parse(mapping);
        order.set("object", object);
        order.set("file", upload(content));
        const Answer made = crm.post("/api/v1/import", order);
        EXPECT_EQ(made.status, 202) << made.whole.body;
        crm.app().jobs().run_due();
        return crm.get("/api/v1/operation/" + made.id()).body;
    }
    // "created updated skipped refused left_out"
    static std::string counts(const Json& operation) {
        if (operation.text("state") != "done") return operation.text("state") + ": " + operation.text("message");
        return std::to_string(operation.number("created")) + " " + std::to_string(operation.number("updated")) + " " +
               std::to_string(operation.number("skipped")) + " " + std::to_string(operation.number("refused")) + " " +
               std::to_string(operation.number("left_out"));
    }
    std::string problems(const Json& operation) {
        return crm.get("/api/v1/operation/" + operation.text("id") + "/rows").whole.body;
    }
    Json one(const std::string& object, const std::string& filter) {
        const Json items = crm.list(object, Json::parse(filter)).items();
        EXPECT_EQ(items.items().size(), 1u) << filter;
        return items.items().empty() ? Json() : items.items()[0];
    }
    // "fax 22 111 22 33 (work), phone …" of the record that `filter` finds, in the order of their values.
    std::string points(const std::string& filter) {
        std::string text;
        const Json owner = one("party", filter);
        const Json items = crm.get("/api/v1/contact_point?sort=value&filter=" +
                                   in_address(Json::object({{"party", owner.text("id")}}).dump()))
                               .items();
        for (const Json& each : items.items())
            (text += text.empty() ? "" : ", ") += each.text("kind") + (each.flag("primary") ? "! " : " ") +
                                                  each.text("value") +
                                                  (each.text("label").empty() ? "" : " (" + each.text("label") + ")");
        return text;
    }
    // "Owner (2), emails.verified (1)": the columns of the file that went nowhere.
    static std::string unread(const Json& operation) {
        std::string text;
        for (const Json& each : operation["unread"].items())
            (text += text.empty() ? "" : ", ") +=
                each.text("column") + " (" + std::to_string(each.number("filled")) + ")";
        return text;
    }
    // The values of a field of all records there are, joined.
    std::string values(const std::string& object, const std::string& field, const std::string& filter = "{}") {
        std::string text;
        const Json items =
            crm.get("/api/v1/" + object + "?sort=id&fields=" + field + "&filter=" + in_address(filter)).items();
        for (const Json& each : items.items())
            (text += text.empty() ? "" : ", ") +=
                each[field].is_object() ? each[field].text("title") : each.text(field);
        return text;
    }
};

} // namespace crm::testing
