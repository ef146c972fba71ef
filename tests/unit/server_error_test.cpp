#include "wire/connection.h"

#include <QTest>

using namespace earshot;

/// The words of nats-server 2.9 to 2.15 and what they mean.
class ServerErrorTest : public QObject
{
    Q_OBJECT

private slots:
    void words_haveCauses_data();
    void words_haveCauses();
    void hostileText_isBounded();
};

void ServerErrorTest::words_haveCauses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("cause");
    QTest::addColumn<bool>("staysOpen");
    const auto row = [](const char *text, Cause cause, bool staysOpen = false) {
        QTest::newRow(text) << QByteArray(text) << int(cause) << staysOpen;
    };
    row("Authorization Violation", Cause::TicketRejected);
    row("Authentication Timeout", Cause::AuthenticationTimeout);
    row("User Authentication Expired", Cause::TicketExpired);
    row("Account Authentication Expired", Cause::TicketExpired);
    row("User Authentication Revoked", Cause::TicketRevoked);
    row("maximum connections exceeded", Cause::ServerFull);
    row("maximum account active connections exceeded", Cause::AccountFull);
    row("Permissions Violation for Publish to \"ev.a.audio.U\"", Cause::NotPermitted, true);
    row("Permissions Violation for Subscription to \"a\" using queue \"q\"", Cause::NotPermitted, true);
    row("maximum subscriptions exceeded", Cause::NotPermitted, true);
    row("Invalid Subject", Cause::BadData, true);
    row("Invalid Publish Subject", Cause::BadData, true);
    row("Maximum Payload Violation", Cause::BadData);
    row("maximum control line exceeded", Cause::ProtocolBroken);
    row("Unknown Protocol Operation", Cause::ProtocolBroken);
    row("Stale Connection", Cause::StaleConnection);
    row("Attempted To Connect To Route Port", Cause::ForeignServer);
    row("", Cause::ServerLost);
    row("something new", Cause::ServerLost);
    // close reasons
    row("Authentication Failure", Cause::TicketRejected);
    row("Authentication Expired", Cause::TicketExpired);
    row("Credentials Revoked", Cause::TicketRevoked);
    row("Maximum Connections Exceeded", Cause::ServerFull);
    row("Maximum Account Connections Exceeded", Cause::AccountFull);
    row("Maximum Control Line Exceeded", Cause::ProtocolBroken);
    row("Maximum Message Payload Exceeded", Cause::BadData);
    row("Protocol Violation", Cause::ProtocolBroken);
    row("Server Shutdown", Cause::ServerLost);
    row("Kicked", Cause::ServerLost);
}

void ServerErrorTest::words_haveCauses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, cause);
    QFETCH(bool, staysOpen);
    for (const QByteArray &form : {text, text.toLower(), text.toUpper()}) {
        const Failure failure = failureFromServerError(form);
        QCOMPARE(int(failure.cause), cause);
        QCOMPARE(failure.detail, QString::fromLatin1(form));
        QCOMPARE(leavesConnectionOpen(failure), staysOpen);
    }
}

void ServerErrorTest::hostileText_isBounded()
{
    const Failure failure = failureFromServerError("a\r\n\x01\xff" + QByteArray(1'000'000, 'x'));
    QCOMPARE(failure.cause, Cause::ServerLost);
    QVERIFY(failure.detail.size() <= 300);
    QVERIFY(!failure.detail.contains('\n'));
}

QTEST_APPLESS_MAIN(ServerErrorTest)
#include "server_error_test.moc"
