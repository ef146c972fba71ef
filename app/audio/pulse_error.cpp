#include "audio/pulse_error.h"

#include <pulse/def.h>
#include <pulse/error.h>

namespace earshot {

namespace {

Cause causeOf(int error)
{
    switch (error) {
    case PA_ERR_BUSY:
        return Cause::DeviceBusy;
    case PA_ERR_ACCESS: // as the policies of Snap and Flatpak answer
    case PA_ERR_AUTHKEY:
        return Cause::DeviceDenied;
    case PA_ERR_NOENTITY:
        return Cause::DeviceMissing;
    default:
        return Cause::DeviceFailed;
    }
}

} // namespace

Failure failureOfPulse(int error)
{
    if (error == PA_OK)
        return {Cause::DeviceFailed, QStringLiteral("the sound server ended the stream")};
    const char *words = pa_strerror(error);
    return {causeOf(error),
        words ? QString::fromUtf8(words) : QStringLiteral("the sound server's error %1").arg(error)};
}

} // namespace earshot
