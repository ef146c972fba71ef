#include "wire/messages.h"
#include "wire/nkey.h"

#include <cstdlib>

using namespace earshot;

/// Without the key nobody makes an ask that is accepted. What somebody with the key sends and is accepted must be
/// written and read back as the same value.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const EventId event = *EventId::parse(u"a");
    static const NKey key = NKey::generate(NKeyKind::User);
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (readAsk(bytes, event, key.userKey(), WallTime{}))
        std::abort();

    const QByteArray body
        = R"({"v":1,"event":"a","from":")" + key.publicKey() + R"(","at":0)" + bytes; // `,"ask":"presence"` …
    const QByteArray signature
        = key.sign(body).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const auto read = readAsk(body + R"(,"sig":")" + signature + "\"}", event, key.userKey(), WallTime{});
    if (read && *readAsk(writeAsk(*read, event, key), event, key.userKey(), WallTime{}) != *read)
        std::abort();
    return 0;
}
