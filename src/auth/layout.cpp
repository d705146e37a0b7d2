#include "auth/layout.hpp"

namespace crm {

Layout::Layout() : Object("layout", "auth", {"Layout", "Układ", "Распоред"}, {"Layouts", "Układy", "Распореди"}) {
    table_class = TableClass::small;
    hidden = true;
    searched = false;
    default_sort = "object";
}

const Layout layout;

} // namespace crm
