#include "hostile_json.h"
#include "wire/json_fields.h"
#include "wire/messages.h"

#include <cmath>

using namespace earshot;
using namespace earshot::test;

class StateMessageTest : public QObject
{
    Q_OBJECT
private slots:
    void read_givesWhatWasWritten_whenAllIsSet();
    void read_givesWhatWasWritten_whenNothingIsSet();
    void removed_isNoNewWord_toAFormerReader();
    void write_staysSmall_with50OnStage();
    void write_staysReadable_withTheLongestTexts();
    void read_ignoresUnknownFields();
    void read_neverShowsMoreHearingThanConnected();
    void read_keepsUnknownCountsApartFromZero();
    void read_cutsLongTextsAndTakesControlCharactersOut();
    void read_refusesHostileBytes_data() { addHostileRows(); }
    void read_refusesHostileBytes();
    void read_refusesOversize_beforeParsing();
    void read_refusesACard();
    void read_survivesEveryTypeInEveryField();
    void read_refusesValuesOutOfRange_data();
    void read_refusesValuesOutOfRange();
    void read_refusesAFullerStageThan64();
    void read_refusesOneKeyTwice();
};

namespace {

UserKey keyNumber(int n)
{
    QString text = QStringLiteral("U") + QString(55, u'A');
    text[54] = QChar(u'A' + n % 26);
    text[55] = QChar(u'A' + n / 26);
    return *UserKey::parse(text);
}

EventState bareState()
{
    return *readState(R"({"v":1,"event":"town-hall","stage":[],"desk_clock":0})");
}

EventState fullState()
{
    EventState state = bareState();
    state.revision = 42;
    state.phase = Phase::Live;
    state.title = QStringLiteral("Town hall – \"questions\" & answers");
    state.hostName = QStringLiteral("Zoë");
    state.planned = wallFromUnixMs(1'795'000'000'000);
    state.postponedFrom = {wallFromUnixMs(1'794'000'000'000), wallFromUnixMs(1'794'500'000'000)};
    state.started = wallFromUnixMs(1'795'000'060'000);
    state.ended = wallFromUnixMs(1'795'000'120'000);
    state.stage
        = {{keyNumber(0), QStringLiteral("Ann"), Role::Host, false, Presence::Present, wallFromUnixMs(7)},
            {keyNumber(1), QStringLiteral("Bo"), Role::CoHost, true, Presence::Dropped, wallFromUnixMs(8)},
            {keyNumber(2), QStringLiteral("Cy"), Role::Speaker, true, Presence::Away, wallFromUnixMs(9)}};
    state.stage[0].count = DeskCount{65'530, 131'072, 17};
    state.stage[1].count = DeskCount{};
    state.stage[0].muted = state.stage[0].mutedByHost = true;
    state.counts = {1204, HearingEstimate{1187, 9}, wallFromUnixMs(1'795'000'100'000)};
    state.message = HostMessage{QStringLiteral("Back in\nfive"), wallFromUnixMs(1'795'000'090'000)};
    state.reportProbability = 0.000151;
    state.reconnectSpread = milliseconds{1505};
    state.catchUpShare = 0.25;
    state.recording = RecordingPromise::Promised;
    state.movedTo = QStringLiteral("earshot://other.example/town-hall");
    state.deskClock = wallFromUnixMs(1'795'000'100'001);
    state.copiesAllowed = true;
    state.aired = {{wallFromUnixMs(1'795'000'060'002), wallFromUnixMs(1'795'000'070'000)},
        {wallFromUnixMs(1'795'000'080'000), {}}};
    state.counts.copying = HearingEstimate{33, 2};
    return state;
}

/// A beacon with one field replaced; `path` may go into an object ("counts.connected") or the first of a
/// list.
QByteArray stateWith(const QString &path, const QJsonValue &value)
{
    QJsonObject object = objectOf(writeState(fullState()));
    const QString outer = path.section(u'.', 0, 0);
    const QString inner = path.section(u'.', 1);
    if (inner.isEmpty()) {
        object[outer] = value;
    } else if (object[outer].isArray()) {
        QJsonArray list = object[outer].toArray();
        QJsonObject first = list[0].toObject();
        first[inner] = value;
        list[0] = first;
        object[outer] = list;
    } else {
        QJsonObject nested = object[outer].toObject();
        nested[inner] = value;
        object[outer] = nested;
    }
    return jsonOf(object);
}

} // namespace

