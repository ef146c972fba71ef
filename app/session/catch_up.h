#pragma once

#include "base/clock.h"
#include "event/event_state.h"
#include "session/archive_reader.h"
#include "session/archive_search.h"
#include "session/catch_up_stats.h"
#include "session/delayed_packets.h"
#include "session/outage_account.h"
#include "session/playout_position.h"

#include <variant>

namespace earshot {

/// Decides which packets go to the player and when: live ones at once; after a reconnect first what was
/// missed, by what the server kept; after a rewind what was said then.
///
///   Live, CatchingUp -> Recovering   the line is back, packets may be missing: live ones wait
///   Recovering -> CatchingUp         what was missed is on its way, nothing waits for it any more
///   CatchingUp -> Live               all of it is played
///   any -> Rewound                   seek(behind), once the place is found
///   any -> Live                      seek(0), or the server keeps nothing any more
///
/// Behind live, fetched and live packets stand in one queue by their arrival; fetching ends where it meets the
/// live ones. Only what the player needs for the next seconds is handed on. Single-threaded.
class CatchUp
{
public:
    struct Mediator {
        std::function<void(const SpeakerPacket &packet, Instant arrival)> play;
        std::function<void(microseconds shift)> seek; ///< forget what is queued, play so far behind live
        std::function<std::optional<PlayoutProgress>()> progress; ///< nothing: nothing plays
    };

    /// `listenerId` decides whether this listener is in the share that may catch up.
    CatchUp(
        Clock &clock, Session &session, const EventId &event, quint64 listenerId, const Mediator &mediator);
    ~CatchUp();

    void lineIsBack();
    void lineIsLost();
    void takeLive(const SpeakerPacket &packet, Instant arrival);
    void setEventState(const EventState &state);
    /// False: what was missed is left out (the listener's choice).
    void setWanted(bool wanted);
    void seek(milliseconds behind);

    CatchUpStats stats() const;
    quint64 requests() const { return m_archive.requests(); } ///< to the archive, ever

private:
    struct Live {
    };
    struct Recovering {
        Instant since;
        int attempts = 0;
        std::optional<Instant> readAll; ///< the archive's end was reached
    };
    struct CatchingUp {
    };
    struct Rewound {
        microseconds shift;
    };
    using State = std::variant<Live, Recovering, CatchingUp, Rewound>;

    /// A rewind on its way.
    struct Seek {
        microseconds behind;
        std::vector<std::pair<SpeakerPacket, Instant>> live; ///< that came meanwhile
        std::optional<StoreTime> target{}; ///< known with the first answer
        int tries = 0;
    };

    void enter(State next);
    void forgetHole();
    void tick();
    // recovering
    CatchUpRefusal refusal() const;
    bool isInShare() const;
    microseconds away() const;
    void beginOutage();
    void listenToRepeats();
    void searchMissed();
    void searchAgain(microseconds after);
    void onMissedFound(const Result<quint64> &from);
    bool isHeard(const ArchiveEntry &entry) const;
    void watchRecovery(const Recovering &state);
    void giveUp(CatchUpRefusal why);
    void recoveryOver();
    // reading
    void readFrom(quint64 sequence, quint64 newest = 0);
    void onEntry(const ArchiveEntry &entry);
    void onEndOfArchive();
    void onReadFailed();
    void readingDone();
    void steerReader();
    void onSeen(const ArchiveEntry &entry);
    // rewinding
    void searchPlace();
    void onPlaceFound(const Result<quint64> &from);
    void goLive();
    // to the player
    Instant arrivalOf(const SpeakerPacket &packet, Instant came) const;
    void pump();
    void play(const SpeakerPacket &packet, Instant arrival);
    Instant gate() const;
    bool waitsForHole(const DelayedPackets::Waiting &next) const;
    void makeRoom();

    template<typename S>
    bool is() const
    {
        return std::holds_alternative<S>(m_state);
    }

    Clock &m_clock;
    Session &m_session;
    EventId m_event;
    double m_lot; ///< in [0, 1): takes part where the share is above
    Mediator m_mediator;
    AudioArchive m_archive;
    StoreClock m_storeClock;
    State m_state;

    std::optional<EventState> m_eventState;
    bool m_isWanted = true;
    bool m_wasLive = false;

    HeardPackets m_cameLive;
    HeardPackets m_fetched;
    HeardPackets m_played;
    std::optional<HeardPackets> m_heardBefore; ///< the outage whose packets are looked for
    Instant m_lostAt{}; ///< the line's last sign of life before it
    WallTime m_lostAtWall{};
    Instant m_earliest{}; ///< what is fetched came at this moment or later, whatever its store time says
    std::optional<OutageAccount> m_account; ///< of the last outage

    DelayedPackets m_queue;
    std::optional<PlayoutPosition> m_position;
    std::unique_ptr<ArchiveSearch> m_search;
    std::unique_ptr<ArchiveReader> m_reader;
    std::optional<quint64> m_readOnFrom; ///< reading was cut off here
    std::optional<Instant> m_readUpTo; ///< arrival of the last entry read
    std::optional<StoreTime> m_metLive; ///< the first entry that had come live
    Instant m_lastWord{}; ///< of the archive
    int m_readFailures = 0;
    std::optional<Seek> m_seek;
    std::optional<StoreTime> m_firstStored;
    std::optional<Instant> m_firstArrival; ///< of the event's first packet that is kept
    std::optional<StoreTime> m_readSince; ///< what is stored before is not wanted
    std::optional<Instant> m_lastPlayed;
    std::optional<Instant> m_cameLiveSince; ///< a live packet, since the line is back

    std::unique_ptr<Timer> m_timer;
    std::unique_ptr<Timer> m_repeatsTimer;
    std::unique_ptr<Timer> m_retryTimer;
    CatchUpStats m_stats; ///< of the outages before `m_account`; mode and times are filled in on request
    bool m_isOver = true; ///< the last recovery
    bool m_isKeptNothing = false; ///< as the last rewind found
};

} // namespace earshot
