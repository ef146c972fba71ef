#pragma once

#include "desk/desk.h"
#include "support/fake_connection.h"
#include "support/virtual_clock.h"
#include "wire/lease_record.h"
#include "wire/messages.h"
#include "wire/subjects.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace earshot::test {

/// Several desks of one event and the server between them, in virtual time: it passes messages on, keeps the
/// leases by compare-and-set, and answers after 1 ms. Each desk can be halted (SIGSTOP), killed, cut off, and
/// given a civil clock of its own.
class DeskWorld
{
public:
    /// A computer: one desk on a clock that stands still for it while it is halted.
    struct Computer {
        VirtualClock clock;
        SeededRandom random{1};
        FakeConnection *connection = nullptr;
        FakeConnection *accepted = nullptr; ///< the one that the server knows
        std::unique_ptr<Session> session;
        std::unique_ptr<Desk> desk;
        EventDesk *event = nullptr;
        std::size_t takenRequests = 0;
        std::size_t takenPublished = 0;
        int pongs = 0;
        bool isHalted = false;
        bool isCutOff = false; ///< nothing gets through, nobody says so
        std::deque<std::pair<Instant, std::function<void()>>> answers; ///< on their way
        microseconds slept{0}; ///< its monotonic clock is behind by this
        QStringList said; ///< lease changes, in words
    };

    struct Beacon {
        Instant at;
        int from;
        EventState state;
    };

    EventId id() const { return *EventId::parse(u"town-hall"); }
    QByteArray leaseSubject() const { return subjects::lease(id()); }

    Computer &add(const QString &holder = {}, bool claimsFirst = true,
        EventDesk::FormerCard former = EventDesk::FormerCard::GoOn)
    {
        computers.push_back(std::make_unique<Computer>());
        Computer &computer = *computers.back();
        computer.clock.advance(m_now.time_since_epoch() - computer.clock.now().time_since_epoch());
        computer.session = std::make_unique<Session>(computer.clock, computer.random, [&computer] {
            auto connection = std::make_unique<FakeConnection>();
            computer.connection = connection.get();
            return connection;
        });
        connect(computer);
        start(computer, holder, claimsFirst, former);
        return computer;
    }
    void start(Computer &computer, const QString &holder, bool claimsFirst, EventDesk::FormerCard former)
    {
        EventDesk::Config config;
        config.issuer = SpeakerTickets::Issuer{account.publicKey(), speakerKey, std::chrono::hours(12)};
        config.identity = {holder, claimsFirst};
        computer.desk = std::make_unique<Desk>(computer.clock, *computer.session, config);
        ScheduleCard card = *readCard(R"({"v":1,"event":"town-hall","title":"Town hall","host":"Ann"})");
        card.planned = computer.clock.wall() + minutes{10};
        computer.event = &computer.desk->addEvent(card, former);
        QObject::connect(computer.event, &EventDesk::leaseChanged, computer.event,
            [&computer](const LeaseStats &lease) { computer.said << words(lease); });
    }
    void connect(Computer &computer)
    {
        computer.session->stop();
        computer.session->start({{{QUrl("ws://127.0.0.1:1"), {}}}, {}, "desk", true, {}});
        serve(computer);
    }
    /// As kill -9: nothing is said any more, the server sees the connection go.
    void kill(Computer &computer)
    {
        computer.isHalted = true;
        computer.isCutOff = true;
        computer.answers.clear();
    }
    /// As Ctrl+C.
    void end(Computer &computer)
    {
        computer.desk.reset();
        computer.event = nullptr;
        serve(computer);
        computer.isHalted = true;
    }

    void pass(milliseconds duration, milliseconds step = milliseconds{5})
    {
        for (milliseconds done{0}; done < duration; done += step) {
            m_now += step;
            for (auto &computer : computers) {
                if (computer->isHalted)
                    continue;
                catchUpTo(*computer, m_now - computer->slept);
                serve(*computer);
            }
        }
    }
    /// A halted computer goes on: what its timers and its line held happens now.
    void wake(Computer &computer)
    {
        computer.isHalted = false;
        const auto slept = m_now - computer.clock.now();
        computer.clock.stall(slept);
        serve(computer);
    }

    /// A computer that slept goes on: only its civil clock has moved.
    void wakeAsleep(Computer &computer)
    {
        computer.isHalted = false;
        computer.clock.sleep(m_now - computer.clock.now());
        computer.slept = m_now - computer.clock.now();
    }

