#include "audio/input_backend.h"

#include "audio/qt_inputs.h"
#ifdef EARSHOT_HAS_PULSE
#include "audio/pulse_inputs.h"
#endif

namespace earshot {

std::unique_ptr<InputBackend> makeInputBackend(Clock &clock)
{
#ifdef EARSHOT_HAS_PULSE
    if (qEnvironmentVariable("EARSHOT_SOUND") != QLatin1String("qt"))
        return std::make_unique<PulseInputs>(clock);
#endif
    return std::make_unique<QtInputs>(clock);
}

} // namespace earshot
