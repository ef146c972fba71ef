#include "wire/object_meta.h"

#include <cstdlib>

using namespace earshot;

/// Whatever is accepted must be written and read back as the same value.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto read = readObjectMeta(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (read && *readObjectMeta(writeObjectMeta(*read)) != *read)
        std::abort();
    return 0;
}
