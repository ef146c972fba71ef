#include "base/slept_time.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <ctime>
#endif

namespace earshot {

#ifdef Q_OS_LINUX

namespace {

microseconds read(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return seconds{time.tv_sec} + microseconds{time.tv_nsec / 1000};
}

} // namespace

/// CLOCK_BOOTTIME is CLOCK_MONOTONIC with the sleep counted.
std::optional<microseconds> sleptSinceStart()
{
    return read(CLOCK_BOOTTIME) - read(CLOCK_MONOTONIC);
}

#else

std::optional<microseconds> sleptSinceStart()
{
    return std::nullopt;
}

#endif

} // namespace earshot
