#include "recordings/recording_json.h"

#include <cstdlib>

using namespace earshot;

/// Whatever is read is written in a way that reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto info = readRecordingInfo(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!info)
        return 0;
    const auto again = readRecordingInfo(writeRecordingInfo(*info));
    if (!again || *again != *info)
        std::abort();
    return 0;
}
