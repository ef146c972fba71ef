#include "client/voice_track.h"
#include "recordings/ogg_opus_reader.h"

using namespace earshot;

/// Whatever is read as a voice can be spoken.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto file = parseOggOpus(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!file)
        return 0;
    if (const auto track = VoiceTrack::make(*file))
        track->pieces(qint64(size), VoiceTrack::kMaxFramesPerPiece);
    return 0;
}