    void deliver(const QByteArray &subject, const QByteArray &payload)
    {
        for (auto &computer : computers) {
            if (!computer->isHalted && !computer->isCutOff)
                computer->connection->deliver(subject, payload, computer->clock.now());
        }
    }
    std::optional<LeaseRecord> lease() const
    {
        const auto record = leaseSequence ? readLease(leaseValue, id()) : Failure{Cause::BadData, {}};
        return record ? std::optional(*record) : std::nullopt;
    }
    void putLease(const QByteArray &value, const QByteArray &headers = {})
    {
        leaseValue = value;
        leaseHeaders = headers;
        leaseSequence = ++m_lastSequence;
        m_leaseStored = computers.empty() ? WallTime{} : computers.front()->clock.wall();
    }
    void putCard(const ScheduleCard &card) { m_cards[subjects::card(id())] = writeCard(card); }
    int inCharge() const
    {
        int who = -1;
        for (std::size_t i = 0; i < computers.size(); ++i) {
            const Computer &computer = *computers[i];
            if (computer.isHalted || !computer.event || !computer.event->isInCharge())
                continue;
            if (who >= 0)
                return -2; // two of them
            who = int(i);
        }
        return who;
    }

    static QString words(const LeaseStats &lease)
    {
        switch (lease.phase) {
        case LeasePhase::Seeking:
            return QStringLiteral("seeking");
        case LeasePhase::Standby:
            return lease.failure ? QStringLiteral("lost") : QStringLiteral("standby");
        case LeasePhase::Holding:
            return QStringLiteral("holding");
        case LeasePhase::Unconfirmed:
            return QStringLiteral("unconfirmed");
        case LeasePhase::Unguarded:
            return QStringLiteral("unguarded");
        }
        return {};
    }

    Instant now() const { return m_now; }

    const NKey account = NKey::generate(NKeyKind::Account);
    const NKey speakerKey = NKey::generate(NKeyKind::Account);
    std::vector<std::unique_ptr<Computer>> computers;
    std::vector<Beacon> beacons;
    std::vector<Instant> stored; ///< when leases were
    QByteArray leaseValue;
    QByteArray leaseHeaders;
    quint64 leaseSequence = 0; ///< 0 = there is none
    bool hasJetStream = true;
    bool hasLeader = true; ///< of the leases' stream
    bool hasRoom = true;
    bool deniesLeases = false; ///< by the desk's ticket
    /// What the server has beside leases and cards.
    std::function<std::optional<NatsMessage>(const FakeConnection::Requested &)> answersFirst;
    /// Of the server's clock, against the first computer's; nothing: it tells no time.
    std::optional<milliseconds> serverAhead;
    bool losesAnswers = false; ///< leases are stored, but nobody hears of it

private:
    void catchUpTo(Computer &computer, Instant until)
    {
        while (!computer.answers.empty() && computer.answers.front().first <= until) {
            auto [at, then] = std::move(computer.answers.front());
            computer.answers.pop_front();
            if (at > computer.clock.now())
                computer.clock.advance(at - computer.clock.now());
            then();
        }
        if (until > computer.clock.now())
            computer.clock.advance(until - computer.clock.now());
    }

    /// Takes what a computer sent.
    void serve(Computer &computer)
    {
        if (computer.isCutOff)
            return;
        if (computer.connection != computer.accepted) {
            computer.accepted = computer.connection;
            computer.takenRequests = computer.takenPublished = 0;
            computer.pongs = 0;
            computer.answers.clear();
            computer.connection->accept();
        }
        FakeConnection &connection = *computer.connection;
        for (; computer.pongs < connection.m_pings; ++computer.pongs)
            connection.answerPing(milliseconds{1}, computer.clock.now());
        for (; computer.takenPublished < connection.m_published.size(); ++computer.takenPublished) {
            const auto message = connection.m_published[computer.takenPublished];
            if (message.subject == subjects::state(id()))
                beacons.push_back({m_now, indexOf(computer), *readState(message.payload)});
            if (message.subject == leaseSubject())
                storeLease(message.payload, message.headers);
        }
        for (; computer.takenRequests < connection.m_requests.size(); ++computer.takenRequests) {
            const auto request = connection.m_requests[computer.takenRequests];
            if (auto answer = answerTo(computer, request)) {
                computer.answers.emplace_back(computer.clock.now() + milliseconds{1},
                    [reply = request.reply, given = *answer] { reply(given); });
            } else {
                computer.answers.emplace_back(computer.clock.now() + seconds{1}, [reply = request.reply] {
                    reply(Failure{Cause::RequestTimeout, {}});
                });
                std::stable_sort(computer.answers.begin(), computer.answers.end(),
                    [](const auto &a, const auto &b) { return a.first < b.first; });
            }
        }
    }
    int indexOf(const Computer &computer) const
    {
        return int(std::ranges::find_if(computers, [&](const auto &one) { return one.get() == &computer; })
            - computers.begin());
    }

