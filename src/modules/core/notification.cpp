#include "modules/core/notification.hpp"

#include "modules/core/pushing.hpp"

namespace crm {

Notification::Notification()
    : Object("notification", "core", {"Notification", "Powiadomienie", "Известување"},
             {"Notifications", "Powiadomienia", "Известувања"}) {
    icon = "bell";
    keeps_history = false;
    searched = false;
    list_fields = {"text", "about", "created_at", "read_at"};
    default_sort = "-created_at";
    after_save(push_to_devices);
}

const Notification notification;

} // namespace crm
