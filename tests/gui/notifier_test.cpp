// Notifications with buttons: a notification service made for this test, on a bus of its own.

#include "gui_fixture.h"

#include "notifier.h"

#include <QDBusConnection>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace earshot;
using namespace earshot::test;
using Answer = Notifier::Answer;

/// What a desktop shows, and what the person before it clicks.
class FakeDesktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Notification {
        uint id;
        uint replaces;
        QString program, icon, title, text;
        QStringList actions;
        QVariantMap hints;
    };

    explicit FakeDesktop(QDBusConnection bus)
        : m_bus(std::move(bus))
    { }
    bool appear()
    {
        return m_bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals)
            && m_bus.registerService(QStringLiteral("org.freedesktop.Notifications"));
    }
    void vanish()
    {
        m_bus.unregisterService(QStringLiteral("org.freedesktop.Notifications"));
        m_bus.unregisterObject(QStringLiteral("/org/freedesktop/Notifications"));
    }
    void click(uint id, const char *key)
    {
        emit ActivationToken(id, QStringLiteral("token-%1").arg(id));
        emit ActionInvoked(id, QLatin1String(key));
    }

    QStringList abilities{QStringLiteral("actions"), QStringLiteral("body-markup")};
    std::vector<Notification> shown;
    QList<uint> closed;

public slots:
    QStringList GetCapabilities() { return abilities; }
    uint Notify(const QString &program, uint replaces, const QString &icon, const QString &title,
        const QString &text, const QStringList &actions, const QVariantMap &hints, int)
    {
        const uint id = replaces ? replaces : ++m_last;
        shown.push_back({id, replaces, program, icon, title, text, actions, hints});
        return id;
    }
    void CloseNotification(uint id) { closed << id; }

signals:
    void ActionInvoked(uint id, const QString &key);
    void ActivationToken(uint id, const QString &token);
    void NotificationClosed(uint id, uint reason);

private:
    QDBusConnection m_bus;
    uint m_last = 40;
};

class NotifierTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();

    void notification_hasItsWords_andItsButtons();
    void buttonsAndClick_areTheAnswers();
    void clickWhereNothingIsToBeJoined_onlyShows();
    void laterOneOfTheSameEvent_takesThePlaceOfTheFirst();
    void closedOne_isForgotten();
    void notificationsOfOthers_answerNothing();
    void wordsOfTheHost_areNoMarkup();
    void desktopWithoutService_givesItBack();
    void computerWithoutBus_givesItBack();

private:
    static QDBusConnection bus(const char *name) { return QDBusConnection(QLatin1String(name)); }
    /// The one that is shown last, once it is.
    FakeDesktop::Notification shown(size_t count = 1)
    {
        if (!QTest::qWaitFor([&] { return m_desktop->shown.size() >= count; }))
            qFatal("nothing was shown");
        QTest::qWait(0);
        return m_desktop->shown.back();
    }
    void told(Notifier &notifier, const NoticeWords &words)
    {
        const size_t before = m_desktop->shown.size();
        notifier.tell(m_about, words);
        shown(before + 1);
        // The answer with its number comes back over the bus.
        QTRY_VERIFY(notifier.findChildren<QObject *>().isEmpty());
    }

    const NoticeSubject m_about{QStringLiteral("earshot://example.org"), QStringLiteral("town-hall")};
    const NoticeWords m_words{QStringLiteral("Town hall has started"), QStringLiteral("It is live now."),
        QStringLiteral("Join"), QStringLiteral("In 5 minutes")};
    QProcess m_bus;
    QTemporaryDir m_folder;
    std::unique_ptr<FakeDesktop> m_desktop;
};

