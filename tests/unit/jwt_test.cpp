#include "wire/jwt.h"
#include "wire/jwt_accounts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace earshot;

namespace {

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr WallTime kNow{milliseconds{1'795'000'000'000}};

/// Three parts signed by `signer`, whatever the first two say.
QByteArray signedText(const QByteArray &header, const QByteArray &claims, const NKey &signer)
{
    const QByteArray body = header.toBase64(kBase64Url) + '.' + claims.toBase64(kBase64Url);
    return body + '.' + signer.sign(body).toBase64(kBase64Url);
}

QJsonObject partOf(const QByteArray &jwt, int part)
{
    return QJsonDocument::fromJson(QByteArray::fromBase64(jwt.split('.')[part], kBase64Url)).object();
}

QStringList strings(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &item : array.toArray())
        list << item.toString();
    return list;
}

} // namespace

class JwtTest : public QObject
{
    Q_OBJECT

    const NKey m_operator = NKey::generate(NKeyKind::Operator);
    const NKey m_account = NKey::generate(NKeyKind::Account);
    const NKey m_signer = NKey::generate(NKeyKind::Account);
    const NKey m_user = NKey::generate(NKeyKind::User);

    QByteArray ticket() const
    {
        return makeUserTicket(m_user.publicKey(), "Ada", m_account.publicKey(), m_signer, kNow,
            kNow + std::chrono::hours(1), {"event:town-hall"});
    }

private slots:
    void readJwt_givesBackWhatMakeJwtWasTold()
    {
        const JwtClaims claims{m_user.publicKey(), m_signer.publicKey(), QStringLiteral("Zoë \"Z\""), kNow,
            kNow + std::chrono::hours(2),
            QJsonObject{{"type", "user"}, {"version", 2}, {"x", QJsonArray{1, 2}}}};
        const auto read = readJwt(makeJwt(claims, m_signer));
        QVERIFY(read.ok());
        QVERIFY(*read == claims);
    }

    void readJwt_leavesTimesEmpty_whereThereAreNone()
    {
        const JwtClaims claims{
            m_user.publicKey(), m_signer.publicKey(), "x", {}, {}, QJsonObject{{"version", 2}}};
        const auto read = readJwt(makeJwt(claims, m_signer));
        QVERIFY(read.ok());
        QVERIFY(!read->issuedAt && !read->expires);
    }

    void makeUserTicket_carriesNoPermissionsOrLimits()
    {
        const auto claims = readJwt(ticket());
        QVERIFY(claims.ok());
        QCOMPARE(claims->subject, m_user.publicKey());
        QCOMPARE(claims->issuer, m_signer.publicKey());
        QCOMPARE(claims->expires, std::optional<WallTime>(kNow + std::chrono::hours(1)));
        QCOMPARE(claims->nats,
            (QJsonObject{{"type", "user"}, {"version", 2}, {"tags", QJsonArray{"event:town-hall"}},
                {"issuer_account", QString::fromLatin1(m_account.publicKey())}}));
    }

    void makeJwt_saysTheHeaderThatServersAccept()
    {
        QCOMPARE(partOf(ticket(), 0), (QJsonObject{{"typ", "JWT"}, {"alg", "ed25519-nkey"}}));
        QVERIFY(!ticket().contains('='));
        QVERIFY(!partOf(ticket(), 1).value("jti").toString().isEmpty());
    }

    void readJwt_refusesEveryFlippedBit()
    {
        const QByteArray whole = ticket();
        QVERIFY(readJwt(whole).ok());
        for (int bit = 0; bit < whole.size() * 8; ++bit) {
            QByteArray damaged = whole;
            damaged[bit / 8] = char(damaged[bit / 8] ^ (1 << bit % 8));
            const auto read = readJwt(damaged);
            QVERIFY2(!read.ok(), qPrintable(QStringLiteral("bit %1").arg(bit)));
            QCOMPARE(read.failure().cause, Cause::TicketRejected);
        }
    }

