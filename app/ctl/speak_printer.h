#pragma once

#include "client/talk_view.h"
#include "client/view.h"
#include "ctl/printer.h"

namespace earshot::ctl {

/// Prints what a speaker wants to know: seat, microphone, and each second the proof of being heard.
class SpeakPrinter
{
public:
    explicit SpeakPrinter(Printer &printer)
        : m_printer(printer)
    { }

    void show(const TalkView &talk);
    void proof(const TalkView &talk, const NowPlayingView &event, Instant now);

private:
    void showSeat(const SeatStats &seat);
    void showTalk(const TalkStats &talk);

    Printer &m_printer;
    std::optional<SeatStats> m_seat;
    std::optional<TalkStats> m_talk;
    std::optional<Failure> m_failure; ///< of the microphone
};

/// From a word's capture to its return from the server; nothing where none came back in the last 2 s.
std::optional<microseconds> provenRoundTrip(const TalkView &talk, Instant now);

} // namespace earshot::ctl
