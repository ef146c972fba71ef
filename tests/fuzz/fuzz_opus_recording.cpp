#include "recordings/opus_recording.h"

#include <cstdlib>
#include <vector>

using namespace earshot;

/// opusfile 0.12 forgets some bytes of tags that it refuses.
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:libopusfile";
}

/// Whatever opens plays to an end, and can be gone through.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto opened
        = OpusRecording::ofMemory(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!opened)
        return 0;
    OpusRecording &recording = **opened;
    std::vector<float> piece(11'520);
    for (const qint64 to : {recording.available() / 2, qint64(0), recording.available() - 1}) {
        recording.seek(to);
        for (int pieces = 0; pieces < 200; ++pieces) {
            const OpusRecording::Piece read = recording.read(piece);
            if (read.frames == 0)
                break;
            if (read.frames < 0 || std::size_t(read.frames) * 2 > piece.size() || read.position < 0)
                std::abort();
        }
    }
    return 0;
}