    void readJwt_refusesEveryCutAndExtension()
    {
        const QByteArray whole = ticket();
        for (int size = 0; size < whole.size(); ++size)
            QVERIFY(!readJwt(whole.left(size)).ok());
        for (const char c : QByteArray("A=.\n \0", 6))
            QVERIFY(!readJwt(whole + c).ok());
    }

    void readJwt_refusesASwappedPart()
    {
        const QByteArrayList mine = ticket().split('.');
        const QByteArrayList other = makeUserTicket(
            NKey::generate(NKeyKind::User).publicKey(), "Eve", m_account.publicKey(), m_signer, kNow, {})
                                         .split('.');
        QVERIFY(!readJwt(QByteArrayList{mine[0], other[1], mine[2]}.join('.')).ok());
        QVERIFY(!readJwt(QByteArrayList{mine[0], mine[1], other[2]}.join('.')).ok());
    }

    void readJwt_namesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("jwt");
        QTest::addColumn<QString>("detail");
        const QByteArray header = R"({"typ":"JWT","alg":"ed25519-nkey"})";
        const auto claims = [this](const QJsonObject &changes) {
            QJsonObject object{{"sub", QString::fromLatin1(m_user.publicKey())}, {"name", "x"}, {"iat", 1},
                {"iss", QString::fromLatin1(m_signer.publicKey())}, {"nats", QJsonObject{{"version", 2}}}};
            for (auto it = changes.begin(); it != changes.end(); ++it)
                object.insert(it.key(), it.value());
            return QJsonDocument(object).toJson(QJsonDocument::Compact);
        };
        const auto row = [&](const char *name, const QByteArray &jwt, const char *detail) {
            QTest::newRow(name) << jwt << QString::fromLatin1(detail);
        };
        QVERIFY(readJwt(signedText(header, claims({}), m_signer)).ok());

