#include "wire/subjects.h"

#include <QByteArrayList>

namespace earshot::subjects {

namespace {

QByteArray ofEvent(const EventId &event, QByteArrayView rest)
{
    return "ev." + event.utf8() + '.' + rest.toByteArray();
}

QByteArray bucket(const char *name = kScheduleBucket)
{
    return QByteArray("$KV.") + name + '.';
}

} // namespace

QByteArray state(const EventId &event)
{
    return ofEvent(event, "state");
}

QByteArray audio(const EventId &event, const UserKey &speaker)
{
    return ofEvent(event, "audio." + speaker.utf8());
}

QByteArray allAudio(const EventId &event)
{
    return ofEvent(event, "audio.*");
}

QByteArray again(const EventId &event, const UserKey &speaker)
{
    return ofEvent(event, "again." + speaker.utf8());
}

QByteArray allAgain(const EventId &event)
{
    return ofEvent(event, "again.*");
}

QByteArray report(const EventId &event)
{
    return ofEvent(event, "report");
}

QByteArray ask(const EventId &event, const UserKey &from)
{
    return ofEvent(event, "ask." + from.utf8());
}

QByteArray allAsks(const EventId &event)
{
    return ofEvent(event, "ask.*");
}

QByteArray to(const EventId &event, const UserKey &whom)
{
    return ofEvent(event, "to." + whom.utf8());
}

QByteArray check(const EventId &event, const UserKey &speaker)
{
    return ofEvent(event, "check." + speaker.utf8());
}

QByteArray card(const EventId &event)
{
    return bucket() + event.utf8();
}

QByteArray allCards()
{
    return bucket() + '>';
}

QByteArray lease(const EventId &event)
{
    return bucket(kLeaseBucket) + event.utf8();
}

namespace {

/// The key that ends `ev.<event>.<kind>.<key>`.
std::optional<UserKey> keyOf(QByteArrayView subject, QByteArrayView kind)
{
    const QList<QByteArray> tokens = subject.toByteArray().split('.');
    const bool matches = tokens.size() == 4 && tokens[0] == "ev"
        && EventId::parse(QString::fromLatin1(tokens[1])) && tokens[2] == kind;
    return matches ? UserKey::parse(QString::fromLatin1(tokens[3])) : std::nullopt;
}

} // namespace

std::optional<UserKey> speakerOf(QByteArrayView audioSubject)
{
    return keyOf(audioSubject, "audio");
}

std::optional<UserKey> speakerOfAgain(QByteArrayView againSubject)
{
    return keyOf(againSubject, "again");
}

std::optional<UserKey> askerOf(QByteArrayView askSubject)
{
    return keyOf(askSubject, "ask");
}

} // namespace earshot::subjects
