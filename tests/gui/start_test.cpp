// Starting the program: its arguments, one window per user, what it remembers, and links.

#include "gui_fixture.h"
#include "link_registration.h"
#include "settings_store.h"
#include "single_instance.h"
#include "start_options.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <thread>

using namespace earshot;
using namespace earshot::test;

class StartTest : public QObject
{
    Q_OBJECT
private slots:
    void options_areRead();
    void options_wrongOnes_areExplained_data();
    void options_wrongOnes_areExplained();
    void settings_survive_andOnlyTheOwnerReadsThem();
    void settings_damagedFile_givesTheDefaults();
    void secondStart_handsItsLinkOver();
    void secondStart_handsItsFileOver();
    void file_isOpenedByItsPathAndByItsAddress_data();
    void file_isOpenedByItsPathAndByItsAddress();
    void desktopFile_offersEarshotForRecordings();
    void crashedFirst_leavesNoObstacle();
    void nonsenseFromASocket_isIgnored();
    void registerLinks_writesTheDesktopFile();
    void execArgument_isQuoted();
};

void StartTest::options_areRead()
{
    const Result<StartOptions> none = readStartOptions({QStringLiteral("earshot")});
    QVERIFY(none.ok());
    QCOMPARE(none->link, QString());
    QCOMPARE(none->fontScale, 1.0);
    QCOMPARE(none->tapFolder, QString());
    const Result<StartOptions> all
        = readStartOptions({QStringLiteral("earshot"), QStringLiteral("--theme"), QStringLiteral("dark"),
            QStringLiteral("--font-scale=150"), QStringLiteral("--language"), QStringLiteral("de"),
            QStringLiteral("--tap"), QStringLiteral("sound"), QStringLiteral("earshot://host/event")});
    QVERIFY(all.ok());
    QCOMPARE(all->theme, ThemeChoice::Dark);
    QCOMPARE(all->fontScale, 1.5);
    QCOMPARE(all->language, QStringLiteral("de"));
    QCOMPARE(all->link, QStringLiteral("earshot://host/event"));
    qputenv("EARSHOT_THEME", "light");
    QCOMPARE(readStartOptions({QStringLiteral("earshot")})->theme, ThemeChoice::Light);
    qunsetenv("EARSHOT_THEME");
    QCOMPARE(all->tapFolder, QStringLiteral("sound"));
}

void StartTest::options_wrongOnes_areExplained_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QStringList &arguments, const char *words) {
        QTest::newRow(name) << (QStringList{QStringLiteral("earshot")} + arguments)
                            << QString::fromUtf8(words);
    };
    row("unknown", {QStringLiteral("--nonsense")}, "nonsense");
    row("theme", {QStringLiteral("--theme=pink")}, "light, dark or system");
    row("scale", {QStringLiteral("--font-scale=900")}, "100 to 200");
    row("scale word", {QStringLiteral("--font-scale=big")}, "100 to 200");
    row("language", {QStringLiteral("--language=tlh")}, "de or en");
    row("two links", {QStringLiteral("earshot://a/b"), QStringLiteral("earshot://c/d")}, "One link");
}

void StartTest::options_wrongOnes_areExplained()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const Result<StartOptions> options = readStartOptions(arguments);
    QVERIFY(!options.ok());
    QVERIFY2(options.failure().detail.contains(words), qPrintable(options.failure().detail));
}

void StartTest::settings_survive_andOnlyTheOwnerReadsThem()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("deep/window.json"));
    const SettingsStore store(path);
    WindowMemory memory;
    memory.geometry = QByteArray("\0\1\2geometry", 11);
    memory.page = Page::NowPlaying;
    memory.volume = 0.35;
    memory.fallingBehind = FallingBehind::JumpToLive;
    memory.serverLinks = {QStringLiteral("earshot://live.example.org/?t=secret")};
    QVERIFY(store.save(memory).ok());
    QCOMPARE(store.load(), memory);
    QCOMPARE(QFile::permissions(path) & ~(QFileDevice::ReadUser | QFileDevice::WriteUser),
        QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadOther);
    QVERIFY(store.save(memory).ok());
    QVERIFY(!(QFile::permissions(path) & QFileDevice::ReadOther));
    QVERIFY(!SettingsStore(QStringLiteral("/proc/nowhere/window.json")).save(memory).ok());
}

void StartTest::settings_damagedFile_givesTheDefaults()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("window.json"));
    QFile file(path);
    for (const QByteArray &content : {QByteArray(), QByteArray("{"), QByteArray("[1,2]"),
             QByteArray("{\"volume\":\"loud\",\"servers\":7}")}) {
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
        QCOMPARE(SettingsStore(path).load(), WindowMemory());
    }
}

void StartTest::secondStart_handsItsLinkOver()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("socket"));
    SingleInstance first(name);
    QVERIFY(first.claim(QString()));
    QSignalSpy called(&first, &SingleInstance::called);
    bool wasFirst = true;
    std::thread other([&] { wasFirst = SingleInstance(name).claim(QStringLiteral("earshot://host/event")); });
    QTRY_COMPARE(called.count(), 1);
    other.join();
    QVERIFY(!wasFirst);
    QCOMPARE(called[0][0].toString(), QStringLiteral("earshot://host/event"));
}

