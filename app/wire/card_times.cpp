#include "wire/card_times.h"

#include "event/when_ready.h"
#include "wire/json_fields.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr std::chrono::hours kShownLength{1};
constexpr minutes kStep{30};
constexpr WallTime kLatest = wallFromUnixMs(kMaxUnixMs);

WallTime guessedEnd(const ScheduleCard &card, WallTime start, WallTime now)
{
    const WallTime shown = start + kShownLength;
    const bool isOpen
        = card.phase == Phase::Scheduled || card.phase == Phase::Live || card.phase == Phase::Paused;
    if (!isOpen || now < shown || now - start > kMaxRecording)
        return shown;
    return WallTime{(now.time_since_epoch() / kStep + 1) * kStep};
}

} // namespace

std::optional<CardTimes> cardTimes(const ScheduleCard &card, WallTime now)
{
    const bool hasBegun = card.started && card.phase != Phase::Scheduled && card.phase != Phase::Cancelled;
    const WallTime told = hasBegun ? *card.started : card.planned;
    if (told <= kWhenReady)
        return std::nullopt;
    const WallTime start = std::min(told, kLatest - kShownLength);
    if (card.phase != Phase::Ended || !card.ended)
        return CardTimes{start, guessedEnd(card, start, now), false};
    const WallTime end = std::min(*card.ended, kLatest);
    if (std::chrono::floor<seconds>(end) <= std::chrono::floor<seconds>(start))
        return CardTimes{start, std::nullopt, true};
    return CardTimes{start, end, true};
}

} // namespace earshot
