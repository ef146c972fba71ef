#include "ctl/line_reader.h"

#include <iostream>
#include <mutex>
#include <string>
#include <thread>

namespace earshot::ctl {

namespace {
constexpr std::size_t kLongestLine = 8 * 1024;
}

struct LineReader::Shared {
    std::mutex mutex;
    LineReader *reader; ///< null once it ended

    void post(std::function<void(LineReader &)> call)
    {
        const std::lock_guard lock(mutex);
        if (LineReader *target = reader)
            QMetaObject::invokeMethod(
                target, [target, call = std::move(call)] { call(*target); }, Qt::QueuedConnection);
    }
};

LineReader::LineReader()
    : m_shared(std::make_shared<Shared>())
{
    m_shared->reader = this;
    std::thread([shared = m_shared] {
        for (std::string text; std::getline(std::cin, text);) {
            text.resize(std::min(text.size(), kLongestLine));
            shared->post(
                [line = QString::fromStdString(text)](LineReader &r) { emit r.line(line.trimmed()); });
        }
        shared->post([](LineReader &r) { emit r.ended(); });
    }).detach();
}

LineReader::~LineReader()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->reader = nullptr;
}

} // namespace earshot::ctl
