#pragma once

#include "session/event_listener.h"
#include "wire/link.h"
#include "wire/websocket_connection.h"

namespace earshot::test {

/// One of a large crowd: a real line, real subscriptions and real reports, but no decoder and no device. It
/// reports "hearing" from the arrival of packets alone, as a HeadlessListener does from what its device
/// consumed. A HeadlessListener costs 0.4 % of a core; two hundred in one thread would play late on a busy
/// build machine. The server and the desk cannot tell the difference.
class CrowdListener : public QObject
{
public:
    CrowdListener(Clock &clock, Random &random, const Link &link)
        : m_clock(clock)
        , m_session(clock, random, [&clock, &random] { return makeWebSocketConnection(clock, random); })
        , m_listener(clock, m_session, link.event.value(), random.next(),
              {[this](int, const RtpPacket &, Instant arrival) { m_lastPacket = arrival; }, [](int) {}})
        , m_timer(clock.makeTimer())
    {
        Session::Config config;
        config.servers = {link.server()};
        config.credentials.ticket = link.ticket;
        m_session.start(config);
        tick();
    }

    bool isLive() const { return m_session.isLive(); }

private:
    void tick()
    {
        ReceiverReport report;
        report.hearing = m_lastPacket && m_clock.now() - *m_lastPacket < kFresh;
        report.verdict = report.hearing ? QStringLiteral("ok.live") : QStringLiteral("checking");
        m_listener.setReport(report);
        m_timer->start(kRhythm, [this] { tick(); });
    }

    static constexpr milliseconds kRhythm{500};
    static constexpr seconds kFresh{5}; ///< a pause in the conversation is heard as such

    Clock &m_clock;
    Session m_session;
    EventListener m_listener;
    std::unique_ptr<Timer> m_timer;
    std::optional<Instant> m_lastPacket;
};

} // namespace earshot::test
