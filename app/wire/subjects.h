#pragma once

#include "base/ids.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace earshot::subjects {

QByteArray state(const EventId &event); ///< `ev.<event>.state`
QByteArray audio(const EventId &event, const UserKey &speaker); ///< `ev.<event>.audio.<key>`
QByteArray allAudio(const EventId &event); ///< `ev.<event>.audio.*`
/// `ev.<event>.again.<key>`: packets that the server did not acknowledge, once more.
QByteArray again(const EventId &event, const UserKey &speaker);
QByteArray allAgain(const EventId &event); ///< `ev.<event>.again.*`
QByteArray report(const EventId &event);
QByteArray ask(const EventId &event, const UserKey &from);
QByteArray allAsks(const EventId &event); ///< `ev.<event>.ask.*`
QByteArray to(const EventId &event, const UserKey &whom);
/// `ev.<event>.check.<key>`: a speaker's own packets for a soundcheck; nobody else may listen there, nothing keeps it.
QByteArray check(const EventId &event, const UserKey &speaker);

inline constexpr char kScheduleBucket[] = "earshot_events";
QByteArray card(const EventId &event); ///< `$KV.earshot_events.<event>`
QByteArray allCards(); ///< `$KV.earshot_events.>`

inline constexpr char kLeaseBucket[] = "earshot_leases";
QByteArray lease(const EventId &event); ///< `$KV.earshot_leases.<event>`

/// The speaker's key of an audio subject, also of one that carries audio again; nothing where it is no such
/// subject or no valid key.
std::optional<UserKey> speakerOf(QByteArrayView audioSubject);
/// The same of a subject for packets once more.
std::optional<UserKey> speakerOfAgain(QByteArrayView againSubject);
/// The same of an ask's subject.
std::optional<UserKey> askerOf(QByteArrayView askSubject);

} // namespace earshot::subjects
