#pragma once

#include "base/clock.h"
#include "session/session.h"

#include <QObject>

#include <optional>

namespace earshot {

/// How far a server's clock is ahead of this computer's, by the time that it gives to what this desk stores there. What
/// the way may explain is no difference. Network thread.
class ServerClock : public QObject
{
    Q_OBJECT
public:
    /// Asks stream `name` for the times of what is in it.
    ServerClock(Clock &clock, Session &session, const QByteArray &name);

    /// Message `sequence` was sent then, and is stored now.
    void stored(quint64 sequence, WallTime sent);
    /// Nothing until it is known.
    std::optional<milliseconds> ahead() const { return m_ahead; }

signals:
    /// For the first time; later it only gets better.
    void known();

private:
    void onMessage(const Result<NatsMessage> &answer, WallTime sent, WallTime acknowledged);

    Clock &m_clock;
    Session &m_session;
    const QByteArray m_subject;
    std::optional<milliseconds> m_ahead;
    std::optional<Instant> m_askedAt;
};

} // namespace earshot
