#include "wire/lease_record.h"

#include "hostile_json.h"
#include "wire/json_fields.h"

using namespace earshot;
using namespace earshot::test;

class LeaseRecordTest : public QObject
{
    Q_OBJECT
private slots:
    void read_givesWhatWasWritten() { QCOMPARE(*readLease(writeLease(full()), m_id), full()); }
    void read_refusesHostileBytes_data() { addHostileRows(); }
    void read_refusesHostileBytes()
    {
        QFETCH(const QByteArray, json);
        QCOMPARE(readLease(json, m_id).failure().cause, Cause::BadData);
    }
    void read_refusesAnotherEventsState()
    {
        QVERIFY(!readLease(writeLease(full()), *EventId::parse(u"other")));
    }
    /// What a desk of before wrote, or another program's.
    void read_takesARecordWithoutTheNewerFields()
    {
        QJsonObject object = objectOf(writeLease(full()));
        for (const char *name : {"removed", "invitations", "description", "described", "listed", "words",
                 "pause_notice", "recorded", "silenced"})
            object.remove(QLatin1String(name));
        const auto read = readLease(jsonOf(object), m_id);
        QVERIFY(read.ok());
        QVERIFY(read->listed && read->removed.empty() && read->invitations.empty());
        QVERIFY(read->words.empty() && !read->isPauseNotice);
    }
    void read_refusesWhatIsNoInvitation()
    {
        for (const QJsonValue &wrong : {QJsonValue(QJsonObject{{"sha256", "short"}}),
                 QJsonValue(QJsonObject{{"sha256", QString(43, u'*')}}), QJsonValue(QJsonObject{}),
                 QJsonValue(7), QJsonValue(QJsonObject{{"sha256", QString(43, u'A')}, {"role", "owner"}})}) {
            QJsonObject object = objectOf(writeLease(full()));
            object["invitations"] = QJsonArray{wrong};
            QVERIFY(!readLease(jsonOf(object), m_id));
        }
    }
    void read_refusesWhatAreNoWords()
    {
        const QString key = QStringLiteral("U") + QString(55, u'A');
        for (const QJsonValue &wrong : {QJsonValue(7), QJsonValue(QJsonObject{}),
                 QJsonValue(QJsonObject{{"key", "Bo"}, {"reason", "x"}}),
                 QJsonValue(QJsonObject{{"key", key}, {"reason", QJsonArray{1}}})}) {
            QJsonObject object = objectOf(writeLease(full()));
            object["words"] = QJsonArray{wrong};
            QVERIFY(!readLease(jsonOf(object), m_id));
        }
        QJsonObject object = objectOf(writeLease(full()));
        QJsonArray many;
        for (int i = 0; i <= kMaxKeptWords; ++i)
            many.append(QJsonObject{{"key", key}});
        object["words"] = many;
        QVERIFY(!readLease(jsonOf(object), m_id));
    }
    void read_refusesWhatIsNoSilence()
    {
        const QString key = QStringLiteral("U") + QString(55, u'A');
        for (const QJsonValue &wrong : {QJsonValue(7), QJsonValue(QJsonObject{{"key", key}}),
                 QJsonValue(QJsonObject{{"key", key}, {"from", 5}, {"until", 4}}),
                 QJsonValue(QJsonObject{{"key", "Bo"}, {"from", 5}})}) {
            QJsonObject object = objectOf(writeLease(full()));
            object["silenced"] = QJsonArray{wrong};
            QVERIFY(!readLease(jsonOf(object), m_id));
        }
    }
    void read_survivesEveryTypeInEveryField()
    {
        const QJsonObject whole = objectOf(writeLease(full()));
        for (const QString &field : whole.keys()) {
            for (const QJsonValue &value : oneOfEachType()) {
                QJsonObject changed = whole;
                changed[field] = value;
                const auto read = readLease(jsonOf(changed), m_id);
                if (read)
                    QCOMPARE(*readLease(writeLease(*read), m_id), *read);
            }
        }
    }
    void write_staysReadable_withAFullStageAndTheLongestTexts()
    {
        LeaseRecord record = full();
        record.state.stage.clear();
        record.mutedByDesk.clear();
        record.removed.clear();
        record.invitations.clear();
        record.words.clear();
        for (int i = 0; i < kMaxStage; ++i) {
            QString text = QStringLiteral("U") + QString(55, u'A');
            text[54] = QChar(u'A' + i % 26);
            text[55] = QChar(u'A' + i / 26);
            record.state.stage.push_back({*UserKey::parse(text), QString(120, u'\u00fc')});
            record.mutedByDesk.push_back(*UserKey::parse(text));
            record.removed.push_back(*UserKey::parse(text));
            record.invitations.push_back({QByteArray(32, char(i)), Role::CoHost});
            if (i < kMaxKeptWords)
                record.words.push_back({*UserKey::parse(text), QString(kMaxKeptReason, u'\u20ac'),
                    QString(kMaxNameLength, u'\u20ac')});
        }
        const WallTime late = wallFromUnixMs(1'795'000'000'000);
        record.silenced.assign(kMostSilenced, {record.removed.front(), {late, late}});
        record.description = QString(kMaxTextLength, u'\u20ac');
        record.state.message = HostMessage{QString(kMaxTextLength, u'\u20ac'), {}};
        const QByteArray json = writeLease(record);
        QVERIFY2(json.size() < kMaxLeaseBytes, qPrintable(QString::number(json.size())));
        QCOMPARE(*readLease(json, m_id), record);
    }

private:
    const EventId m_id = *EventId::parse(u"town-hall");
    LeaseRecord full() const
    {
        const UserKey key = *UserKey::parse(QStringLiteral("U") + QString(55, u'A'));
        LeaseRecord record{"desk-1", "run-2", 7,
            *readState(R"({"v":1,"event":"town-hall","stage":[],"desk_clock":0})"), {key}};
        record.state.phase = Phase::Live;
        record.state.stage = {{key, "Ann", Role::Host, true, Presence::Present, wallFromUnixMs(5)}};
        record.removed = {key};
        record.invitations = {{QByteArray(32, 'h'), Role::CoHost}, {QByteArray(32, '\xff'), Role::Speaker}};
        record.description = QStringLiteral("All of us");
        record.isDescribed = true;
        record.listed = false;
        record.words = {{key, "Echo", "Ann"}};
        record.isPauseNotice = true;
        record.lacksTracks = true;
        record.silenced = {{key, {wallFromUnixMs(7), wallFromUnixMs(8)}}, {key, {wallFromUnixMs(9), {}}}};
        record.recorded
            = RecordingNote{"town-hall/20261121T180000Z", {"programme.opus", 5, QByteArray(32, 'd')},
                milliseconds{1000}, 1, milliseconds{40}, wallFromUnixMs(6)};
        return record;
    }
};

QTEST_GUILESS_MAIN(LeaseRecordTest)
#include "lease_record_test.moc"
