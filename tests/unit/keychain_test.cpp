#include "client/keychain.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace earshot;

/// The system's keychain where it is installed and cannot start. A bus of its own: nobody's keychain is asked.
class KeychainTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
#ifndef Q_OS_LINUX
        QSKIP("the keychain is no program on a bus here");
#endif
        const QString program = QStandardPaths::findExecutable("dbus-daemon");
        if (program.isEmpty())
            QSKIP("no dbus-daemon here");
        for (const QByteArray &name :
            {QByteArray("org.freedesktop.secrets"), QByteArray("org.kde.kwalletd5")})
            write(name + ".service", "[D-BUS Service]\nName=" + name + "\nExec=/bin/false\n");
        const QByteArray folder = m_folder.path().toUtf8();
        write("bus.conf",
            "<busconfig><type>session</type><listen>unix:dir=" + folder + "</listen><servicedir>" + folder
                + "</servicedir><policy context=\"default\"><allow send_destination=\"*\" "
                  "eavesdrop=\"true\"/>"
                  "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
        m_bus.start(
            program, {"--nofork", "--print-address=1", "--config-file=" + m_folder.filePath("bus.conf")});
        while (!m_bus.canReadLine())
            QVERIFY(m_bus.waitForReadyRead(10'000));
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
    }
    void cleanupTestCase()
    {
        m_bus.kill();
        m_bus.waitForFinished();
    }

    void oneThatFails_isNotTakenForNone()
    {
        const auto keychain = makeSystemKeychain();
        std::vector<Keychain::Reply> replies;
        const auto note = [&](const Keychain::Reply &reply) { replies.push_back(reply); };
        keychain->read("own-key", note);
        QTRY_COMPARE(replies.size(), std::size_t(1));
        keychain->write("own-key", "seed", note);
        QTRY_COMPARE(replies.size(), std::size_t(2));
        for (const Keychain::Reply &reply : replies) {
            QVERIFY2(reply.answer == Keychain::Answer::Refused, qPrintable(reply.detail));
            QVERIFY(reply.secret.isEmpty());
        }
    }

private:
    void write(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    QTemporaryDir m_folder;
    QProcess m_bus;
};

QTEST_GUILESS_MAIN(KeychainTest)
#include "keychain_test.moc"
