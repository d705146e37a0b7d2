#include "record/likely_search.hpp"

#include "base/error.hpp"
#include "record/list_sql.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

const Object& searched_object(Context& context, const std::string& name) {
    const Object* object = context.schema().find(name);
    if (!object || object->hidden || object->parent_field() || object->module == "auth")
        throw Error(Problem::conflict, context.in_language({"Duplicates of this object are not searched for.",
                                                            "W tym obiekcie nie szuka się duplikatów.",
                                                            "Во овој објект не се бараат дупликати."}));
    return *object;
}

} // namespace

Operation begin_likely_search(Engine& engine, Request& request, const std::string& name, const WithOperation& also) {
    Operation operation;
    operation.kind = likely_search;
    operation.state = "queued";
    operation.object = name;
    operation.user = request.rights->user;
    operation.id = engine.ids().make();
    operation.input = Json::object({{"object", name}});
    prepare_operation_tables(engine);
    engine.write(request, [&](Context& context) {
        const Object& object = searched_object(context, name);
        // Whoever asks is told of what they may see, though all is searched.
        Sql sql;
        sql << "SELECT COUNT(*) FROM " << quoted(object.name) << " WHERE \"deleted_at\" IS NULL";
        append_rows(sql, context, object, Act::read);
        operation.total = whole_or(context.connection().value(sql.text, sql.parameters), 0);
        operation.input.set("sees_all", is_everything(context.rights().rows(context.schema(), object, Act::read)));
        insert_operation(context, operation);
        if (also) also(context, operation);
    });
    operation.created_at = request.at;
    return operation;
}

} // namespace crm
