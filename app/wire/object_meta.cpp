#include "wire/object_meta.h"

#include "wire/json_fields.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxMetaBytes = 64 * 1024;
constexpr qsizetype kMaxName = 256;
constexpr auto kStore = "$O.earshot_recordings."_L1;
constexpr auto kDigestName = "SHA-256="_L1; // base64url with padding

/// Half of a surrogate pair has no UTF-8, and so no subject.
bool isPlain(const QString &name)
{
    return !name.isEmpty() && QString::fromUtf8(name.toUtf8()) == name
        && std::ranges::none_of(name, [](QChar c) { return c.category() == QChar::Other_Control; });
}

QByteArray store(QLatin1String part)
{
    return QByteArray(kStore.data(), kStore.size()) + QByteArray(part.data(), part.size());
}

} // namespace

QByteArray objectMetaSubject(const QString &name)
{
    return store("M."_L1) + name.toUtf8().toBase64(QByteArray::Base64UrlEncoding);
}

QByteArray allObjectMetas()
{
    return store("M.>"_L1);
}

QByteArray objectChunks(const QByteArray &nuid)
{
    return store("C."_L1) + nuid;
}

QByteArray writeObjectMeta(const ObjectMeta &meta)
{
    QJsonObject object{{"name", meta.name}, {"bucket", kRecordingsBucket},
        {"nuid", QString::fromLatin1(meta.nuid)}, {"size", meta.bytes}, {"chunks", meta.chunks},
        {"digest", kDigestName + QString::fromLatin1(meta.sha256.toBase64(QByteArray::Base64UrlEncoding))},
        {"options", QJsonObject{{"max_chunk_size", qint64(kObjectChunk)}}}};
    if (meta.isDeleted)
        object["deleted"] = true;
    return compactJson(object);
}

Result<ObjectMeta> readObjectMeta(const QByteArray &json)
{
    static const QRegularExpression isNuid(QStringLiteral("\\A[A-Za-z0-9]{1,64}\\z"));
    // Without JsonFields::parse: an object store of any program has no field "v".
    if (json.size() > kMaxMetaBytes)
        return Failure{Cause::BadData, QStringLiteral("size")};
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return Failure{Cause::BadData, QStringLiteral("syntax")};
    JsonFields fields(document.object());
    ObjectMeta meta;
    meta.name = fields.exactText("name"_L1, kMaxName);
    if (!isPlain(meta.name))
        fields.fail("name"_L1);
    meta.isDeleted = fields.boolean("deleted"_L1);
    const QString nuid = fields.exactText("nuid"_L1, 64);
    if (!isNuid.match(nuid).hasMatch())
        fields.fail("nuid"_L1);
    meta.nuid = nuid.toLatin1();
    meta.bytes = fields.integer("size"_L1, 0, ObjectMeta::kMaxBytes);
    meta.chunks = fields.integer("chunks"_L1, 0, ObjectMeta::kMaxBytes);
    if (meta.isDeleted)
        return fields.failure() ? Result<ObjectMeta>(*fields.failure()) : Result<ObjectMeta>(meta);
    // No chunk is empty.
    if (meta.chunks > meta.bytes || (meta.bytes > 0) != (meta.chunks > 0))
        fields.fail("chunks"_L1);
    const QString digest = fields.exactText("digest"_L1, 64);
    const auto bytes = QByteArray::fromBase64Encoding(digest.mid(kDigestName.size()).toLatin1(),
        QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!digest.startsWith(kDigestName, Qt::CaseInsensitive) || !bytes || bytes.decoded.size() != 32)
        fields.fail("digest"_L1);
    meta.sha256 = bytes.decoded;
    if (fields.failure())
        return *fields.failure();
    return meta;
}

} // namespace earshot
