#include "modules/core/comment.hpp"

#include "modules/core/notification.hpp"
#include "modules/modules_test.hpp"

namespace crm {

class CommentTest : public ModulesTest {
protected:
    Record to_boris(Context& context, const std::string& body) {
        Record record = context.make(comment);
        record.set(comment.about, {"party", organization(context, "Acme").id()});
        record.set(comment.body, body);
        record.set(comment.mentions, {boris});
        context.save(record);
        return record;
    }
    std::size_t told(Context& context) { return context.find(notification, notification.user == boris).size(); }
};

TEST_F(CommentTest, whoever_is_mentioned_is_told_once) {
    act([this](Context& context) {
        Record record = to_boris(context, "Please call them today.");
        EXPECT_EQ(told(context), 1u);
        record.set(comment.body, "Please call them tomorrow.");
        context.save(record);
        EXPECT_EQ(told(context), 1u);
    });
}

TEST_F(CommentTest, nobody_is_told_of_mentioning_themselves) {
    act([this](Context& context) {
        Record record = context.make(comment);
        record.set(comment.about, {"party", organization(context, "Acme").id()});
        record.set(comment.body, "A note to myself.");
        record.set(comment.mentions, {anna});
        context.save(record);
        EXPECT_TRUE(context.find(notification, Condition::everything()).empty());
    });
}

TEST_F(CommentTest, a_long_comment_is_called_by_its_first_words) {
    act([this](Context& context) {
        const std::string title =
            to_boris(context,
                     "They asked for a discount of ten percent on all spare parts ordered before the end of the year.")
                .title();
        EXPECT_EQ(title, "They asked for a discount of ten percent on all spare parts ordered before the…");
    });
}

} // namespace crm
