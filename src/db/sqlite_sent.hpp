// SqliteSent: the statements of a job that nobody waits for. Where they are many they are carried out by a thread of
// their own while the job goes on; few are carried out by the job itself as soon as it asks for something. The
// connection belongs to one of the two at a time: to the job from finish() or forget() on until the next add().
#pragma once
#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/value.hpp"

namespace crm {

class SqliteSent {
public:
    struct Statement {
        const std::string* kept = nullptr; // a text that outlives it, or
        std::string own;
        Values parameters;
        bool must_fit = false; // a row must be there for it
        std::string_view sql() const { return kept ? *kept : own; }
    };
    explicit SqliteSent(std::function<void(const Statement&)> carry_out);
    ~SqliteSent();
    SqliteSent(const SqliteSent&) = delete;
    SqliteSent& operator=(const SqliteSent&) = delete;

    // Of the thread of the job. What went wrong with one that was added comes out of add() or of finish(), again and
    // again until forget(); those behind it are not carried out.
    void add(Statement statement);
    void finish();          // all of them are carried out
    void forget() noexcept; // none of them is carried out any more

private:
    void hand_over();
    void run();
    std::exception_ptr carry_out(const std::vector<Statement>& some) const;

    const std::function<void(const Statement&)> carry_out_one_;
    std::vector<Statement> waiting_; // not yet handed over
    bool handed_over_ = false;       // some of this job

    std::mutex mutex_;
    std::condition_variable given_, done_;
    std::vector<Statement> queue_;
    bool busy_ = false, stopping_ = false;
    std::atomic<bool> dropping_ = false;
    std::exception_ptr failure_;
    std::thread thread_; // from the first large job on
};

} // namespace crm
