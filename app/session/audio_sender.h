#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "session/session.h"

#include <QObject>

#include <deque>
#include <memory>
#include <optional>

namespace earshot {

/// Publishes one speaker's packets and sees to it that the server's archive gets each of them.
///
/// The stream EARSHOT_AUDIO acknowledges what it has stored: {"stream":"EARSHOT_AUDIO","seq":n}. A packet without
/// that after 400 ms (or twice the round trip) is published again on `ev.<event>.again.<key>`, where listeners
/// who have just reconnected and the archive take it, then after twice that time and so on until it is
/// acknowledged or 30 s old. What was sent while the own line was down, or lost with it, is published as soon as
/// it is back: on the usual subject where it is younger than 2 s. Where nothing was ever acknowledged there is no
/// archive, and packets are published once and forgotten.
///
/// Network thread.
class AudioSender : public QObject
{
    Q_OBJECT
public:
    static constexpr seconds kKept{30};

    AudioSender(Clock &clock, Session &session, const EventId &event, const UserKey &speaker);

    /// True where a packet goes out, now or once the line is back.
    bool canSend() const { return m_session.isLive() || m_isArchived; }
    /// In the order of the packets' numbers.
    void send(const QByteArray &packet);
    /// Nothing of what was sent goes again: one may not speak any more.
    void forget();

    struct Stats {
        quint64 acknowledged = 0;
        quint64 repeated = 0; ///< publications beyond the first of each packet
        quint64 givenUp = 0; ///< packets that the archive has not acknowledged within 30 s
    };
    const Stats &stats() const { return m_stats; }
    /// Not acknowledged yet.
    std::size_t waiting() const { return m_waiting.size(); }

private:
    struct Packet {
        quint64 number = 0;
        QByteArray bytes;
        Instant made{};
        Instant due{}; ///< to be published
        microseconds distance{0}; ///< from the last publication to `due`
        bool wasOut = false; ///< published at least once
        bool wasLost = false; ///< the line was down, or ended before an answer came
    };

    bool isForLive(const Packet &packet) const;
    void publish(Packet &packet);
    void onAnswer(quint64 number, const Result<NatsMessage> &answer);
    void onWentLive();
    void publishDue();
    void forgetOld();
    void schedule();
    microseconds firstDistance() const;

    Clock &m_clock;
    Session &m_session;
    QByteArray m_subject;
    QByteArray m_againSubject;
    std::deque<Packet> m_waiting; ///< ascending numbers
    quint64 m_lastNumber = 0;
    bool m_isArchived = false; ///< an acknowledgement came, and not only silence for 30 s since
    Instant m_lastAcknowledged{};
    Stats m_stats;
    std::unique_ptr<Timer> m_timer;
};

} // namespace earshot
