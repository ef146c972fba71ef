#include "wire/nats_codec.h"
#include "wire/upgrade_answer.h"

#include <cstdlib>

using namespace earshot;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

std::vector<ParsedOperation> drain(NatsParser &parser)
{
    std::vector<ParsedOperation> all;
    for (;;) {
        ParsedOperation parsed = parser.next();
        if (std::holds_alternative<NeedMore>(parsed))
            return all;
        const bool isBroken = std::holds_alternative<BrokenProtocol>(parsed);
        all.push_back(std::move(parsed));
        if (isBroken)
            return all;
    }
}

bool same(const ParsedOperation &a, const ParsedOperation &b)
{
    if (const auto *operation = std::get_if<NatsOperation>(&a))
        return std::holds_alternative<NatsOperation>(b) && *operation == std::get<NatsOperation>(b);
    return a.index() == b.index();
}

} // namespace

/// The first byte says where the rest is cut in two: the cut must make no difference, and sizes must keep
/// their bounds.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    readUpgradeAnswer(bytes, WallTime{});

    NatsParser whole;
    whole.feed(bytes);
    const auto expected = drain(whole);
    const qsizetype cut = bytes.size() * data[0] / 256;
    NatsParser halves;
    halves.feed(bytes.first(cut));
    auto parsed = drain(halves);
    if (parsed.empty() || !std::holds_alternative<BrokenProtocol>(parsed.back())) {
        halves.feed(bytes.sliced(cut));
        for (auto &operation : drain(halves))
            parsed.push_back(std::move(operation));
    }

    require(parsed.size() == expected.size());
    for (size_t i = 0; i < parsed.size(); ++i)
        require(same(parsed[i], expected[i]));
    for (const auto &one : parsed) {
        const auto *operation = std::get_if<NatsOperation>(&one);
        if (const auto *message = operation ? std::get_if<NatsMessage>(operation) : nullptr)
            require(message->payload.size() <= NatsParser::kMaxPayload && message->status >= 0
                && message->status < 1000);
    }
    return 0;
}
