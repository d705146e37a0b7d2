// File: what is known of a stored file: its name, size, type and what it belongs to. Its contents lie elsewhere.
#pragma once
#include "record/object.hpp"

namespace crm {

struct File : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .searchable = true, .title = true}};
    Whole size{this, "size", {"Size", "Rozmiar", "Големина"}, {.read_only = true}};
    Text type{this, "type", {"Type", "Typ", "Тип"}, {.read_only = true, .plain = true, .max_length = 120}};
    // Whoever may see that record may see the file.
    LinkAny about{this,
                  "about",
                  {"Attached to", "Załączony do", "Прилог кон"},
                  {.indexed = true, .home = true, .follows = true, .on_timeline = true, .to = "*"}};
    Text digest{this,
                "digest",
                {"Digest", "Skrót", "Отпечаток"},
                {.read_only = true, .plain = true, .indexed = true, .hidden = true, .max_length = 128}};
    File();
};
extern const File file;

} // namespace crm
