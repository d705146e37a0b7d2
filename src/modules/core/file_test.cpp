#include "modules/core/file.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class FileTest : public ModulesTest {};

TEST_F(FileTest, a_file_lies_with_the_record_it_is_attached_to) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record record = context.make(file);
        record.set(file.name, "umowa.pdf");
        record.set(file.about, {"party", acme});
        context.save(record);
        EXPECT_EQ(record.bucket(), bucket_of(acme));
        EXPECT_EQ(record.title(), "umowa.pdf");
    });
}

TEST_F(FileTest, size_type_and_digest_are_not_typed_in) {
    for (const char* name : {"size", "type", "digest"}) EXPECT_TRUE(file.field(name)->read_only) << name;
}

} // namespace crm
