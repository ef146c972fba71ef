#include "wire/http_answer.h"
#include "wire/upgrade_answer.h"

#include <cstdlib>

using namespace earshot;

/// An answer is the same whatever follows its head, and nothing endless gets through.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const WallTime now{milliseconds{1'795'000'000'000}};
    const HttpReading reading = readHttpAnswer(bytes, now);
    if (const auto *answer = std::get_if<HttpAnswer>(&reading)) {
        const HttpReading again = readHttpAnswer(bytes.left(answer->bodyAt), now);
        const auto *same = std::get_if<HttpAnswer>(&again);
        if (!same || same->status != answer->status || same->date != answer->date)
            std::abort();
        if (answer->words.size() > 60 || answer->redirectHost.size() > 253)
            std::abort();
    }
    if (std::holds_alternative<HttpPending>(reading) && bytes.size() >= kMaxHttpHead)
        std::abort();
    looksLikeHtml(bytes);
    return 0;
}