void StateMessageTest::read_givesWhatWasWritten_whenAllIsSet()
{
    const Result<EventState> read = readState(writeState(fullState()));
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.failure().detail));
    QCOMPARE(*read, fullState());
}

void StateMessageTest::read_givesWhatWasWritten_whenNothingIsSet()
{
    QCOMPARE(*readState(writeState(bareState())), bareState());
}

void StateMessageTest::removed_isNoNewWord_toAFormerReader()
{
    EventState removed = fullState();
    removed.recording = RecordingPromise::Removed;
    QCOMPARE(*readState(writeState(removed)), removed);
    QCOMPARE(objectOf(writeState(removed))["recording"].toString(), "none");
}

void StateMessageTest::write_staysSmall_with50OnStage()
{
    EventState state = fullState();
    state.stage.clear();
    for (int i = 0; i < 50; ++i)
        state.stage.push_back({keyNumber(i), QStringLiteral("Speaker number %1").arg(i), Role::Speaker, false,
            Presence::Present, {}, DeskCount{65'535, 10'000'000, 12'345}});
    QVERIFY(writeState(state).size() < 16 * 1024);
}

void StateMessageTest::write_staysReadable_withTheLongestTexts()
{
    EventState state = fullState();
    const QString endless(100'000, QChar(0x20AC));
    state.title = state.hostName = state.message->text = endless;
    state.stage.clear();
    for (int i = 0; i < kMaxStage; ++i)
        state.stage.push_back({keyNumber(i), endless, Role::Speaker, false, Presence::Present, {},
            DeskCount{65'535, kMaxExactInteger, kMaxExactInteger - 65'535}});
    QVERIFY(readState(writeState(state)).ok());
}

void StateMessageTest::read_ignoresUnknownFields()
{
    const QByteArray json
        = stateWith(QStringLiteral("from_the_future"), QJsonObject{{"a", QJsonArray{1, 2}}});
    QCOMPARE(*readState(json), fullState());
}

void StateMessageTest::read_neverShowsMoreHearingThanConnected()
{
    const Result<EventState> read = readState(stateWith(QStringLiteral("counts.hearing"), 5000));
    QCOMPARE(read->counts.hearing->value, 1204);
}

void StateMessageTest::read_keepsUnknownCountsApartFromZero()
{
    QVERIFY(!readState(stateWith(QStringLiteral("counts.connected"), QJsonValue::Null))->counts.connected);
    QCOMPARE(readState(stateWith(QStringLiteral("counts.connected"), 0))->counts.connected,
        std::optional<qint64>(0));
}

void StateMessageTest::read_cutsLongTextsAndTakesControlCharactersOut()
{
    const Result<EventState> read = readState(stateWith(QStringLiteral("message.text"), QString(5000, u'a')));
    QCOMPARE(read->message->text.size(), kMaxTextLength);
    QVERIFY(read->message->text.endsWith(QChar(0x2026)));
    // A pair of surrogates is never cut in half.
    const QString smiles = QStringLiteral("\U0001F600").repeated(2000);
    const QString cut = readState(stateWith(QStringLiteral("message.text"), smiles))->message->text;
    QVERIFY(!cut.at(cut.size() - 2).isHighSurrogate());
    QCOMPARE(readState(stateWith(QStringLiteral("title"), QStringLiteral("a\u0000\u001b[31mb")))->title,
        QStringLiteral("a  [31mb"));
}

void StateMessageTest::read_refusesHostileBytes()
{
    QFETCH(QByteArray, json);
    const Result<EventState> read = readState(json);
    QVERIFY(!read);
    QCOMPARE(read.failure().cause, Cause::BadData);
}

void StateMessageTest::read_refusesOversize_beforeParsing()
{
    // Valid JSON but for its size: the reason proves that nobody parsed it.
    const QByteArray padded = writeState(fullState()) + QByteArray(kMaxBeaconBytes, ' ');
    QCOMPARE(readState(padded).failure().detail, QStringLiteral("size"));
}

/// It has an event, a revision, a phase; taken for a beacon, it would clear the stage.
void StateMessageTest::read_refusesACard()
{
    const QByteArray card
        = writeCard(*readCard(R"({"v":1,"event":"town-hall","title":"Town hall","rev":7})"));
    QVERIFY(readCard(card));
    QVERIFY(!readState(card));
    for (const char *missing : {"stage", "desk_clock"}) {
        QJsonObject object = objectOf(writeState(fullState()));
        object.remove(QLatin1String(missing));
        QVERIFY2(!readState(jsonOf(object)), missing);
    }
}

void StateMessageTest::read_survivesEveryTypeInEveryField()
{
    const QJsonObject whole = objectOf(writeState(fullState()));
    QStringList paths = whole.keys();
    for (const QString &inner : whole["stage"][0].toObject().keys())
        paths.append("stage." + inner);
    for (const QString &inner : whole["counts"].toObject().keys())
        paths.append("counts." + inner);
    for (const QString &inner : whole["message"].toObject().keys())
        paths.append("message." + inner);
    for (const QString &path : paths) {
        int refused = 0;
        for (const QJsonValue &value : oneOfEachType()) {
            const Result<EventState> read = readState(stateWith(path, value));
            refused += read ? 0 : 1;
            if (read) {
                QVERIFY(std::isfinite(read->reportProbability));
                QVERIFY(read->stage.size() <= std::size_t(kMaxStage));
            }
        }
        // No field takes numbers, texts and objects alike.
        QVERIFY2(refused >= 6, qPrintable(path));
    }
}

void StateMessageTest::read_refusesValuesOutOfRange_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *path, const QJsonValue &value) {
        QTest::addRow("%s %s", path, qPrintable(value.toVariant().toString()))
            << QString::fromLatin1(path) << value;
    };
    row("v", 0);
    row("v", 2);
    row("v", 1.5);
    row("event", QStringLiteral("Town Hall"));
    row("event", QStringLiteral("a.*"));
    row("rev", -1);
    row("rev", 1e17);
    row("phase", QStringLiteral("asleep"));
    row("planned", -1);
    row("stage.count", 7);
    row("stage.count", QJsonArray{});
    row("stage.count", QJsonArray{1, 2});
    row("stage.count", QJsonArray{1, 2, 0, 0});
    row("stage.count", QJsonArray{65'536, 65'537, 0});
    row("stage.count", QJsonArray{10, 9, 0});
    row("stage.count", QJsonArray{10, 12, 3});
    row("stage.count", QJsonArray{10, 12, -1});
    row("stage.count", QJsonArray{10, 12.5, 0});
    row("stage.count", QJsonArray{10, 1e17, 0});
    row("planned", 1e16);
    row("planned", 0.5);
    row("planned", QStringLiteral("2026-11-21T01:00:00Z"));
    row("report_p", -0.1);
    row("report_p", 1.0001);
    row("report_p", 1e300);
    row("reconnect_spread_ms", -1);
    row("reconnect_spread_ms", 3'600'001);
    row("counts.connected", -5);
    row("counts.interval", -5);
    row("stage.key", QStringLiteral("U123"));
    row("stage.key", QString());
    row("stage.role", QStringLiteral("king"));
    row("stage.since", -1);
    row("moved_to", QString(8193, u'x'));
    row("postponed_from", QJsonArray{1, QJsonValue::Null});
}

