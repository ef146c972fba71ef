#include "wire/nkey.h"

#include <QTest>

using namespace earshot;

namespace {

// Key pairs published in NATS' own documentation and tests.
const QByteArray kKnownSeed = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";
const QByteArray kKnownPublic = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

// What a person or a transport might turn a character into.
const QByteArray kSubstitutes = "ABCMYZ234567abc018 =-_.\n\xff";

} // namespace

class NKeyTest : public QObject
{
    Q_OBJECT

private slots:
    void fromSeed_givesPublishedPublicKey_forPublishedSeed()
    {
        const auto key = NKey::fromSeed(kKnownSeed);
        QVERIFY(key.ok());
        QCOMPARE(key->kind(), NKeyKind::User);
        QCOMPARE(key->publicKey(), kKnownPublic);
        QCOMPARE(key->userKey().text(), QString::fromLatin1(kKnownPublic));
        QCOMPARE(key->seed(), kKnownSeed);
    }

    void generate_roundTripsThroughItsSeed_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("seedStart");
        QTest::newRow("operator") << int(NKeyKind::Operator) << QByteArray("SO");
        QTest::newRow("account") << int(NKeyKind::Account) << QByteArray("SA");
        QTest::newRow("user") << int(NKeyKind::User) << QByteArray("SU");
    }
    void generate_roundTripsThroughItsSeed()
    {
        QFETCH(const int, kind);
        QFETCH(const QByteArray, seedStart);
        const NKey key = NKey::generate(NKeyKind(kind));
        QCOMPARE(key.seed().size(), 58);
        QVERIFY(key.seed().startsWith(seedStart));
        QCOMPARE(key.publicKey().size(), 56);
        QCOMPARE(key.publicKey().front(), seedStart[1]);
        QVERIFY(isValidPublicKey(key.publicKey()));

        const auto again = NKey::fromSeed(key.seed());
        QVERIFY(again.ok());
        QCOMPARE(again->kind(), NKeyKind(kind));
        QCOMPARE(again->publicKey(), key.publicKey());
    }

    void generate_makesAnotherKeyEachTime()
    {
        QVERIFY(NKey::generate(NKeyKind::User).publicKey() != NKey::generate(NKeyKind::User).publicKey());
    }

    void sign_isThatOfRfc8032()
    {
        // RFC 8032 §7.1, test 2: the secret 4ccd…a6fb as a user seed, the message 0x72.
        const auto key = NKey::fromSeed("SUAEZTIITMUP7FW2TW3MGRXMCFHA6W4KGGPTLK5GETNIZ5XNJ64KN63OVI");
        QVERIFY2(key.ok(), key.ok() ? "" : qPrintable(key.failure().detail));
        QCOMPARE(key->sign("r").toHex(),
            QByteArray("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                       "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
    }

    void verifySignature_refusesEveryOtherMessageKeyAndSignature()
    {
        const NKey key = *NKey::fromSeed(kKnownSeed);
        const QByteArray message = "a nonce of the server";
        const QByteArray signature = key.sign(message);
        QVERIFY(verifySignature(kKnownPublic, message, signature));
        QVERIFY(!verifySignature(kKnownPublic, message + '.', signature));
        QVERIFY(!verifySignature(NKey::generate(NKeyKind::User).publicKey(), message, signature));
        QVERIFY(!verifySignature("UNSENSE", message, signature));
        QVERIFY(!verifySignature(kKnownPublic, message, signature.chopped(1)));
        QVERIFY(!verifySignature(kKnownPublic, message, signature + '\0'));
        for (int bit = 0; bit < signature.size() * 8; ++bit) {
            QByteArray damaged = signature;
            damaged[bit / 8] = char(damaged[bit / 8] ^ (1 << bit % 8));
            QVERIFY(!verifySignature(kKnownPublic, message, damaged));
        }
    }

    void fromSeed_refusesEveryWrongCharacter()
    {
        for (int at = 0; at < kKnownSeed.size(); ++at) {
            for (const char c : kSubstitutes) {
                QByteArray damaged = kKnownSeed;
                damaged[at] = c;
                const auto read = NKey::fromSeed(damaged);
                QCOMPARE(read.ok(), damaged == kKnownSeed);
                if (!read)
                    QCOMPARE(read.failure().cause, Cause::BadData);
            }
        }
    }

    void isValidPublicKey_refusesEveryWrongCharacter()
    {
        QVERIFY(isValidPublicKey(kKnownPublic));
        for (int at = 0; at < kKnownPublic.size(); ++at) {
            for (const char c : kSubstitutes) {
                QByteArray damaged = kKnownPublic;
                damaged[at] = c;
                QCOMPARE(isValidPublicKey(damaged), damaged == kKnownPublic);
            }
        }
    }

    void fromSeed_namesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("seed");
        QTest::addColumn<QString>("detail");
        QTest::newRow("empty") << QByteArray() << "seed: length";
        QTest::newRow("short") << kKnownSeed.chopped(1) << "seed: length";
        QTest::newRow("long") << kKnownSeed + 'A' << "seed: length";
        QTest::newRow("very long") << QByteArray(1'000'000, 'A') << "seed: length";
        QTest::newRow("lower case") << kKnownSeed.toLower() << "seed: alphabet";
        QTest::newRow("left-over bits") << kKnownSeed.chopped(1) + 'Z' << "seed: alphabet";
        QTest::newRow("nuls") << QByteArray(58, '\0') << "seed: alphabet";
        QTest::newRow("another's checksum") << kKnownSeed.chopped(4) + "AAAA"
                                            << "seed: checksum";
        // Right checksums over the wrong prefixes: all zero (no seed), and a server key (N).
        QTest::newRow("no seed") << QByteArray(58, 'A') << "seed: prefix";
        QTest::newRow("server's seed")
            << QByteArray("SNAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAF4H4") << "seed: prefix";
        QTest::newRow("public key") << kKnownPublic + "AA"
                                    << "seed: checksum";
    }
    void fromSeed_namesWhatIsWrong()
    {
        QFETCH(const QByteArray, seed);
        QFETCH(const QString, detail);
        const auto read = NKey::fromSeed(seed);
        QVERIFY(!read.ok());
        QCOMPARE(read.failure().cause, Cause::BadData);
        QCOMPARE(read.failure().detail, detail);
    }

    void copies_outliveTheirOriginal()
    {
        std::optional<NKey> original = NKey::fromSeed(kKnownSeed).value();
        const NKey copy = *original;
        original.reset();
        QCOMPARE(copy.seed(), kKnownSeed);
        QVERIFY(verifySignature(kKnownPublic, "m", copy.sign("m")));
    }
};

QTEST_GUILESS_MAIN(NKeyTest)
#include "nkey_test.moc"
