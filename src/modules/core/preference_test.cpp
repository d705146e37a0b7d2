#include "modules/core/preference.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class PreferenceTest : public ModulesTest {
protected:
    static Record liking(Context& context, const std::string& kind) {
        Record record = context.make(preference);
        record.set(preference.party, organization(context, "Acme").id());
        record.set(preference.name, "Delivery before noon");
        record.set(preference.kind, kind);
        return record;
    }
};

TEST_F(PreferenceTest, what_somebody_says_of_themselves_is_certain) {
    act([](Context& context) {
        Record record = liking(context, "stated");
        context.save(record);
        EXPECT_EQ(record.get(preference.confidence), 100);
    });
}

TEST_F(PreferenceTest, what_is_inferred_is_as_sure_as_it_says) {
    act([](Context& context) {
        Record record = liking(context, "inferred");
        context.save(record);
        EXPECT_FALSE(record.has(preference.confidence));
    });
}

TEST_F(PreferenceTest, nothing_is_surer_than_a_hundred) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = liking(context, "inferred");
                  record.set(preference.confidence, 101);
                  context.save(record);
              }),
              "confidence");
}

} // namespace crm
