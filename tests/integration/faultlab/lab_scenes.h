#pragma once

#include "integration/faultlab/lab_table.h"
#include "integration/tls_scene.h"
#include "support/fault_proxy.h"
#include "support/live_event.h"
#include "support/network_namespace.h"
#include "support/pulse_server.h"

namespace earshot::test {

/// A ticket that is well-formed, and worth nothing anywhere.
QByteArray someTicket();
/// Joins the event "welcome" there, with such a ticket.
Link linkTo(const QUrl &server);
QUrl here(quint16 port, const QString &scheme = QStringLiteral("ws"));

/// Civil time as a computer has it whose clock is wrong.
class WrongClock final : public Clock
{
public:
    explicit WrongClock(milliseconds ahead)
        : m_ahead(ahead)
    { }
    Instant now() const override { return m_clock.now(); }
    WallTime wall() const override { return m_clock.wall() + m_ahead; }
    std::unique_ptr<Timer> makeTimer() override { return m_clock.makeTimer(); }

private:
    SystemClock m_clock;
    milliseconds m_ahead;
};

/// A nats-server that lets in by Earshot's tickets and can be told new terms while it runs: an account with
/// few seats, tickets taken back, roles that may less.
class OwnServer
{
public:
    struct Terms {
        int connections = -1; ///< of the whole account
        bool listenersHearAudio = true; ///< else their role may not subscribe to it
        QByteArrayList revoked; ///< public user keys
        QByteArray more; ///< of the configuration
    };

    explicit OwnServer(const Terms &terms);
    bool start() { return m_server.start(); }
    /// The server reads its configuration again.
    bool change(const Terms &terms);

    Link link() const { return linkFor(NKey::generate(NKeyKind::User)); }
    /// With a listener's ticket of that person.
    Link linkFor(const NKey &person) const;
    Credentials listener(const NKey &person) const;
    Credentials desk() const;
    EngineKeys keys() const { return m_keys.forDesk(); }
    NatsServer &server() { return m_server; }
    QString log() const { return m_server.log(); }

private:
    QByteArray configuration(const Terms &terms) const;

    OwnerKeys m_keys;
    WallTime m_now;
    NatsServer m_server;
};

/// A live event with a desk and a voice on any server: a cluster's node, or one with terms of its own.
class OwnEvent
{
public:
    OwnEvent(const ServerAddress &server, const EngineKeys &keys, const Credentials &desk);
    /// Live, with one voice on the stage; false after 20 s.
    bool start();
    Session &deskLine() { return m_session; }

private:
    SystemClock m_clock;
    SystemRandom m_random;
    ServerAddress m_server;
    Credentials m_credentials;
    Session m_session;
    Desk m_desk;
    std::unique_ptr<LiveSpeaker> m_voice;
};

/// A desk without the right to make namespaces skips the row, and says why.
#define LAB_NEED_NAMESPACE(row, made)                                                                        \
    do {                                                                                                     \
        if (!made) {                                                                                         \
            keepSkipped(row, "no network namespace: " + made.failure().detail);                              \
            QSKIP(qPrintable("no network namespace here: " + made.failure().detail));                        \
        }                                                                                                    \
    } while (false)

/// A desk without the program skips the row, CI fails.
#define LAB_NEED_PULSE(row, started)                                                                         \
    do {                                                                                                     \
        if (!started && started.failure().cause == Cause::ProgramMissing                                     \
            && qEnvironmentVariable("CI") != QLatin1String("true")) {                                        \
            keepSkipped(row, started.failure().detail + " is not installed");                                \
            QSKIP(qPrintable(started.failure().detail + " is not installed"));                               \
        }                                                                                                    \
        QVERIFY2(started.ok(), qPrintable(started ? QString() : started.failure().detail));                  \
    } while (false)

} // namespace earshot::test
