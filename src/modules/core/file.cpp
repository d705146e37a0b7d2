#include "modules/core/file.hpp"

namespace crm {

File::File() : Object("file", "core", {"File", "Plik", "Датотека"}, {"Files", "Pliki", "Датотеки"}) {
    icon = "paperclip";
    list_fields = {"name", "type", "size", "about", "created_at", "created_by"};
    form_fields = {"name"};
    default_sort = "-created_at";
}

const File file;

} // namespace crm
