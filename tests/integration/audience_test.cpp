#include "support/raw_nats_client.h"
#include "support/running_engine.h"
#include "wire/jwt.h"
#include "wire/jwt_accounts.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

/// That nobody of the audience can have a real nats-server do in the organiser's account what they may not do
/// themselves, and that who is put out is out.
class AudienceTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void answersAskedForElsewhere_changeNothingOfTheOrganisers_data();
    void answersAskedForElsewhere_changeNothingOfTheOrganisers();
    void answersPutOnAnothersVoice_areNotKept();
    void audience_isCounted();
    void revokedSpeaker_isPutOut_andStaysOut();
    void revoking_isNoticedByNobodyElse();
    void host_isLetInByTheirFile_untilWithdrawn();
    void folderOfOneAccount_becomesOneOfTwo();

private:
    QUrl url() const { return m_engine->addresses().webSocket.url; }
    Credentials listener() const { return {m_engine->listenerTicket(m_clock.wall(), kHour), {}}; }
    Credentials desk() const { return m_engine->deskCredentials(m_clock.wall(), kHour); }
    Credentials speaker(const NKey &key, const NKey &signer) const
    {
        return {makeUserTicket(key.publicKey(), "Ada", m_engine->keys().audience, signer, m_clock.wall(),
                    m_clock.wall() + kHour, {"event:e"}),
            key};
    }
    Credentials speaker(const NKey &key) const { return speaker(key, m_engine->keys().speaker); }
    static QByteArray audio(const NKey &key) { return "ev.e.audio." + key.publicKey(); }
    void makeStreams(RawNatsClient &client);
    void restart();
    /// Of every stream, by its name.
    static QMap<QString, QJsonObject> states(RawNatsClient &desk);
    bool isRefused(const Credentials &credentials) const
    {
        RawNatsClient client(url());
        return !client.login(credentials);
    }

    static constexpr std::chrono::hours kHour{1};

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<Engine> m_engine;
};

namespace {

constexpr int kStreams = 4;
constexpr int kByThemselves = 2; ///< messages on a subject that they may publish on

/// Everything that somebody of the audience may publish and that could be answered.
QList<std::pair<QByteArray, QByteArray>> questions(const QByteArray &own)
{
    QList<std::pair<QByteArray, QByteArray>> all{{"ev.e.report", "{}"}, {"ev.e.ask.U", "{}"},
        {"$JS.API.DIRECT.GET.KV_earshot_events.nosuch", {}}, {"$JS.API.DIRECT.GET.EARSHOT_AUDIO." + own, {}}};
    for (const char *stream : {"KV_earshot_events", "OBJ_earshot_recordings", "EARSHOT_AUDIO"})
        all.push_back({QByteArray("$JS.API.DIRECT.GET.") + stream, "{\"seq\":1}"});
    return all;
}

} // namespace

void AudienceTest::initTestCase()
{
    EARSHOT_NEEDS_NATS_SERVER();
    restart();
    RawNatsClient client(url());
    QVERIFY(client.login(desk()));
    makeStreams(client);
}

void AudienceTest::restart()
{
    m_engine.reset();
    m_engine = std::make_unique<Engine>(EngineOptions{m_folder.filePath("data")}, m_clock);
    const auto outcome = outcomeOf(*m_engine);
    QVERIFY2(outcome.ok(), outcome.ok() ? "" : qPrintable(outcome.failure().detail));
}

void AudienceTest::makeStreams(RawNatsClient &client)
{
    const auto make = [&](const QByteArray &name, const QByteArray &subjects) {
        const QByteArray made = client.request("$JS.API.STREAM.CREATE." + name,
            "{\"name\":\"" + name + "\",\"subjects\":[" + subjects
                + "],\"allow_direct\":true,\"allow_rollup_hdrs\":true,\"storage\":\"file\"}");
        QVERIFY2(made.contains("\"created\""), made.constData());
    };
    make("EARSHOT_AUDIO", R"("ev.*.audio.*","ev.*.again.*")");
    make("KV_earshot_events", R"("$KV.earshot_events.>")");
    make("KV_earshot_leases", R"("$KV.earshot_leases.>")");
    make("OBJ_earshot_recordings", R"("$O.earshot_recordings.>")");
    for (const char *subject : {"$KV.earshot_events.e", "$KV.earshot_leases.e", "$O.earshot_recordings.M.x"})
        QVERIFY(client.request(subject, "the desk's").contains("\"seq\":1"));
}

