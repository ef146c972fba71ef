#include "hostile_json.h"
#include "wire/messages.h"

using namespace earshot;
using namespace earshot::test;

class CardMessageTest : public QObject
{
    Q_OBJECT
private slots:
    void read_givesWhatWasWritten_whenAllIsSet();
    void read_givesWhatWasWritten_whenNothingIsSet();
    void removed_isNoNewWord_toAFormerReader();
    void read_refusesHostileBytes_data() { addHostileRows(); }
    void read_refusesHostileBytes();
    void read_survivesEveryTypeInEveryField();
    void read_refusesSpeakersWithoutEnd();
    void read_refusesARecordingThatIsNone_data();
    void read_refusesARecordingThatIsNone();
    void read_offersOnlyLinksThatMayBeOpened_data();
    void read_offersOnlyLinksThatMayBeOpened();
};

namespace {

ScheduleCard bareCard()
{
    return *readCard(R"({"v":1,"event":"office-hours"})");
}

ScheduleCard fullCard()
{
    ScheduleCard card = bareCard();
    card.title = QStringLiteral("Office hours");
    card.description = QStringLiteral("Bring questions.\nAll of them.");
    card.hostName = QStringLiteral("Ann");
    card.speakerNames = {QStringLiteral("Bo"), QStringLiteral("Cy")};
    card.phase = Phase::Moved;
    card.planned = wallFromUnixMs(1'795'000'000'000);
    card.postponedFrom = {wallFromUnixMs(1'794'000'000'000)};
    card.started = wallFromUnixMs(1'795'000'060'000);
    card.ended = wallFromUnixMs(1'795'000'120'000);
    card.message = HostMessage{QStringLiteral("Next door"), wallFromUnixMs(5)};
    card.counts = Counts{20, HearingEstimate{18, 0}, wallFromUnixMs(6)};
    card.recording = RecordingPromise::Ready;
    card.recorded = RecordingNote{QStringLiteral("town-hall/20261119T180312Z"),
        {QStringLiteral("programme.opus"), 31'000'000, QByteArray(32, '\x5a')}, minutes{72}, 1,
        milliseconds{1400}, wallFromUnixMs(1'795'114'000'000)};
    card.movedTo = QStringLiteral("earshot://other.example/office-hours");
    card.revision = 9;
    card.listed = false;
    return card;
}

} // namespace

void CardMessageTest::read_givesWhatWasWritten_whenAllIsSet()
{
    const Result<ScheduleCard> read = readCard(writeCard(fullCard()));
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.failure().detail));
    QCOMPARE(*read, fullCard());
}

void CardMessageTest::read_givesWhatWasWritten_whenNothingIsSet()
{
    QCOMPARE(*readCard(writeCard(bareCard())), bareCard());
    ScheduleCard removed = bareCard();
    removed.recording = RecordingPromise::Removed;
    QCOMPARE(*readCard(writeCard(removed)), removed);
    removed.recording = RecordingPromise::Promised; // started once more
    QCOMPARE(*readCard(writeCard(removed)), removed);
}

/// It refuses a whole card for one word that it does not know, and goes on with the one before.
void CardMessageTest::removed_isNoNewWord_toAFormerReader()
{
    ScheduleCard removed = bareCard();
    removed.recording = RecordingPromise::Removed;
    QCOMPARE(objectOf(writeCard(removed))["recording"].toString(), "none");
    QVERIFY(!objectOf(writeCard(fullCard())).contains("recording_removed"));
}

void CardMessageTest::read_refusesHostileBytes()
{
    QFETCH(QByteArray, json);
    const Result<ScheduleCard> read = readCard(json);
    QVERIFY(!read);
    QCOMPARE(read.failure().cause, Cause::BadData);
}

void CardMessageTest::read_survivesEveryTypeInEveryField()
{
    for (const QString &name : objectOf(writeCard(fullCard())).keys()) {
        int refused = 0;
        for (const QJsonValue &value : oneOfEachType()) {
            QJsonObject object = objectOf(writeCard(fullCard()));
            object[name] = value;
            refused += readCard(jsonOf(object)) ? 0 : 1;
        }
        QVERIFY2(refused >= 6, qPrintable(name));
    }
}

void CardMessageTest::read_refusesSpeakersWithoutEnd()
{
    QJsonObject object = objectOf(writeCard(fullCard()));
    QJsonArray names;
    for (int i = 0; i < 65; ++i)
        names.append(QStringLiteral("a"));
    object["speakers"] = names;
    QCOMPARE(readCard(jsonOf(object)).failure().detail, QStringLiteral("speakers"));
}

void CardMessageTest::read_refusesARecordingThatIsNone_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("way out of the folder") << "folder" << QJsonValue("../../20261119T180312Z");
    QTest::newRow("no start") << "folder" << QJsonValue("town-hall");
    QTest::newRow("line break") << "folder" << QJsonValue("town-hall/20261119T180312Z\n");
    QTest::newRow("hidden file") << "file" << QJsonValue(".opus");
    QTest::newRow("folder as file") << "file" << QJsonValue("a/b.opus");
    QTest::newRow("short digest") << "sha256" << QJsonValue(QString(62, u'a'));
    QTest::newRow("no digest") << "sha256" << QJsonValue(QString(64, u'g'));
    QTest::newRow("no bytes") << "bytes" << QJsonValue(0);
    QTest::newRow("bytes not said") << "bytes" << QJsonValue();
    QTest::newRow("too many bytes") << "bytes" << QJsonValue(1e15);
    QTest::newRow("too long") << "ms" << QJsonValue(1e12);
}

void CardMessageTest::read_refusesARecordingThatIsNone()
{
    QFETCH(const QString, field);
    QFETCH(const QJsonValue, value);
    QJsonObject object = objectOf(writeCard(fullCard()));
    QJsonObject recorded = object["recorded"].toObject();
    QVERIFY(recorded.contains(field));
    recorded[field] = value;
    object["recorded"] = recorded;
    QVERIFY(!readCard(jsonOf(object)));
}

void CardMessageTest::read_offersOnlyLinksThatMayBeOpened_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<bool>("isOffered");
    QTest::newRow("web") << "https://media.example.org/town-hall.opus?x=1" << true;
    QTest::newRow("Earshot") << "earshot://live.example.org/town-hall" << true;
    for (const char *bad :
        {"http://media.example.org/a", "file:///etc/passwd", "javascript:alert(1)", "https:///a",
            "https://me:secret@example.org/", "earshot:///town-hall", "HTTPS", "//example.org", "smb://x/y",
            "file://evil.example.org/share/x.opus", "\\\\evil.example.org\\share\\x.opus", "x.opus"})
        QTest::newRow(bad) << QString::fromLatin1(bad) << false;
}

void CardMessageTest::read_offersOnlyLinksThatMayBeOpened()
{
    QFETCH(const QString, link);
    QFETCH(const bool, isOffered);
    ScheduleCard card = bareCard();
    card.recordingLink = card.fallbackLink = card.movedTo = link;
    const Result<ScheduleCard> read = readCard(writeCard(card));
    QVERIFY(read);
    QCOMPARE(read->recordingLink, isOffered ? link : QString());
    QCOMPARE(read->fallbackLink, isOffered ? link : QString());
    QCOMPARE(read->movedTo, isOffered ? link : QString());
    EventState state{.id = card.id};
    state.movedTo = link;
    const Result<EventState> beacon = readState(writeState(state));
    QVERIFY(beacon);
    QCOMPARE(beacon->movedTo, isOffered ? link : QString());
}

QTEST_APPLESS_MAIN(CardMessageTest)
#include "card_message_test.moc"
