// ContactCell: the e-mail addresses or phone numbers that one cell of a file holds, however their writer set them
// apart, and what each is for.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

struct CellPoint {
    std::string value; // as it stands there, without "mailto:", "tel:" and its label
    std::string label; // "mobile"; what stood around it; "ext. 12"
};

// "Jan <a@x.pl>, b@x.pl lub c@x.pl": three. Text in which no address stands is one point of its own, to be complained
// of.
std::vector<CellPoint> emails_in(std::string_view cell);
// "tel. 501 234 567 / kom. 602 345 678 (dom)": two. A stroke or space within one number parts nothing.
std::vector<CellPoint> phones_in(std::string_view cell);

// "5,01235E+08" as a spreadsheet writes a long number: the number itself where all its digits are there; the sentence
// that says so where some are lost. Neither is set of any other text.
struct CutNumber {
    std::string whole, complaint;
};
CutNumber read_cut_number(std::string_view cell);

} // namespace crm
