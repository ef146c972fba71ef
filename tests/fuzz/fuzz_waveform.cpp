#include "recordings/waveform.h"

#include <cstdlib>

using namespace earshot;

/// Whatever is read is written byte by byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto waveform = readWaveform(bytes); waveform && writeWaveform(*waveform) != bytes)
        std::abort();
    return 0;
}