        row("empty", "", "ticket: not of three parts");
        row("dots", "..", "ticket: header");
        row("many dots", QByteArray(16'000, '.'), "ticket: not of three parts");
        row("too long", signedText(header, claims({{"name", QString(13'000, 'x')}}), m_signer),
            "ticket: too long");
        row("alg none", signedText(R"({"typ":"JWT","alg":"none"})", claims({}), m_signer), "ticket: header");
        row("version 1 alg", signedText(R"({"typ":"JWT","alg":"ed25519"})", claims({}), m_signer),
            "ticket: header");
        row("no typ", signedText(R"({"alg":"ed25519-nkey"})", claims({}), m_signer), "ticket: header");
        row("header no JSON", signedText("{", claims({}), m_signer), "ticket: header");
        row("claims no JSON", signedText(header, "{\"sub\":", m_signer), "ticket: claims");
        row("claims a list", signedText(header, "[]", m_signer), "ticket: claims");
        row("deep", signedText(header, QByteArray(11'000, '['), m_signer), "ticket: claims");
        row("no subject", signedText(header, claims({{"sub", {}}}), m_signer), "ticket: subject");
        row("bad subject", signedText(header, claims({{"sub", "UABC"}}), m_signer), "ticket: subject");
        row("no issuer", signedText(header, claims({{"iss", 5}}), m_signer), "ticket: issuer");
        row("a user as issuer",
            signedText(header, claims({{"iss", QString::fromLatin1(m_user.publicKey())}}), m_user),
            "ticket: issuer");
        row("another's issuer", signedText(header, claims({}), m_operator), "ticket: signature");
        row("negative time", signedText(header, claims({{"exp", -5}}), m_signer), "ticket: time");
        row("huge time", signedText(header, claims({{"exp", 1e300}}), m_signer), "ticket: time");
        row("time as text", signedText(header, claims({{"iat", "now"}}), m_signer), "ticket: time");
        row("no nats", signedText(header, claims({{"nats", {}}}), m_signer), "ticket: version");
        row("next version", signedText(header, claims({{"nats", QJsonObject{{"version", 3}}}}), m_signer),
            "ticket: version");
        const QByteArray whole = signedText(header, claims({}), m_signer);
        row("no signature", whole.left(whole.lastIndexOf('.') + 1), "ticket: signature");
    }
    void readJwt_namesWhatIsWrong()
    {
        QFETCH(const QByteArray, jwt);
        QFETCH(const QString, detail);
        const auto read = readJwt(jwt);
        QVERIFY(!read.ok());
        QCOMPARE(read.failure().cause, Cause::TicketRejected);
        QCOMPARE(read.failure().detail, detail);
    }

    void accounts_listOneScopedKeyForEachRole()
    {
        const NKey system = NKey::generate(NKeyKind::Account);
        const NKey audience = NKey::generate(NKeyKind::Account);
        const EventAccounts accounts{
            m_account, audience, "AD", "AL", {"AS", "AH"}, {{"UX", kNow + milliseconds{999}}}};
        const auto organiser = readJwt(makeOrganiserJwt(accounts, m_operator, kNow));
        const auto read = readJwt(makeAudienceJwt(accounts, system.publicKey(), m_operator, kNow));
        QVERIFY(organiser.ok() && read.ok());
        QCOMPARE(organiser->issuer, m_operator.publicKey());
        QCOMPARE(organiser->subject, m_account.publicKey());
        QCOMPARE(read->issuer, m_operator.publicKey());
        QCOMPARE(read->subject, audience.publicKey());
        const QJsonArray keys = read->nats.value("signing_keys").toArray();
        QCOMPARE(keys.size(), 3);
        const QJsonObject listener = keys[0].toObject(), speaker = keys[1].toObject();
        QCOMPARE(keys[2]["key"].toString(), QStringLiteral("AH"));
        QCOMPARE(keys[2]["template"], speaker["template"]);
        QCOMPARE(organiser->nats["signing_keys"].toArray().size(), 1);
        const QJsonObject desk = organiser->nats["signing_keys"][0].toObject();
        QCOMPARE(desk["key"].toString(), QStringLiteral("AD"));
        for (const auto &account : {organiser, read})
            QCOMPARE(account->nats["revocations"], (QJsonObject{{"UX", 1'795'000'000}}));
        QCOMPARE(listener.value("kind").toString(), QStringLiteral("user_scope"));
        QCOMPARE(listener.value("key").toString(), QStringLiteral("AL"));

        const QJsonObject mayListen = listener.value("template").toObject();
        QCOMPARE(mayListen.value("bearer_token"), QJsonValue(true));
        QCOMPARE(mayListen.value("payload"), QJsonValue(4096));
        QCOMPARE(strings(mayListen.value("allowed_connection_types")), QStringList("WEBSOCKET"));
        QCOMPARE(strings(mayListen["pub"]["allow"]),
            QStringList({"ev.*.report", "ev.*.ask.*", "$JS.API.DIRECT.GET.KV_earshot_events",
                "$JS.API.DIRECT.GET.KV_earshot_events.>", "$JS.API.DIRECT.GET.OBJ_earshot_recordings",
                "$JS.API.DIRECT.GET.OBJ_earshot_recordings.>", "$JS.API.DIRECT.GET.EARSHOT_AUDIO",
                "$JS.API.DIRECT.GET.EARSHOT_AUDIO.>"}));
        QCOMPARE(strings(mayListen["sub"]["allow"]),
            QStringList({"ev.*.state", "ev.*.audio.*", "ev.*.again.*", "ev.*.to.*", "$KV.earshot_events.>",
                "_INBOX.>"}));

        const QJsonObject maySpeak = speaker.value("template").toObject();
        QVERIFY(!maySpeak.contains("bearer_token"));
        QStringList adds = strings(maySpeak["pub"]["allow"]);
        for (const QString &subject : strings(mayListen["pub"]["allow"]))
            adds.removeOne(subject);
        QCOMPARE(adds,
            QStringList({"ev.{{tag(event)}}.audio.{{subject()}}", "ev.{{tag(event)}}.again.{{subject()}}",
                "ev.{{tag(event)}}.check.{{subject()}}"}));
        QStringList hears = strings(maySpeak["sub"]["allow"]);
        for (const QString &subject : strings(mayListen["sub"]["allow"]))
            hears.removeOne(subject);
        QCOMPARE(hears, QStringList("ev.{{tag(event)}}.check.{{subject()}}"));

        const QJsonObject mayRun = desk.value("template").toObject();
        QVERIFY(!mayRun.contains("bearer_token"));
        QVERIFY(strings(mayRun["pub"]["allow"]).contains("ev.*.state"));
        QVERIFY(!strings(mayRun["pub"]["allow"]).contains(">"));
        QCOMPARE(organiser->nats["limits"]["disk_storage"], QJsonValue(-1));
        QVERIFY(!read->nats["limits"].toObject().contains("disk_storage"));
    }

    void accounts_offerEachOtherOnly_whatCrosses()
    {
        const NKey system = NKey::generate(NKeyKind::Account);
        const NKey audience = NKey::generate(NKeyKind::Account);
        const EventAccounts accounts{m_account, audience, "AD", "AL", {"AS"}};
        const auto organisers = readJwt(makeOrganiserJwt(accounts, m_operator, kNow));
        const auto audiences = readJwt(makeAudienceJwt(accounts, system.publicKey(), m_operator, kNow));
        const auto compare = [](const JwtClaims &from, const JwtClaims &to) {
            const QJsonArray offered = from.nats["exports"].toArray();
            const QJsonArray used = to.nats["imports"].toArray();
            QVERIFY(!offered.isEmpty());
            for (qsizetype i = 0; i < offered.size(); ++i) {
                QCOMPARE(offered[i]["token_req"], QJsonValue(true));
                QCOMPARE(used[i]["subject"], offered[i]["subject"]);
                QCOMPARE(used[i]["type"], offered[i]["type"]);
                QCOMPARE(used[i]["account"].toString().toLatin1(), from.subject);
                const auto allowed = readJwt(used[i]["token"].toString().toLatin1());
                QVERIFY(allowed.ok());
                QCOMPARE(allowed->issuer, from.subject);
                QCOMPARE(allowed->subject, to.subject);
                QCOMPARE(allowed->nats["subject"], offered[i]["subject"]);
                QCOMPARE(allowed->nats["kind"], offered[i]["type"]);
                // An answer crosses back to whoever asked; what streams across could be an order to JetStream.
                if (offered[i]["subject"].toString().startsWith("$JS."))
                    QCOMPARE(offered[i]["type"].toString(), QStringLiteral("service"));
            }
        };
        compare(*organisers, *audiences);
        compare(*audiences, *organisers);
        const QJsonObject counts = audiences->nats["imports"].toArray().last().toObject();
        QCOMPARE(counts["subject"].toString(), QStringLiteral("$SYS.DEBUG.SUBSCRIBERS"));
        QCOMPARE(counts["account"].toString(), QString::fromLatin1(system.publicKey()));
    }

    void makeSystemAccountJwt_hasNoJetStreamLimits()
    {
        const auto read = readJwt(makeSystemAccountJwt(m_account.publicKey(), m_operator, kNow));
        QVERIFY(read.ok());
        const QJsonObject limits = read->nats.value("limits").toObject();
        QCOMPARE(limits.value("conn"), QJsonValue(-1));
        for (const char *name : {"mem_storage", "disk_storage", "streams", "consumer"})
            QVERIFY(!limits.contains(QLatin1String(name)));
    }

    void makeOperatorJwt_isSignedByItself()
    {
        const auto read = readJwt(makeOperatorJwt(m_operator, m_account.publicKey(), "op", kNow));
        QVERIFY(read.ok());
        QCOMPARE(read->subject, read->issuer);
        QCOMPARE(read->nats.value("system_account").toString(), QString::fromLatin1(m_account.publicKey()));
    }
};

QTEST_GUILESS_MAIN(JwtTest)
#include "jwt_test.moc"
