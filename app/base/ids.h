#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

#include <optional>

namespace earshot {

/// An event's id as it stands in subjects and links: `[a-z0-9-]{1,48}`.
class EventId
{
public:
    /// Nothing where `text` is no valid id.
    static std::optional<EventId> parse(QStringView text);
    const QString &text() const { return m_text; }
    QByteArray utf8() const { return m_text.toLatin1(); }

    bool operator==(const EventId &) const = default;
    bool operator<(const EventId &other) const { return m_text < other.m_text; }
    friend size_t qHash(const EventId &id, size_t seed = 0) { return qHash(id.m_text, seed); }

private:
    explicit EventId(QString text)
        : m_text(std::move(text))
    { }
    QString m_text;
};

/// A person's public key as NATS writes it: `U` and 55 more characters of base32 (an NKey's public form).
/// The form is checked here (alphabet and length); the checksum where keys are read (`wire/nkey`).
class UserKey
{
public:
    static std::optional<UserKey> parse(QStringView text);
    const QString &text() const { return m_text; }
    QByteArray utf8() const { return m_text.toLatin1(); }
    /// The last four characters, to tell two people of one name apart.
    QString fingerprint() const { return m_text.right(4); }

    bool operator==(const UserKey &) const = default;
    bool operator<(const UserKey &other) const { return m_text < other.m_text; }
    friend size_t qHash(const UserKey &key, size_t seed = 0) { return qHash(key.m_text, seed); }

private:
    explicit UserKey(QString text)
        : m_text(std::move(text))
    { }
    QString m_text;
};

} // namespace earshot
