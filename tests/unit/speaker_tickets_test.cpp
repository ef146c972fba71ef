#include "desk/speaker_tickets.h"

#include "support/desk_bench.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;
using std::chrono::minutes;

/// When a speaker gets which ticket, and when the server is told that it is void.
class SpeakerTicketsTest : public QObject
{
    Q_OBJECT

    const EventId m_id = *EventId::parse(u"town-hall");
    const NKey m_account = NKey::generate(NKeyKind::Account);
    const NKey m_signer = NKey::generate(NKeyKind::Account);
    const NKey m_bo = NKey::generate(NKeyKind::User);
    std::unique_ptr<DeskBench> m_bench;
    std::unique_ptr<SpeakerTickets> m_tickets;
    std::vector<std::pair<QList<UserKey>, WallTime>> m_revoked;

    void pass(seconds duration)
    {
        for (seconds done{0}; done < duration; done += seconds{1}) {
            m_bench->pass(seconds{1}, seconds{1});
            m_tickets->tend();
        }
    }
    /// Each once, in the order that they were published in.
    QByteArrayList tickets() const
    {
        QByteArrayList all;
        for (const QByteArray &json : m_bench->published(subjects::to(m_id, m_bo.userKey()))) {
            if (const QByteArray ticket = readOrder(json)->ticket; !all.contains(ticket))
                all << ticket;
        }
        return all;
    }
    std::size_t published() const { return m_bench->published(subjects::to(m_id, m_bo.userKey())).size(); }

private slots:
    void init()
    {
        m_revoked.clear();
        m_bench = std::make_unique<DeskBench>();
        SpeakerTickets::Issuer issuer{m_account.publicKey(), m_signer};
        issuer.revoke = [this](const QList<UserKey> &keys, WallTime until) {
            m_revoked.push_back({keys, until});
        };
        m_tickets = std::make_unique<SpeakerTickets>(m_bench->clock, m_bench->session, m_id, issuer);
    }

    void ticket_lastsAnHour_andAlwaysHasMoreThanHalfOfItLeft()
    {
        QVERIFY(m_tickets->issue(m_bo.userKey(), "Bo").ok());
        for (int minute = 0; minute < 130; ++minute) {
            pass(minutes{1});
            const WallTime expires = *readJwt(tickets().back())->expires;
            QVERIFY(expires - m_bench->clock.wall() > minutes{34});
            QVERIFY(expires - m_bench->clock.wall() <= minutes{60});
        }
        QCOMPARE(tickets().size(), 6); // each 25 minutes
    }

    void ticket_isPublishedAgain_asItMayHaveBeenLost()
    {
        QVERIFY(m_tickets->issue(m_bo.userKey(), "Bo").ok());
        pass(minutes{24});
        QCOMPARE(tickets().size(), 1);
        QCOMPARE(published(), std::size_t(1 + 24 / 3));
        m_bench->lose();
        pass(minutes{5});
        m_bench->connect();
        pass(seconds{2});
        QVERIFY(published() >= 1); // due while the line was away
        QVERIFY(*readJwt(tickets().back())->expires > m_bench->clock.wall() + minutes{59});
    }

    void whoLeft_isRevokedOnce_aMomentLater()
    {
        QVERIFY(m_tickets->issue(m_bo.userKey(), "Bo").ok());
        m_tickets->forget(m_bo.userKey());
        pass(seconds{2}); // theirs to move to the listener's ticket
        QVERIFY(m_revoked.empty());
        pass(minutes{61});
        QCOMPARE(m_revoked.size(), std::size_t(1));
        QCOMPARE(m_revoked[0].first, QList{m_bo.userKey()});
        QVERIFY(m_revoked[0].second >= *readJwt(tickets().back())->expires);
        QCOMPARE(tickets().size(), 1);
    }

    void manyWhoLeave_areRevokedInFewChanges()
    {
        QSet<UserKey> gone;
        for (int i = 0; i < 20; ++i) {
            const UserKey key = NKey::generate(NKeyKind::User).userKey();
            QVERIFY(m_tickets->issue(key, "Bo").ok());
            m_tickets->forget(key);
            pass(seconds{1});
        }
        pass(seconds{15});
        QVERIFY(m_revoked.size() <= 4);
        for (const auto &[keys, until] : m_revoked) {
            for (const UserKey &key : keys) {
                QVERIFY(!gone.contains(key));
                gone << key;
            }
        }
        QCOMPARE(gone.size(), 20);
    }

    void whoComesBackAtOnce_isNotRevoked()
    {
        QVERIFY(m_tickets->issue(m_bo.userKey(), "Bo").ok());
        m_tickets->forget(m_bo.userKey());
        pass(seconds{1});
        QVERIFY(m_tickets->issue(m_bo.userKey(), "Bo").ok());
        pass(minutes{5});
        QVERIFY(m_revoked.empty());
        m_tickets->forget(NKey::generate(NKeyKind::User).userKey()); // a stranger's
        pass(minutes{1});
        QVERIFY(m_revoked.empty());
    }
};

QTEST_GUILESS_MAIN(SpeakerTicketsTest)
#include "speaker_tickets_test.moc"
