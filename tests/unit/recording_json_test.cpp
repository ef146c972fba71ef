#include "hostile_json.h"
#include "recordings/recording_json.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;

class RecordingJsonTest : public QObject
{
    Q_OBJECT
private slots:
    void info_comesBack();
    void info_withoutADigest_comesBack();
    void limit_isReadByFormerProgramsToo();
    void unknownFields_areIgnored();
    void read_refusesWhatIsNone_data() { addHostileRows(); }
    void read_refusesWhatIsNone();
    void read_namesTheField_data();
    void read_namesTheField();
    void read_standsAnyTypeAnywhere();
};

namespace {

RecordingInfo sample()
{
    RecordingInfo info;
    info.event = "evening";
    info.title = "Ein Abend \u2013 \"für\" alle";
    info.hostName = "Ada";
    info.started = wallFromUnixMs(1'795'000'000'123);
    info.duration = milliseconds{7'200'123};
    info.programme = {"programme.opus", 86'400'000, QByteArray(32, '\x5a')};
    info.waveform = {"waveform.dat", 144'024, QByteArray(32, '\x01')};
    info.tracks = {{{"ada-AAAA.opus", 57'000'000, QByteArray(32, '\x02')}, "Ada", "U" + QString(55, u'A')}};
    info.chapters = {{milliseconds{0}, "Ada"}, {milliseconds{60'000}, "Bo"}};
    info.gaps = {{milliseconds{5}, milliseconds{20}, GapCause::Speaker, "Ada"},
        {milliseconds{50}, milliseconds{2000}, GapCause::Server, "Ada"},
        {milliseconds{500}, milliseconds{1}, GapCause::Room, ""},
        {milliseconds{600}, milliseconds{1}, GapCause::Paused, ""}};
    info.isWhole = true;
    return info;
}

} // namespace

void RecordingJsonTest::info_comesBack()
{
    QCOMPARE(*readRecordingInfo(writeRecordingInfo(sample())), sample());
}

void RecordingJsonTest::info_withoutADigest_comesBack()
{
    RecordingInfo info = sample();
    info.programme.sha256.clear();
    info.tracks.clear();
    info.isWhole = false;
    QCOMPARE(*readRecordingInfo(writeRecordingInfo(info)), info);
}

/// Who does not know the cause Limit refuses the whole.
void RecordingJsonTest::limit_isReadByFormerProgramsToo()
{
    RecordingInfo limited = sample();
    limited.gaps = {{milliseconds{1000}, milliseconds{500}, GapCause::Limit, "Ada"}};
    const QByteArray json = writeRecordingInfo(limited);
    QVERIFY(json.contains("\"cause\": \"room\"") && !json.contains("\"cause\": \"limit\""));
    QCOMPARE(*readRecordingInfo(json), limited);
}

void RecordingJsonTest::unknownFields_areIgnored()
{
    QJsonObject object = objectOf(writeRecordingInfo(sample()));
    object["later"] = QJsonObject{{"x", 1}};
    QCOMPARE(*readRecordingInfo(jsonOf(object)), sample());
}

void RecordingJsonTest::read_refusesWhatIsNone()
{
    QFETCH(QByteArray, json);
    const auto read = readRecordingInfo(json);
    QVERIFY(!read);
    QCOMPARE(read.failure().cause, Cause::BadData);
}

void RecordingJsonTest::read_namesTheField_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *path, const QJsonValue &value, const char *field, const char *name = "") {
        QTest::addRow("%s %s %s", path, qPrintable(value.toVariant().toString().left(20)), name)
            << QString(path) << value << QString(field);
    };
    for (const char *name :
        {"../../etc/passwd", "a/b.opus", ".hidden", "", "a\\b", "a b", "a\n", "ü.opus", "CON:"})
        row("programme.name", name, "name");
    row("programme.name", QString(300, u'a'), "name", "long");
    row("programme.bytes", -1, "bytes");
    row("programme.bytes", 1e15, "bytes");
    row("programme.bytes", 1.5, "bytes");
    row("programme.sha256", "abcd", "sha256");
    row("programme.sha256", QString(64, u'z'), "sha256", "no hex");
    row("waveform.name", "..", "name");
    row("duration", 49 * 3'600'000.0, "duration");
    row("duration", -5, "duration");
    row("started", 1e18, "started");
    row("title", QString(401, u'x'), "title", "long");
    row("tracks", QJsonArray{1}, "tracks");
    row("chapters",
        QJsonArray{QJsonObject{{"at", 5}, {"title", "a"}}, QJsonObject{{"at", 4}, {"title", "b"}}},
        "chapters", "out of order");
    row("gaps", QJsonArray{QJsonObject{{"at", 5}, {"length", 1}, {"cause", "moon"}, {"speaker", ""}}},
        "cause");
    row("whole", 1, "whole");
    row("v", 2, "v");
}

void RecordingJsonTest::read_namesTheField()
{
    QFETCH(QString, path);
    QFETCH(QJsonValue, value);
    QFETCH(QString, field);
    QJsonObject object = objectOf(writeRecordingInfo(sample()));
    const QStringList parts = path.split(u'.');
    if (parts.size() == 1) {
        object[parts[0]] = value;
    } else {
        QJsonObject inner = object[parts[0]].toObject();
        inner[parts[1]] = value;
        object[parts[0]] = inner;
    }
    const auto read = readRecordingInfo(jsonOf(object));
    QVERIFY(!read);
    QCOMPARE(read.failure(), (Failure{Cause::BadData, field}));
}

void RecordingJsonTest::read_standsAnyTypeAnywhere()
{
    const QJsonObject good = objectOf(writeRecordingInfo(sample()));
    for (const QString &name : good.keys()) {
        for (const QJsonValue &value : oneOfEachType()) {
            QJsonObject object = good;
            object[name] = value;
            if (const auto read = readRecordingInfo(jsonOf(object)))
                QVERIFY(readRecordingInfo(writeRecordingInfo(*read)));
        }
        QJsonObject without = good;
        without.remove(name);
        QVERIFY2(!readRecordingInfo(jsonOf(without)), qPrintable(name));
    }
}

QTEST_APPLESS_MAIN(RecordingJsonTest)
#include "recording_json_test.moc"
