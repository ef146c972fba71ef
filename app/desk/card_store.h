#pragma once

#include "base/clock.h"
#include "desk/stream_setup.h"
#include "event/schedule_card.h"
#include "session/session.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace earshot {

/// Keeps one event's schedule card in the key-value bucket: makes the bucket where it is missing, reads what
/// a former desk left there, and puts each new card until the server has confirmed it. Network thread.
///
///   (live) -> bucket made -> card read -> loaded(card) -> put, put, …
class CardStore : public QObject
{
    Q_OBJECT
public:
    /// Nothing is put while `mayPut` says no.
    CardStore(Clock &clock, Session &session, const EventId &event, std::function<bool()> mayPut);

    /// What is put while the server has not answered waits for its answer; only the last of it goes out.
    void put(const ScheduleCard &card);
    /// What `mayPut` held back goes out now.
    void putLatest();
    /// Another desk's cards hold from now on.
    void forget() { m_unconfirmed.reset(); }
    bool isLoaded() const { return m_isLoaded; }

signals:
    /// Once: what the bucket holds; nothing where it holds no card, or where it cannot be read for 3 s: an
    /// event goes on without its bucket.
    void loaded(const std::optional<earshot::ScheduleCard> &card);

private:
    void onBucket();
    void read();
    void onRead(const Result<NatsMessage> &answer);
    void finishLoading(const std::optional<ScheduleCard> &card);

    Clock &m_clock;
    Session &m_session;
    EventId m_event;
    std::function<bool()> m_mayPut;
    StreamSetup m_bucket;
    std::unique_ptr<Timer> m_timer;
    std::optional<ScheduleCard> m_unconfirmed;
    int m_failedReads = 0;
    bool m_isPutting = false;
    bool m_isLoaded = false;
};

} // namespace earshot
