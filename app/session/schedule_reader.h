#pragma once

#include "base/clock.h"
#include "event/schedule_card.h"
#include "session/session.h"

#include <QObject>
#include <QPointer>

#include <map>
#include <set>

namespace earshot {

/// A server's schedule: reads the bucket `earshot_events` once with direct gets and follows its changes by a
/// plain subscription; no JetStream consumer. Single-threaded (network thread).
class ScheduleReader : public QObject
{
    Q_OBJECT
public:
    static constexpr int kMaxEntries = 1000;

    ScheduleReader(Clock &clock, Session &session);
    ~ScheduleReader() override;

    Schedule schedule() const;
    /// True once the server has answered what it holds, since the line last came up.
    bool isComplete() const { return m_complete; }
    void refresh();

signals:
    void changed();
    void failed(const earshot::Failure &failure);

private:
    void readFrom(quint64 sequence);
    void onEntry(const Result<NatsMessage> &answer);
    void take(const QByteArray &subject, const NatsMessage &message);
    void finish();

    Session &m_session;
    std::unique_ptr<Timer> m_rereadTimer;
    std::map<QByteArray, ScheduleCard> m_cards; ///< by subject
    std::map<QByteArray, ScheduleCard> m_reading; ///< what the running read has found
    std::set<QByteArray> m_changed; ///< subjects that the subscription told of since the read began
    bool m_complete = false;
    bool m_isReading = false;
    int m_read = 0;
};

} // namespace earshot
