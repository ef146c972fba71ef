#include "audio/audio_output.h"

#include "audio/null_output.h"
#include "audio/sound_backend.h"
#include "audio/system_output.h"

namespace earshot {

std::unique_ptr<AudioOutput> makeAudioOutput(const OutputChoice &choice, Clock &clock)
{
    if (choice.kind == OutputChoice::Kind::Null)
        return std::make_unique<NullOutput>(clock);
    return std::make_unique<SystemOutput>(choice, clock, makeSoundBackend(clock));
}

} // namespace earshot
