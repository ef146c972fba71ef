#include "audio/sound_backend.h"

#include "audio/qt_backend.h"
#ifdef EARSHOT_HAS_PULSE
#include "audio/pulse_backend.h"
#endif

namespace earshot {

std::unique_ptr<SoundBackend> makeSoundBackend(Clock &clock)
{
#ifdef EARSHOT_HAS_PULSE
    if (qEnvironmentVariable("EARSHOT_SOUND") != QLatin1String("qt"))
        return std::make_unique<PulseBackend>(clock);
#endif
    return std::make_unique<QtBackend>(clock);
}

} // namespace earshot