QMap<QString, QJsonObject> AudienceTest::states(RawNatsClient &desk)
{
    QMap<QString, QJsonObject> all;
    const QByteArray answer = desk.request("$JS.API.STREAM.LIST", {});
    const QJsonArray streams
        = QJsonDocument::fromJson(answer.left(answer.indexOf("\r\n")))["streams"].toArray();
    for (const QJsonValue &stream : streams)
        all[stream["config"]["name"].toString()] = stream["state"].toObject();
    return all;
}

void AudienceTest::answersAskedForElsewhere_changeNothingOfTheOrganisers_data()
{
    QTest::addColumn<QByteArray>("elsewhere");
    for (const char *subject :
        {"$JS.API.STREAM.DELETE.EARSHOT_AUDIO", "$JS.API.STREAM.DELETE.KV_earshot_leases",
            "$JS.API.STREAM.PURGE.EARSHOT_AUDIO", "$JS.API.STREAM.PURGE.OBJ_earshot_recordings",
            "$KV.earshot_leases.e", "$KV.earshot_events.e", "$O.earshot_recordings.M.x", "ev.e.state",
            "ev.e.to.U", "ev.e.audio.U", "ev.e.again.U", "ev.e.ask.U", "ev.e.report",
            "$JS.API.STREAM.MSG.DELETE.EARSHOT_AUDIO", "$JS.API.DIRECT.GET.EARSHOT_AUDIO"})
        QTest::newRow(subject) << QByteArray(subject);
}

void AudienceTest::answersAskedForElsewhere_changeNothingOfTheOrganisers()
{
    QFETCH(const QByteArray, elsewhere);
    const NKey key = NKey::generate(NKeyKind::User);
    RawNatsClient organiser(url());
    QVERIFY(organiser.login(desk()));
    RawNatsClient watch(url());
    QVERIFY(watch.login(desk()));
    int subscription = 0;
    for (const QByteArray subject : {"ev.>", "$KV.earshot_events.>", "$KV.earshot_leases.>"})
        watch.send("SUB " + subject + ' ' + QByteArray::number(++subscription) + "\r\n");
    QVERIFY(watch.flush());
    RawNatsClient voice(url());
    QVERIFY(voice.login(speaker(key)));
    QVERIFY(voice.request(audio(key), "a word").contains("EARSHOT_AUDIO"));
    const QMap<QString, QJsonObject> before = states(organiser);
    QCOMPARE(before.size(), kStreams);

    RawNatsClient ear(url());
    QVERIFY(ear.login(listener()));
    for (RawNatsClient *asking : {&ear, &voice}) {
        for (const auto &[subject, payload] : questions(audio(key)))
            asking->publish(subject, payload, elsewhere);
        QVERIFY(asking->flush());
        QVERIFY2(!asking->received().contains("-ERR"), asking->received().constData());
    }
    voice.publish(audio(key), "one more", elsewhere);
    voice.publish("ev.e.again." + key.publicKey(), "and again", elsewhere);
    QVERIFY(voice.flush());

    const QString kept = QStringLiteral("EARSHOT_AUDIO");
    QTRY_COMPARE(
        states(organiser)[kept]["last_seq"].toInt(), before[kept]["last_seq"].toInt() + kByThemselves);
    QVERIFY(ear.flush() && watch.flush());
    const QMap<QString, QJsonObject> after = states(organiser);
    QCOMPARE(after.keys(), before.keys());
    for (const QString &stream : before.keys()) {
        for (const char *count : {"messages", "last_seq", "first_seq"}) {
            const bool grows = stream == kept && qstrcmp(count, "first_seq") != 0;
            QCOMPARE(
                after[stream][count].toInt(), before[stream][count].toInt() + (grows ? kByThemselves : 0));
        }
    }
    // Both asked once by themselves, and no answer came to the organiser's side.
    const auto heard
        = [&watch](const QByteArray &subject) { return watch.received().count("MSG " + subject + ' '); };
    const int byThemselves = elsewhere == "ev.e.report" || elsewhere == "ev.e.ask.U" ? kByThemselves : 0;
    QCOMPARE(heard(elsewhere), byThemselves);
    QVERIFY(!watch.received().contains("Nats-Stream") && !watch.received().contains("404 Message"));
}

