#include "client/schedule_cache.h"

#include <cstdlib>

using namespace earshot;

/// What is read is written in a way that can be read, and what was written once is written the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QString kServer = QStringLiteral("earshot://live.example.org");
    const auto read
        = readRemembered(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)), kServer);
    if (!read || !*read)
        return 0;
    const QByteArray written = writeRemembered(kServer, **read);
    const auto again = readRemembered(written, kServer);
    if (!again || !*again || writeRemembered(kServer, **again) != written)
        std::abort();
    return 0;
}