void StateMessageTest::read_refusesValuesOutOfRange()
{
    QFETCH(QString, path);
    QFETCH(QJsonValue, value);
    const Result<EventState> read = readState(stateWith(path, value));
    QVERIFY(!read);
    QCOMPARE(read.failure().detail, path == u"v" ? QStringLiteral("version") : path.section(u'.', -1));
}

void StateMessageTest::read_refusesAFullerStageThan64()
{
    QJsonObject object = objectOf(writeState(fullState()));
    const QJsonValue someone = object["stage"][0];
    QJsonArray crowd;
    for (int i = 0; i <= kMaxStage; ++i) {
        QJsonObject member = someone.toObject();
        member["key"] = keyNumber(i).text();
        crowd.append(member);
    }
    object["stage"] = crowd;
    QVERIFY(!readState(jsonOf(object)));
    crowd.removeLast();
    object["stage"] = crowd;
    QCOMPARE(readState(jsonOf(object))->stage.size(), std::size_t(kMaxStage));
}

void StateMessageTest::read_refusesOneKeyTwice()
{
    EventState state = fullState();
    state.stage[1].key = state.stage[0].key;
    QCOMPARE(readState(writeState(state)).failure().detail, QStringLiteral("stage"));
}

QTEST_APPLESS_MAIN(StateMessageTest)
#include "state_message_test.moc"