void AudienceTest::answersPutOnAnothersVoice_areNotKept()
{
    const NKey key = NKey::generate(NKeyKind::User);
    const NKey other = NKey::generate(NKeyKind::User);
    RawNatsClient organiser(url());
    QVERIFY(organiser.login(desk()));
    RawNatsClient voice(url());
    QVERIFY(voice.login(speaker(key)));
    QVERIFY(voice.request(audio(key), "not mine").contains("EARSHOT_AUDIO"));
    for (const QByteArray &subject : {audio(other), "ev.e.again." + other.publicKey()})
        voice.publish("$JS.API.DIRECT.GET.EARSHOT_AUDIO." + audio(key), {}, subject);
    QVERIFY(voice.request(audio(key), "the next").contains("EARSHOT_AUDIO"));
    for (const QByteArray &subject : {audio(other), "ev.e.again." + other.publicKey()})
        QVERIFY(organiser.request("$JS.API.DIRECT.GET.EARSHOT_AUDIO." + subject, {}).contains("404"));
}

void AudienceTest::audience_isCounted()
{
    RawNatsClient organiser(url());
    QVERIFY(organiser.login(desk()));
    organiser.subscribe("ev.counted.state");
    std::vector<std::unique_ptr<RawNatsClient>> ears;
    for (int i = 0; i < 3; ++i) {
        ears.push_back(std::make_unique<RawNatsClient>(url()));
        QVERIFY(ears.back()->login(listener()));
        ears.back()->subscribe("ev.counted.state");
        QVERIFY(ears.back()->flush());
    }
    // Not the desk, though it hears that too.
    const QByteArray subscribers = organiser.request("$SYS.DEBUG.SUBSCRIBERS", "ev.counted.state");
    QVERIFY2(subscribers.startsWith("3\r\n"), subscribers.constData());
    const QByteArray connections = organiser.request(kAudienceConnections, {});
    const QJsonObject answer
        = QJsonDocument::fromJson(connections.left(connections.indexOf("\r\n"))).object();
    QCOMPARE(answer["data"]["account_statz"][0]["conns"].toInt(), 3);
    QCOMPARE(answer["data"]["account_statz"][0]["acc"].toString().toLatin1(), m_engine->keys().audience);
}

void AudienceTest::revokedSpeaker_isPutOut_andStaysOut()
{
    if (!canChangeARunningServer())
        QSKIP("the server takes changes with its next start only");
    const NKey key = NKey::generate(NKeyKind::User);
    const Credentials ticket = speaker(key);
    RawNatsClient voice(url());
    QVERIFY(voice.login(ticket));
    RawNatsClient ear(url());
    QVERIFY(ear.login(listener()));

    const WallTime now = m_clock.wall();
    QVERIFY(m_engine->revoke({key.userKey()}, now, now + kHour).ok());
    QVERIFY(voice.waitForClose());
    QVERIFY2(voice.received().contains("-ERR 'User Authentication Revoked'"), voice.received().constData());
    QVERIFY(isRefused(ticket));
    QVERIFY(ear.flush()); // others stay

    restart();
    QVERIFY(isRefused(ticket));
    // On stage once more.
    const Credentials later{makeUserTicket(key.publicKey(), "Ada", m_engine->keys().audience,
                                m_engine->keys().speaker, now + seconds{2}, now + kHour, {"event:e"}),
        key};
    RawNatsClient again(url());
    QVERIFY(again.login(later));
}

