#include "wire/object_meta.h"

#include "hostile_json.h"

using namespace earshot;
using namespace earshot::test;

class ObjectMetaTest : public QObject
{
    Q_OBJECT
private slots:
    void read_givesWhatWasWritten()
    {
        QCOMPARE(*readObjectMeta(writeObjectMeta(full())), full());
        ObjectMeta empty = full();
        empty.bytes = empty.chunks = 0;
        QCOMPARE(*readObjectMeta(writeObjectMeta(empty)), empty);
        ObjectMeta longest = full();
        longest.name = QString(256, u'\u20ac');
        longest.bytes = ObjectMeta::kMaxBytes;
        longest.chunks = ObjectMeta::kMaxBytes / kObjectChunk;
        QCOMPARE(*readObjectMeta(writeObjectMeta(longest)), longest);
    }
    /// As nats.js 2.29 writes it, with its own fields.
    void read_takesAnotherProgramsMeta()
    {
        const auto meta = readObjectMeta(
            R"({"name":"town-hall/20261121T120000Z/programme.opus","description":"","metadata":{"a":"b"},)"
            R"("headers":{"x":["y"]},"options":{"max_chunk_size":131072},"bucket":"earshot_recordings",)"
            R"("nuid":"MFP4XDN7RBNI3R5OGQVLTA","size":400000,"chunks":4,"mtime":"2026-11-21T12:00:00Z",)"
            R"("digest":"SHA-256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU="})");
        QVERIFY(meta.ok());
        QCOMPARE(meta->chunks, 4);
        QCOMPARE(meta->sha256, QCryptographicHash::hash({}, QCryptographicHash::Sha256));
    }
    void read_takesADeletedOne_withoutADigest()
    {
        const auto meta = readObjectMeta(
            R"({"name":"a","bucket":"earshot_recordings","nuid":"N1","size":0,"chunks":0,"digest":"","deleted":true})");
        QVERIFY(meta.ok() && meta->isDeleted);
    }
    void subject_isBase64UrlWithPadding()
    {
        QCOMPARE(objectMetaSubject(QStringLiteral("a?>")), QByteArray("$O.earshot_recordings.M.YT8-"));
        QCOMPARE(objectMetaSubject(QStringLiteral("a")), QByteArray("$O.earshot_recordings.M.YQ=="));
        QCOMPARE(objectChunks("N1"), QByteArray("$O.earshot_recordings.C.N1"));
    }
    void read_refusesHostileBytes_data() { addHostileRows(); }
    void read_refusesHostileBytes()
    {
        QFETCH(const QByteArray, json);
        QCOMPARE(readObjectMeta(json).failure().cause, Cause::BadData);
    }
    void read_refusesWrongFields_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *name, const char *field, const QJsonValue &value) {
            QTest::newRow(name) << QString::fromLatin1(field) << value;
        };
        row("no name", "name", QJsonValue());
        row("an empty name", "name", "");
        row("a control character in the name", "name", "a\nb");
        row("a long name", "name", QString(257, u'a'));
        row("half a character in the name", "name", QString(QChar(0xd800)));
        row("no nuid", "nuid", QJsonValue());
        row("wildcards in the nuid", "nuid", ">");
        row("a token more in the nuid", "nuid", "a.b");
        row("quotes in the nuid", "nuid", "a\",\"x\":\"");
        row("a line break after the nuid", "nuid", "abc\n");
        row("a long nuid", "nuid", QString(65, u'a'));
        row("a negative size", "size", -1);
        row("a fraction of a byte", "size", 1.5);
        row("too large", "size", qint64(ObjectMeta::kMaxBytes + 1));
        row("bytes without chunks", "chunks", 0);
        row("chunks without bytes", "size", 0);
        row("more chunks than bytes", "chunks", 1'000'000);
        row("negative chunks", "chunks", -2);
        row("no digest", "digest", QJsonValue());
        row("another digest", "digest", "SHA-512=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=");
        row("half a digest", "digest", "SHA-256=47DEQpj8HBSa");
        row("no base64", "digest", "SHA-256=" + QString(43, u'*') + "=");
        row("a long digest", "digest", "SHA-256=" + QString(80, u'A'));
        row("deleted as a text", "deleted", "yes");
    }
    void read_refusesWrongFields()
    {
        QFETCH(const QString, field);
        QFETCH(const QJsonValue, value);
        QJsonObject object = objectOf(writeObjectMeta(full()));
        object[field] = value;
        QCOMPARE(readObjectMeta(jsonOf(object)).failure().cause, Cause::BadData);
    }
    void read_survivesEveryTypeInEveryField()
    {
        const QJsonObject whole = objectOf(writeObjectMeta(full()));
        for (const QString &field : whole.keys()) {
            for (const QJsonValue &value : oneOfEachType()) {
                QJsonObject changed = whole;
                changed[field] = value;
                if (const auto read = readObjectMeta(jsonOf(changed)))
                    QCOMPARE(*readObjectMeta(writeObjectMeta(*read)), *read);
            }
        }
    }

private:
    static ObjectMeta full()
    {
        return {QStringLiteral("town-hall/20261121T120000Z/programme.opus"), "MFP4XDN7RBNI3R5OGQVLTA",
            400'000, 7, QByteArray(32, '\xfe'), false};
    }
};

QTEST_GUILESS_MAIN(ObjectMetaTest)
#include "object_meta_test.moc"
