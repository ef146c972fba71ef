#include "wire/host_credentials.h"

#include "wire/jwt.h"

#include <QTest>

using namespace earshot;
using namespace Qt::Literals::StringLiterals;

class HostCredentialsTest : public QObject
{
    Q_OBJECT
private slots:
    void read_givesWhatWasWritten();
    void read_takesAFileAsEditorsAndToolsLeaveIt();
    void read_namesTheBlockThatIsMissingOrWrong_data();
    void read_namesTheBlockThatIsMissingOrWrong();
    void read_refusesOneAccountForAll_andKeysThatAreNotTheirs();
    void read_survivesEveryCutAndEveryByte();
    void written_hasNoListenersTicketInTheLink();

private:
    QByteArray ticket(const NKey &user, const NKey &account) const
    {
        return makeUserTicket(user.publicKey(), u"host"_s, account.publicKey(), m_signer,
            wallFromUnixMs(1'700'000'000'000), wallFromUnixMs(1'800'000'000'000));
    }
    HostCredentials full() const
    {
        return {{ticket(m_host, m_account), m_host}, m_audience.publicKey(), m_signer,
            ticket(NKey::generate(NKeyKind::User), m_audience),
            *readLink(u"earshot://radio.example:4443/"_s)};
    }

    const NKey m_audience = NKey::generate(NKeyKind::Account);
    const NKey m_account = NKey::generate(NKeyKind::Account);
    const NKey m_signer = NKey::generate(NKeyKind::Account);
    const NKey m_host = NKey::generate(NKeyKind::User);
};

void HostCredentialsTest::read_givesWhatWasWritten()
{
    const HostCredentials written = full();
    const auto read = readHostCredentials(writeHostCredentials(written));
    QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.failure().detail));
    QCOMPARE(read->desk.ticket, written.desk.ticket);
    QCOMPARE(read->desk.key->seed(), m_host.seed());
    QCOMPARE(read->account, m_audience.publicKey());
    QCOMPARE(read->speakerKey.seed(), m_signer.seed());
    QCOMPARE(read->listenerTicket, written.listenerTicket);
    QCOMPARE(read->server, written.server);

    HostCredentials nowhere = full();
    nowhere.server.reset();
    QCOMPARE(readHostCredentials(writeHostCredentials(nowhere))->server, std::nullopt);
}

void HostCredentialsTest::read_takesAFileAsEditorsAndToolsLeaveIt()
{
    const QByteArray file = writeHostCredentials(full());
    QByteArray windows = file;
    QVERIFY(readHostCredentials(windows.replace("\n", "\r\n")).ok());
    QByteArray indented = file;
    QVERIFY(readHostCredentials("  \n\n" + indented.replace("\n", "\n   ")).ok());
    QByteArray tools = file; // `nsc` writes six dashes behind a block, others five
    QVERIFY(readHostCredentials(tools.replace("------END", "-----END")).ok());
    QVERIFY(readHostCredentials("From: me\n\nHere it is:\n" + file + "\nBye").ok());
}

void HostCredentialsTest::read_namesTheBlockThatIsMissingOrWrong_data()
{
    QTest::addColumn<QString>("block");
    for (const char *block : {"NATS USER JWT", "USER NKEY SEED", "EARSHOT SPEAKER SIGNING SEED",
             "EARSHOT LISTENER JWT", "EARSHOT SERVER LINK"})
        QTest::newRow(block) << QString::fromLatin1(block);
}

void HostCredentialsTest::read_namesTheBlockThatIsMissingOrWrong()
{
    QFETCH(const QString, block);
    const QByteArray file = writeHostCredentials(full());
    const qsizetype begin = file.indexOf("-----BEGIN " + block.toLatin1());
    const qsizetype content = file.indexOf('\n', begin) + 1;
    const qsizetype end = file.indexOf('\n', content);
    QByteArray wrong = file;
    wrong.replace(content, end - content, "x");
    QCOMPARE(readHostCredentials(wrong).failure(), (Failure{Cause::CredentialsUnusable, block}));
    if (block == u"EARSHOT SERVER LINK")
        return; // it may be missing
    QByteArray missing = file;
    missing.remove(begin, file.indexOf('\n', end + 1) - begin);
    QCOMPARE(readHostCredentials(missing).failure(), (Failure{Cause::CredentialsUnusable, block}));
}

void HostCredentialsTest::read_refusesOneAccountForAll_andKeysThatAreNotTheirs()
{
    HostCredentials mixed = full();
    mixed.listenerTicket = ticket(NKey::generate(NKeyKind::User), m_account);
    QCOMPARE(readHostCredentials(writeHostCredentials(mixed)).failure().detail,
        u"one account for desk and listeners"_s);
    HostCredentials stolen = full();
    stolen.desk.key = NKey::generate(NKeyKind::User);
    QCOMPARE(readHostCredentials(writeHostCredentials(stolen)).failure().detail, u"USER NKEY SEED"_s);
    HostCredentials user = full();
    user.speakerKey = NKey::generate(NKeyKind::User);
    QCOMPARE(
        readHostCredentials(writeHostCredentials(user)).failure().detail, u"EARSHOT SPEAKER SIGNING SEED"_s);
}

void HostCredentialsTest::read_survivesEveryCutAndEveryByte()
{
    const QByteArray file = writeHostCredentials(full());
    const qsizetype whole = file.indexOf("-----BEGIN EARSHOT SERVER LINK");
    for (qsizetype length = 0; length < file.size(); length += 3) {
        const auto read = readHostCredentials(file.left(length));
        QVERIFY(!read.ok() || length > whole - 40);
    }
    for (qsizetype at = 0; at < file.size(); at += 5) {
        QByteArray broken = file;
        broken[at] = char(broken[at] ^ 0x80);
        (void)readHostCredentials(broken);
    }
    QVERIFY(!readHostCredentials(QByteArray(10'000'000, '-')));
    QVERIFY(!readHostCredentials(QByteArray(kMaxHostCredentialsBytes, '-')));
    QVERIFY(!readHostCredentials(QByteArray("---BEGIN ---\n").repeated(4000)));
    QVERIFY(!readHostCredentials({}));
}

void HostCredentialsTest::written_hasNoListenersTicketInTheLink()
{
    HostCredentials credentials = full();
    credentials.server->ticket = "secret";
    credentials.server->event = EventId::parse(u"town-hall");
    const auto read = readHostCredentials(writeHostCredentials(credentials));
    QVERIFY(read->server->ticket.isEmpty());
    QVERIFY(!read->server->event);
}

QTEST_APPLESS_MAIN(HostCredentialsTest)
#include "host_credentials_test.moc"
