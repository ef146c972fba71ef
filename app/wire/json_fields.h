#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "base/units.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>
#include <optional>
#include <string_view>

namespace earshot {

inline constexpr int kMaxNameLength = 120; ///< of a title or a person's name
inline constexpr qsizetype kMaxTicketLength = 4096;
inline constexpr qint64 kMaxUnixMs = 253'402'300'799'999; ///< the last moment of the year 9999
inline constexpr qint64 kMaxExactInteger = qint64(1) << 53; ///< JSON numbers are exact up to here

/// `text` without control characters (line breaks stay), cut to `maxLength` UTF-16 units with an ellipsis.
QString boundedText(const QString &text, qsizetype maxLength);

/// An enum's names on the wire, in the order of its values.
template<std::size_t N>
using WireNames = std::array<std::string_view, N>;

/// Takes typed, bounded fields out of one JSON object and remembers the first that is wrong. A missing or
/// null field gives its default; one of a wrong type or out of range fails and gives the default too, so that
/// a whole message can be read straight through and judged once at the end.
class JsonFields
{
public:
    explicit JsonFields(QJsonObject object)
        : m_object(std::move(object))
    { }

    /// The outermost object of `json`. Fails with BadData: "size" (before parsing), "syntax", "version".
    static Result<JsonFields> parse(const QByteArray &json, qsizetype maxBytes);

    const QJsonObject &whole() const { return m_object; }
    bool has(QLatin1String name) const { return !m_object.value(name).isNull() && m_object.contains(name); }
    QString text(QLatin1String name, qsizetype maxLength);
    /// A text with a meaning: too long is wrong, not cut.
    QString exactText(QLatin1String name, qsizetype maxLength);
    /// Of a ticket's characters (base64url and dots) only; empty where it is missing.
    QByteArray ticket(QLatin1String name);
    bool boolean(QLatin1String name, bool missing = false);
    qint64 integer(QLatin1String name, qint64 least, qint64 most, qint64 missing = 0);
    double number(QLatin1String name, double least, double most, double missing);
    WallTime time(QLatin1String name) { return wallFromUnixMs(integer(name, 0, kMaxUnixMs)); }
    std::optional<WallTime> optionalTime(QLatin1String name);
    milliseconds duration(QLatin1String name, milliseconds most);
    /// Ids and keys are never optional: a missing one is wrong.
    std::optional<EventId> eventId(QLatin1String name);
    std::optional<UserKey> userKey(QLatin1String name);
    QJsonObject object(QLatin1String name);
    QJsonArray array(QLatin1String name, qsizetype most);

    /// A nested message with its own reader; nothing where the field is missing.
    template<typename T>
    std::optional<T> part(QLatin1String name, Result<T> (*read)(const QJsonObject &))
    {
        if (!has(name))
            return std::nullopt;
        const Result<T> result = read(object(name));
        if (result)
            return *result;
        fail(result.failure());
        return std::nullopt;
    }

    template<typename Enum, std::size_t N>
    Enum oneOf(QLatin1String name, const WireNames<N> &names, Enum missing)
    {
        if (!has(name))
            return missing;
        const QByteArray text = exactText(name, 32).toLatin1();
        for (std::size_t i = 0; i < N; ++i) {
            if (text == QByteArrayView(names[i].data(), qsizetype(names[i].size())))
                return Enum(i);
        }
        fail(name);
        return missing;
    }

    /// Marks a field as wrong; the first one stays.
    void fail(QLatin1String name);
    void fail(const Failure &failure);
    const std::optional<Failure> &failure() const { return m_failure; }

private:
    QJsonObject m_object;
    std::optional<Failure> m_failure;
};

QByteArray compactJson(const QJsonObject &object);

template<typename Enum, std::size_t N>
QString wireName(Enum value, const WireNames<N> &names)
{
    const std::string_view name = names.at(std::size_t(value));
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

} // namespace earshot
