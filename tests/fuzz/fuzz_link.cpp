#include "wire/link.h"

#include <cstdlib>

using namespace earshot;

/// Whatever is accepted must be written and read back as the same link.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto read = readLink(QStringLiteral("earshot://")
        + QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (read && *readLink(read->toString()) != *read)
        std::abort();
    return 0;
}
