// Pull run: what one run of a pull found and what became of it. What was there already is one line, however often it is
// looked at.
#pragma once
#include "record/object.hpp"

namespace crm {

struct PullRun : Object {
    Link pull{this,
              "pull",
              {"Scheduled pull", "Pobieranie cykliczne", "Закажано преземање"},
              {.required = true, .read_only = true, .part_of = true, .to = "pull"}};
    Moment started_at{this, "started_at", {"Started", "Początek", "Почеток"}, {.read_only = true}};
    Moment finished_at{this, "finished_at", {"Finished", "Koniec", "Крај"}, {.read_only = true}};
    Choice outcome{
        this,
        "outcome",
        {"Outcome", "Wynik", "Исход"},
        {.read_only = true,
         .choices = {{"running", {"Running", "W toku", "Во тек"}, 0},
                     {"done", {"Done", "Gotowe", "Готово"}, 1},
                     {"partly", {"Some rows refused", "Część wierszy odrzucona", "Дел од редовите се одбиени"}, 2},
                     {"unchanged", {"Nothing new", "Nic nowego", "Ништо ново"}, 4},
                     {"failed", {"Failed", "Nieudane", "Неуспешно"}, 5}}}};
    Whole created{this, "created", {"Created", "Utworzone", "Создадени"}, {.read_only = true}};
    Whole updated{this, "updated", {"Updated", "Zmienione", "Изменети"}, {.read_only = true}};
    Whole skipped{this, "skipped", {"Skipped", "Pominięte", "Прескокнати"}, {.read_only = true}};
    Whole refused{this, "refused", {"Refused", "Odrzucone", "Одбиени"}, {.read_only = true}};
    Whole left_out{
        this, "left_out", {"Values left out", "Pominięte wartości", "Изоставени вредности"}, {.read_only = true}};
    LongText message{this, "message", {"Message", "Komunikat", "Порака"}, {.read_only = true}};
    Text place{this, "place", {"File", "Plik", "Датотека"}, {.read_only = true, .plain = true}};
    Text operation{
        this, "operation", {"Import", "Import", "Увоз"}, {.read_only = true, .plain = true, .max_length = 20}};
    File content{this, "content", {"Content", "Zawartość", "Содржина"}, {.read_only = true}};
    Text digest{
        this, "digest", {"Fingerprint", "Odcisk", "Отпечаток"}, {.read_only = true, .plain = true, .hidden = true}};
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.read_only = true, .title = true, .hidden = true}};
    PullRun();
};
extern const PullRun pull_run;

} // namespace crm