void AudienceTest::revoking_isNoticedByNobodyElse()
{
    if (!canChangeARunningServer())
        QSKIP("the server takes changes with its next start only");
    constexpr int kPackets = 200;
    constexpr int kPerRevocation = 40;
    const NKey key = NKey::generate(NKeyKind::User);
    RawNatsClient voice(url());
    QVERIFY(voice.login(speaker(key)));
    voice.send("SUB _INBOX.acknowledged.* 5\r\n");
    RawNatsClient ear(url());
    QVERIFY(ear.login(listener()));
    ear.subscribe("ev.e.audio.*");
    QVERIFY(voice.flush() && ear.flush());
    std::vector<std::unique_ptr<RawNatsClient>> removed;
    for (int i = 0; i < kPackets; ++i) {
        voice.publish(
            audio(key), "packet " + QByteArray::number(i), "_INBOX.acknowledged." + QByteArray::number(i));
        if (i % kPerRevocation == 0) {
            const NKey other = NKey::generate(NKeyKind::User);
            removed.push_back(std::make_unique<RawNatsClient>(url()));
            QVERIFY(removed.back()->login(speaker(other)));
            QVERIFY(m_engine->revoke({other.userKey()}, m_clock.wall(), m_clock.wall() + seconds{5}).ok());
        }
        QVERIFY(voice.flush());
    }
    for (const auto &client : removed)
        QVERIFY(client->waitForClose());
    QTRY_COMPARE(ear.received().count("\r\npacket "), kPackets);
    // While the server reads, a packet may be stored twice, or its acknowledgement be missing; then it is sent again, as
    // AudioSender does.
    int sentAgain = 0;
    for (int i = 0; i < kPackets; ++i) {
        const QByteArray acknowledged = "_INBOX.acknowledged." + QByteArray::number(i);
        if (voice.received().contains("MSG " + acknowledged + " 5 "))
            continue;
        ++sentAgain;
        voice.publish(audio(key), "packet " + QByteArray::number(i), acknowledged);
        QVERIFY(voice.waitFor("MSG " + acknowledged + " 5 "));
    }
    QVERIFY2(sentAgain <= int(removed.size()), qPrintable(QString::number(sentAgain)));
    QVERIFY2(!voice.received().contains("-ERR"), voice.received().constData());
}

void AudienceTest::host_isLetInByTheirFile_untilWithdrawn()
{
    const auto host = m_engine->hostCredentials(m_clock.wall(), kHour);
    const auto another = m_engine->hostCredentials(m_clock.wall(), kHour);
    QVERIFY(host.ok() && another.ok());
    QVERIFY(host->speakerKey.publicKey() != another->speakerKey.publicKey());
    QVERIFY(host->speakerKey.publicKey() != m_engine->keys().speaker.publicKey());
    QCOMPARE(m_engine->hosts()->size(), std::size_t(2));
    if (!canChangeARunningServer())
        restart();
    const NKey key = NKey::generate(NKeyKind::User);
    const NKey others = NKey::generate(NKeyKind::User);
    // The server reads its configuration a moment after it was told to.
    QTRY_VERIFY(!isRefused(speaker(others, another->speakerKey)));
    RawNatsClient organiser(url());
    QVERIFY(organiser.login(host->desk));
    RawNatsClient voice(url());
    QVERIFY(voice.login(speaker(key, host->speakerKey)));

    QVERIFY(m_engine->withdrawHost(host->desk.key->publicKey(), m_clock.wall()).ok());
    QVERIFY(!m_engine->withdrawHost(host->desk.key->publicKey(), m_clock.wall()).ok());
    if (!canChangeARunningServer())
        restart();
    QVERIFY(organiser.waitForClose());
    QVERIFY(voice.waitForClose());
    QVERIFY(isRefused(host->desk));
    QVERIFY(isRefused(speaker(key, host->speakerKey)));
    QVERIFY(!isRefused(speaker(others, another->speakerKey)));
}

void AudienceTest::folderOfOneAccount_becomesOneOfTwo()
{
    const QByteArray link = m_engine->listenerTicket(m_clock.wall(), kHour);
    const EngineKeys keys = m_engine->keys();
    m_engine.reset();
    // As an older version left it: one account, which had the streams and gave the tickets.
    const QString folder = m_folder.filePath("data");
    const QString streams = folder + "/streams/jetstream/";
    QVERIFY(QDir().rename(streams + keys.organiser, streams + keys.audience));
    QFile file(folder + "/keys.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    file.close();
    object["version"] = 1;
    object["account"] = object.take("audience");
    object.remove("organiser");
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(object).toJson());
    file.close();

    for (int i = 0; i < 2; ++i) {
        restart();
        QCOMPARE(m_engine->keys().audience, keys.audience);
        QVERIFY(m_engine->keys().organiser != keys.organiser);
        RawNatsClient organiser(url());
        QVERIFY(organiser.login(desk()));
        QVERIFY(states(organiser)["EARSHOT_AUDIO"]["messages"].toInt() > 0);
        RawNatsClient ear(url());
        QVERIFY(ear.login({link, {}}));
        QVERIFY(ear.request("$JS.API.DIRECT.GET.KV_earshot_events.$KV.earshot_events.e", {})
                    .contains("the desk's"));
    }
}

QTEST_GUILESS_MAIN(AudienceTest)
#include "audience_test.moc"
