#include "session/ticket_renewal.h"
#include "wire/jwt.h"

#include <QTest>

using namespace earshot;

namespace {

constexpr WallTime kNow{milliseconds{1'795'000'000'000}};

class FixedRandom final : public Random
{
public:
    explicit FixedRandom(std::uint64_t value)
        : m_value(value)
    { }
    std::uint64_t next() override { return m_value; }

private:
    std::uint64_t m_value;
};

} // namespace

class TicketRenewalTest : public QObject
{
    Q_OBJECT

private slots:
    void ticket_isRenewedInTime_data()
    {
        QTest::addColumn<int>("leftSeconds");
        QTest::addColumn<int>("latestSeconds");
        QTest::newRow("a day") << 86400 << 43200;
        QTest::newRow("an hour") << 3600 << 1800;
        QTest::newRow("two minutes") << 120 << 60;
        QTest::newRow("a minute before the end comes first") << 90 << 30;
        QTest::newRow("shorter than that minute") << 40 << 20;
        QTest::newRow("about to end") << 1 << 2;
        QTest::newRow("ended") << -5 << 2;
    }
    void ticket_isRenewedInTime()
    {
        QFETCH(const int, leftSeconds);
        QFETCH(const int, latestSeconds);
        FixedRandom late(0);
        FixedRandom early(~0ull);
        const WallTime expires = kNow + seconds{leftSeconds};
        QCOMPARE(renewalWait(expires, kNow, late), milliseconds{seconds{latestSeconds}});
        QVERIFY(renewalWait(expires, kNow, early) <= milliseconds{seconds{latestSeconds}});
        QVERIFY(renewalWait(expires, kNow, early) * 5
            >= milliseconds{seconds{latestSeconds}} * 4 - milliseconds{5});
    }

    void ticketsOfOneAccount_areKnown()
    {
        const NKey account = NKey::generate(NKeyKind::Account);
        const NKey role = NKey::generate(NKeyKind::Account);
        const NKey otherRole = NKey::generate(NKeyKind::Account);
        const NKey stranger = NKey::generate(NKeyKind::Account);
        const auto ticket = [](const NKey &of, const NKey &by) {
            return makeUserTicket(
                NKey::generate(NKeyKind::User).publicKey(), "x", of.publicKey(), by, kNow, {});
        };
        QVERIFY(isOfSameAccount(ticket(account, role), ticket(account, otherRole)));
        QVERIFY(!isOfSameAccount(ticket(account, role), ticket(stranger, role)));
        QVERIFY(!isOfSameAccount(ticket(account, role), "nonsense"));
        QVERIFY(!isOfSameAccount("nonsense", "nonsense"));
        QVERIFY(!isOfSameAccount("", ""));
        QCOMPARE(ticketExpiry(ticket(account, role)), std::nullopt);
        QCOMPARE(ticketExpiry("nonsense"), std::nullopt);
    }
};

QTEST_APPLESS_MAIN(TicketRenewalTest)
#include "ticket_renewal_test.moc"
