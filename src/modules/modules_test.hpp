// A company with all modules on a fresh database, for the tests of business rules.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "record/context.hpp"

namespace crm {

class ModulesTest : public ::testing::Test {
protected:
    ModulesTest();

    // A fresh company instead of the present one.
    void begin_anew();
    // One transaction, at `at`, by `by`.
    void act(const std::function<void(Context&)>& job);
    // The error that the job ends with; an empty one where it ends well.
    Error refusal(const std::function<void(Context&)>& job);
    std::string field_refused(const std::function<void(Context&)>& job); // the first field of that error

    static Record person(Context& context, const std::string& given, const std::string& family);
    static Record organization(Context& context, const std::string& name);

    Moment at;                      // 2026-11-20T10:00:00Z, a Friday
    Id anna = 0, boris = 0, by = 0; // two users; anna acts
    bool importing = false;
    std::unique_ptr<Engine> engine;
};

} // namespace crm