void NotifierTest::initTestCase()
{
    qRegisterMetaType<NoticeSubject>();
    const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
    if (program.isEmpty() && qEnvironmentVariable("CI") == QLatin1String("true"))
        QFAIL("no dbus-daemon here");
    if (program.isEmpty())
        QSKIP("no dbus-daemon here");
    m_bus.start(program,
        {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1"),
            QStringLiteral("--address=unix:dir=") + m_folder.path()});
    while (!m_bus.canReadLine())
        QVERIFY(m_bus.waitForReadyRead(10'000));
    const QString address = QString::fromLatin1(m_bus.readLine()).trimmed();
    QVERIFY(QDBusConnection::connectToBus(address, QStringLiteral("client")).isConnected());
    QVERIFY(QDBusConnection::connectToBus(address, QStringLiteral("desktop")).isConnected());
}

void NotifierTest::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(QStringLiteral("client"));
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
    m_bus.kill();
    m_bus.waitForFinished();
}

void NotifierTest::init()
{
    m_desktop = std::make_unique<FakeDesktop>(bus("desktop"));
    QVERIFY(m_desktop->appear());
}

void NotifierTest::cleanup()
{
    m_desktop->vanish();
    m_desktop.reset();
}

void NotifierTest::notification_hasItsWords_andItsButtons()
{
    Notifier notifier(bus("client"));
    told(notifier, m_words);
    const FakeDesktop::Notification one = shown();
    QCOMPARE(one.program, QStringLiteral("Earshot"));
    QCOMPARE(one.icon, QStringLiteral("earshot"));
    QCOMPARE(one.hints[QStringLiteral("desktop-entry")].toString(), QStringLiteral("earshot"));
    QCOMPARE(one.replaces, 0u);
    QCOMPARE(one.title, m_words.title);
    QCOMPARE(one.text, m_words.text);
    QCOMPARE(one.actions.join(QLatin1Char('|')), QStringLiteral("default|Join|join|Join|later|In 5 minutes"));
}

void NotifierTest::buttonsAndClick_areTheAnswers()
{
    Notifier notifier(bus("client"));
    QSignalSpy answers(&notifier, &Notifier::answered);
    told(notifier, m_words);
    const std::pair<const char *, Answer> clicks[]
        = {{"default", Answer::Join}, {"join", Answer::Join}, {"later", Answer::Later}};
    for (const auto &[key, answer] : clicks) {
        answers.clear();
        m_desktop->click(shown().id, key);
        QTRY_COMPARE(answers.count(), 1);
        QVERIFY(answers[0][0].value<NoticeSubject>() == m_about);
        QCOMPARE(answers[0][1].value<Answer>(), answer);
        QCOMPARE(answers[0][2].toString(), QStringLiteral("token-%1").arg(shown().id));
    }
    m_desktop->click(shown().id, "inline-reply");
    m_desktop->click(shown().id, "join");
    QTRY_COMPARE(answers.count(), 2);
}

void NotifierTest::clickWhereNothingIsToBeJoined_onlyShows()
{
    Notifier notifier(bus("client"));
    QSignalSpy answers(&notifier, &Notifier::answered);
    told(notifier, {QStringLiteral("Town hall is cancelled"), {}, {}, {}});
    QCOMPARE(shown().actions.size(), 2);
    m_desktop->click(shown().id, "join"); // was not offered
    m_desktop->click(shown().id, "default");
    QTRY_COMPARE(answers.count(), 1);
    QCOMPARE(answers[0][1].value<Answer>(), Answer::Show);
}

void NotifierTest::laterOneOfTheSameEvent_takesThePlaceOfTheFirst()
{
    Notifier notifier(bus("client"));
    told(notifier, m_words);
    const uint first = shown().id;
    told(notifier, m_words);
    QCOMPARE(shown(2).replaces, first);
    notifier.tell({m_about.serverId, QStringLiteral("another")}, m_words);
    QCOMPARE(shown(3).replaces, 0u);
    notifier.withdraw(m_about);
    QTRY_COMPARE(m_desktop->closed, QList<uint>{first});
}

void NotifierTest::closedOne_isForgotten()
{
    Notifier notifier(bus("client"));
    QSignalSpy answers(&notifier, &Notifier::answered);
    told(notifier, m_words);
    emit m_desktop->NotificationClosed(shown().id, 2);
    m_desktop->click(shown().id, "join");
    told(notifier, m_words);
    QCOMPARE(shown(2).replaces, 0u);
    QCOMPARE(answers.count(), 0);
}

void NotifierTest::notificationsOfOthers_answerNothing()
{
    Notifier notifier(bus("client"));
    QSignalSpy answers(&notifier, &Notifier::answered);
    told(notifier, m_words);
    m_desktop->click(shown().id + 1, "join");
    m_desktop->click(shown().id, "later");
    QTRY_COMPARE(answers.count(), 1);
    QCOMPARE(answers[0][1].value<Answer>(), Answer::Later);
    QCOMPARE(answers[0][2].toString(), QStringLiteral("token-%1").arg(shown().id));
}

void NotifierTest::wordsOfTheHost_areNoMarkup()
{
    Notifier notifier(bus("client"));
    told(notifier, {m_words.title, QStringLiteral("Host: “<a href='x'>Ana & Jonas</a>”"), {}, {}});
    QCOMPARE(shown().text, QStringLiteral("Host: “&lt;a href='x'&gt;Ana &amp; Jonas&lt;/a&gt;”"));
    m_desktop->abilities.clear();
    told(notifier, {m_words.title, QStringLiteral("Ana & Jonas"), {}, {}});
    QCOMPARE(shown(2).text, QStringLiteral("Ana & Jonas"));
}

void NotifierTest::desktopWithoutService_givesItBack()
{
    m_desktop->vanish();
    Notifier notifier(bus("client"));
    QSignalSpy unheard(&notifier, &Notifier::unheard);
    notifier.tell(m_about, m_words);
    QTRY_COMPARE(unheard.count(), 1);
    QVERIFY(unheard[0][0].value<NoticeSubject>() == m_about);
    QCOMPARE(unheard[0][1].value<NoticeWords>(), m_words);
}

void NotifierTest::computerWithoutBus_givesItBack()
{
    Notifier notifier{QDBusConnection(QStringLiteral("none"))};
    QSignalSpy unheard(&notifier, &Notifier::unheard);
    notifier.tell(m_about, m_words);
    QCOMPARE(unheard.count(), 1);
}

EARSHOT_GUI_MAIN(NotifierTest)
#include "notifier_test.moc"
