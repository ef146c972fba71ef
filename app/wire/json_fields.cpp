#include "wire/json_fields.h"

#include "wire/messages.h"

#include <QJsonDocument>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The integer that `value` holds exactly; nothing for texts, fractions and numbers out of range.
std::optional<qint64> exactInteger(const QJsonValue &value)
{
    const qint64 first = value.toInteger(0);
    return first == value.toInteger(1) ? std::optional(first) : std::nullopt;
}

} // namespace

QString boundedText(const QString &text, qsizetype maxLength)
{
    QString bounded = text.left(maxLength);
    if (text.size() > maxLength) {
        bounded.chop(1);
        if (!bounded.isEmpty() && bounded.back().isHighSurrogate())
            bounded.chop(1);
        bounded += QChar(0x2026);
    }
    for (QChar &c : bounded) {
        if (c.category() == QChar::Other_Control && c != u'\n')
            c = u' ';
    }
    return bounded;
}

Result<JsonFields> JsonFields::parse(const QByteArray &json, qsizetype maxBytes)
{
    if (json.size() > maxBytes)
        return Failure{Cause::BadData, QStringLiteral("size")};
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return Failure{Cause::BadData, QStringLiteral("syntax")};
    JsonFields fields(document.object());
    if (fields.integer("v"_L1, 1, kWireVersion) != kWireVersion)
        return Failure{Cause::BadData, QStringLiteral("version")};
    return fields;
}

QString JsonFields::text(QLatin1String name, qsizetype maxLength)
{
    if (!has(name))
        return {};
    const QJsonValue value = m_object.value(name);
    if (!value.isString())
        fail(name);
    return boundedText(value.toString(), maxLength);
}

QString JsonFields::exactText(QLatin1String name, qsizetype maxLength)
{
    if (!has(name))
        return {};
    const QJsonValue value = m_object.value(name);
    if (value.isString() && value.toString().size() <= maxLength)
        return value.toString();
    fail(name);
    return {};
}

QByteArray JsonFields::ticket(QLatin1String name)
{
    const QString text = exactText(name, kMaxTicketLength);
    const bool isTicket = std::ranges::all_of(text, [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'-'
            || c == u'_' || c == u'.';
    });
    if (!isTicket)
        fail(name);
    return text.toLatin1();
}

bool JsonFields::boolean(QLatin1String name, bool missing)
{
    if (!has(name))
        return missing;
    const QJsonValue value = m_object.value(name);
    if (!value.isBool())
        fail(name);
    return value.toBool(missing);
}

qint64 JsonFields::integer(QLatin1String name, qint64 least, qint64 most, qint64 missing)
{
    if (!has(name))
        return missing;
    const std::optional<qint64> value = exactInteger(m_object.value(name));
    if (value && *value >= least && *value <= most)
        return *value;
    fail(name);
    return missing;
}

double JsonFields::number(QLatin1String name, double least, double most, double missing)
{
    if (!has(name))
        return missing;
    const QJsonValue value = m_object.value(name);
    // A NaN fails both comparisons, an infinity one of them.
    if (value.isDouble() && value.toDouble() >= least && value.toDouble() <= most)
        return value.toDouble();
    fail(name);
    return missing;
}

std::optional<WallTime> JsonFields::optionalTime(QLatin1String name)
{
    return has(name) ? std::optional(time(name)) : std::nullopt;
}

milliseconds JsonFields::duration(QLatin1String name, milliseconds most)
{
    return milliseconds{integer(name, 0, most.count())};
}

std::optional<EventId> JsonFields::eventId(QLatin1String name)
{
    const std::optional<EventId> id = EventId::parse(exactText(name, 48));
    if (!id)
        fail(name);
    return id;
}

std::optional<UserKey> JsonFields::userKey(QLatin1String name)
{
    const std::optional<UserKey> key = UserKey::parse(exactText(name, 56));
    if (!key)
        fail(name);
    return key;
}

QJsonObject JsonFields::object(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    if (has(name) && !value.isObject())
        fail(name);
    return value.toObject();
}

QJsonArray JsonFields::array(QLatin1String name, qsizetype most)
{
    if (!has(name))
        return {};
    const QJsonArray items = m_object.value(name).toArray();
    if (m_object.value(name).isArray() && items.size() <= most)
        return items;
    fail(name);
    return {};
}

void JsonFields::fail(QLatin1String name)
{
    fail(Failure{Cause::BadData, QString(name)});
}

void JsonFields::fail(const Failure &failure)
{
    if (!m_failure)
        m_failure = failure;
}

QByteArray compactJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace earshot
