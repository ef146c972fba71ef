#pragma once

#include "client/view.h"
#include "event_words.h"

#include <QCoreApplication>

namespace earshot {

/// A host's message is cut after this many characters.
inline constexpr int kMaxMessageLength = 2000;

/// The page Now playing in words.
class PlayingWords
{
    Q_DECLARE_TR_FUNCTIONS(PlayingWords)
public:
    static QString title(const NowPlayingView &view);
    static QString subtitle(const NowPlayingView &view); ///< "Hosted by … · planned 20:00, started 20:03"
    static PillWords phasePill(const NowPlayingView &view, WallTime now);
    static PillWords delayPill(const NowPlayingView &view); ///< "Live · 0.6 s"
    static QString spokenDelay(const NowPlayingView &view); ///< "Live, 0.6 s behind the speakers"
    /// Whether the listener is not live and could be.
    static bool isBehind(const NowPlayingView &view);

    static QString againstLive(milliseconds behind); ///< "-26:40"
    static QString place(milliseconds behind); ///< "live", "30 s behind live"
    static QString spokenPlace(milliseconds behind); ///< the place as the name of what moves it
    static QString noRewind(const NowPlayingView &view); ///< why one cannot go back; empty where one can

    static QString role(Role role);
    static QString roleAndKey(
        const SpeakerView &speaker); ///< "Host · 4F2A": the key tells two of one name apart
    static QString lookAlike(); ///< a warning
    static QString bandwidth(OpusBandwidth bandwidth); ///< "full band"; empty where unknown
    static QString speakerState(const SpeakerView &speaker); ///< one line under the role
    static QString spokenSpeaker(const SpeakerView &speaker); ///< "Ana Ruiz, host, talking"
    static QString initials(const QString &name);

    static QString connected(const Counts &counts);
    static QString hearing(const Counts &counts);
    static QString frozen(const NowPlayingView &view); ///< empty while the counts are fresh
    static QString spokenListeners(const NowPlayingView &view);

    static QString noteCaption(const SecondOpinion &opinion); ///< "Note of the organiser · 20:21"
    static QString messageCaption(const HostMessage &message); ///< "Message from the host · 20:21"
    static QString timeline(const TimelineEntry &entry);
    static Tone timelineTone(const TimelineEntry &entry);

    static QString spokenMute(bool muted); ///< "Mute, off"
    static QString spokenVolume(double volume);
    static QString health(HopHealth health);
    static QString spokenHop(int number, const QString &title, const QString &evidence, HopHealth health);
    static QString severity(Severity severity);
};

} // namespace earshot
