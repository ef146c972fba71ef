#include "wire/lease_record.h"

#include <cstdlib>

using namespace earshot;

/// Whatever is accepted must be written and read back as the same value.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const EventId kEvent = *EventId::parse(u"e");
    const auto read = readLease(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)), kEvent);
    if (read && *readLease(writeLease(*read), kEvent) != *read)
        std::abort();
    return 0;
}
