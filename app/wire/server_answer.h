#pragma once

#include "wire/nats_codec.h"

#include <algorithm>

namespace earshot {

// A server publishes the answer to a request on whatever subject the asker names for it, whether or not the asker may
// publish there. Whoever may read a stream can have what it holds said on any subject, and stored by the stream of
// that subject. Such a message has the headers of an answer (ADR-31), or a status.

inline constexpr char kStreamHeader[] = "Nats-Stream";

/// True for the answer to somebody's request: nothing that a person or a desk has said. To be asked of what comes by
/// subscription.
inline bool isServerAnswer(const NatsMessage &message)
{
    return message.status != 0 || !message.header(kStreamHeader).isEmpty();
}

/// To be asked of an answer to DIRECT.GET: true where what is stored is itself an answer. The server adds its headers
/// to those that are stored, and leaves a stored status as it is.
inline bool holdsServerAnswer(const NatsMessage &answer)
{
    const auto streams
        = std::ranges::count_if(answer.headers, [](const auto &one) { return one.first == kStreamHeader; });
    return streams > 1 || (streams == 1 && answer.status != 0);
}

/// The server's own of several headers of one name: the last.
inline QByteArray lastHeader(const NatsMessage &answer, QByteArrayView name)
{
    const auto found = std::find_if(
        answer.headers.rbegin(), answer.headers.rend(), [&](const auto &one) { return one.first == name; });
    return found == answer.headers.rend() ? QByteArray() : found->second;
}

} // namespace earshot
