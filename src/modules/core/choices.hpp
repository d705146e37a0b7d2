// Choices: lists of words that several objects offer, so that a channel is called the same wherever it is met.
#pragma once
#include <vector>

#include "record/field.hpp"

namespace crm {

std::vector<Choice> channel_choices();  // how a person is reached
std::vector<Choice> language_choices(); // what a person speaks
std::vector<Choice> countries();        // by their codes
std::vector<Choice> vat_choices();      // how a sale is taxed; only what is "taxed" has a rate above zero

} // namespace crm