    static NatsMessage message(const QByteArray &payload)
    {
        NatsMessage message;
        message.payload = payload;
        return message;
    }
    /// Nothing: nobody answers.
    std::optional<Result<NatsMessage>> answerTo(Computer &computer, const FakeConnection::Requested &request)
    {
        if (answersFirst) {
            if (const auto answer = answersFirst(request))
                return *answer;
        }
        const Result<NatsMessage> nobody = Failure{Cause::NoResponders, {}};
        if (request.subject.startsWith("$SYS."))
            return nobody;
        if (!hasJetStream)
            return nobody;
        if (request.subject == "$JS.API.STREAM.MSG.GET.KV_earshot_leases") {
            if (!hasLeader)
                return std::nullopt;
            if (leaseSequence == 0)
                return message(R"({"error":{"code":404,"err_code":10037,"description":"no message found"}})");
            return message(leaseAnswer());
        }
        if (request.subject == leaseSubject()) {
            if (deniesLeases) {
                emit computer.connection->complained({Cause::NotPermitted,
                    "Permissions Violation for Publish to \"" + QString::fromLatin1(leaseSubject()) + "\""});
                return std::nullopt;
            }
            if (!hasLeader)
                return nobody;
            if (!hasRoom)
                return message(
                    R"({"error":{"code":503,"err_code":10023,"description":"insufficient resources"}})");
            const bool isStored = storeLease(request.payload, request.headers);
            if (losesAnswers)
                return std::nullopt;
            return message(isStored
                    ? R"({"stream":"KV_earshot_leases","seq":)" + QByteArray::number(leaseSequence) + "}"
                    : QByteArray(
                        R"({"error":{"code":400,"err_code":10071,"description":"wrong last sequence"}})"));
        }
        if (request.subject.startsWith("$JS.API.DIRECT.GET.")) {
            NatsMessage none;
            none.status = 404;
            const auto card = m_cards.find(request.subject.mid(request.subject.indexOf("$KV.")));
            return card == m_cards.end() ? Result<NatsMessage>(none) : message(card->second);
        }
        if (request.subject.startsWith("$KV.")) {
            m_cards[request.subject] = request.payload;
            return message(R"({"seq":)" + QByteArray::number(++m_lastSequence) + "}");
        }
        return message("{}");
    }
    /// Everybody who subscribes hears of it before it is stored, and also where it is not.
    bool storeLease(const QByteArray &value, const NatsHeaders &headers)
    {
        deliver(leaseSubject(), value);
        if (!headers.empty() && headers[0].second.toULongLong() != leaseSequence)
            return false;
        putLease(value, {});
        stored.push_back(m_now);
        return true;
    }

    QByteArray leaseAnswer() const
    {
        QJsonObject entry{{"seq", qint64(leaseSequence)},
            {"data", QString::fromLatin1(leaseValue.toBase64())},
            {"hdrs", QString::fromLatin1(leaseHeaders.toBase64())}};
        if (serverAhead)
            entry["time"] = leaseTime();
        return QJsonDocument(QJsonObject{{"message", entry}}).toJson();
    }
    QString leaseTime() const
    {
        const auto at = QDateTime::fromMSecsSinceEpoch(toUnixMs(m_leaseStored + *serverAhead), Qt::UTC);
        return at.toString(Qt::ISODateWithMs).chopped(1) + QStringLiteral("456789Z");
    }

    Instant m_now{seconds{1000}};
    WallTime m_leaseStored{}; ///< by the first computer's clock
    quint64 m_lastSequence = 0;
    std::map<QByteArray, QByteArray> m_cards;
};

} // namespace earshot::test