/// As a desktop starts it for "open with", from wherever.
void StartTest::secondStart_handsItsFileOver()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("socket"));
    const QString file = folder.filePath(QStringLiteral("Night radio äöü.opus"));
    SingleInstance first(name);
    QVERIFY(first.claim(QString()));
    QSignalSpy called(&first, &SingleInstance::called);
    const Result<StartOptions> options = readStartOptions(
        {QStringLiteral("earshot"), QUrl::fromLocalFile(file).toString(QUrl::FullyEncoded)});
    QVERIFY(options.ok());
    bool wasFirst = true;
    std::thread other([&] { wasFirst = SingleInstance(name).claim(options->link); });
    QTRY_COMPARE(called.count(), 1);
    other.join();
    QVERIFY(!wasFirst);
    QCOMPARE(openedFile(called[0][0].toString()), file);
}

void StartTest::file_isOpenedByItsPathAndByItsAddress_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("file");
    const QString here = QDir::currentPath();
    QTest::newRow("path") << QStringLiteral("/music/a.opus") << QStringLiteral("/music/a.opus");
    QTest::newRow("here") << QStringLiteral("a b.OGG") << here + QStringLiteral("/a b.OGG");
    QTest::newRow("address") << QStringLiteral("file:///music/a%20b.opus")
                             << QStringLiteral("/music/a b.opus");
    QTest::newRow("another name") << QStringLiteral("file:///music/recording")
                                  << QStringLiteral("/music/recording");
    QTest::newRow("link") << QStringLiteral("earshot://host/event.opus") << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void StartTest::file_isOpenedByItsPathAndByItsAddress()
{
    QFETCH(QString, argument);
    QFETCH(QString, file);
    const Result<StartOptions> options = readStartOptions({QStringLiteral("earshot"), argument});
    QVERIFY(options.ok());
    QCOMPARE(openedFile(options->link), file);
}

void StartTest::desktopFile_offersEarshotForRecordings()
{
    QFile entry(QStringLiteral(":/desktop/earshot.desktop"));
    QVERIFY(entry.open(QIODevice::ReadOnly));
    const QByteArray text = entry.readAll();
    QVERIFY(text.contains("Exec=earshot %u\n"));
    const qsizetype types = text.indexOf("\nMimeType=");
    QVERIFY(types > 0);
    const QByteArray line = text.mid(types, text.indexOf('\n', types + 1) - types);
    for (const char *type : {"x-scheme-handler/earshot;", "audio/x-opus+ogg;", "audio/ogg;"})
        QVERIFY2(line.contains(type), type);
}

void StartTest::crashedFirst_leavesNoObstacle()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("socket"));
    // A socket file that nobody listens on is what a killed program leaves.
    const QByteArray path = QFile::encodeName(name);
    const QByteArray aside = path + ".kept";
    {
        QLocalServer crashed;
        QVERIFY(crashed.listen(name));
        QVERIFY(::rename(path.constData(), aside.constData()) == 0);
    }
    QVERIFY(::rename(aside.constData(), path.constData()) == 0);
    QVERIFY(QFile::exists(name));
    SingleInstance first(name);
    QVERIFY(first.claim(QString()));
    QSignalSpy called(&first, &SingleInstance::called);
    bool wasFirst = true;
    std::thread other([&] { wasFirst = SingleInstance(name).claim(QString()); });
    QTRY_COMPARE(called.count(), 1);
    other.join();
    QVERIFY(!wasFirst);
}

void StartTest::nonsenseFromASocket_isIgnored()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("socket"));
    SingleInstance first(name);
    QVERIFY(first.claim(QString()));
    QSignalSpy called(&first, &SingleInstance::called);
    QLocalSocket flood;
    flood.connectToServer(name);
    QVERIFY(flood.waitForConnected());
    flood.write(QByteArray(200'000, 'x'));
    QTRY_COMPARE(flood.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(called.count(), 0);
    QLocalSocket nonsense;
    nonsense.connectToServer(name);
    QVERIFY(nonsense.waitForConnected());
    nonsense.write("[]\n");
    QTRY_COMPARE(called.count(), 1);
    QCOMPARE(called[0][0].toString(), QString());
}

void StartTest::registerLinks_writesTheDesktopFile()
{
    const QTemporaryDir folder;
    qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data")).toUtf8());
    qputenv("XDG_CONFIG_HOME", folder.filePath(QStringLiteral("config")).toUtf8());
    QVERIFY(registerLinks(QStringLiteral("/opt/My Programs/earshot")).ok());
    QFile entry(folder.filePath(QStringLiteral("data/applications/earshot.desktop")));
    QVERIFY(entry.open(QIODevice::ReadOnly));
    const QByteArray text = entry.readAll();
    QVERIFY(text.contains("Exec=\"/opt/My Programs/earshot\" %u\n"));
    QVERIFY(text.contains("MimeType=x-scheme-handler/earshot;"));
    QVERIFY(QFileInfo(folder.filePath(QStringLiteral("data/icons/hicolor/scalable/apps/earshot.svg"))).size()
        > 100);
}

void StartTest::execArgument_isQuoted()
{
    QCOMPARE(execArgument(QStringLiteral("/a b/100%")), QStringLiteral("\"/a b/100%%\""));
    QCOMPARE(execArgument(QStringLiteral("/a\"$`")), QStringLiteral("\"/a\\\\\"\\\\$\\\\`\""));
}

EARSHOT_GUI_MAIN(StartTest)
#include "start_test.moc"
