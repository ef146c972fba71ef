#pragma once

#include "session/session.h"
#include "support/object_read_back.h"
#include "wire/messages.h"
#include "wire/subjects.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <optional>

namespace earshot::test {

/// What a server has of an event's recording, asked over a desk's line.
class PublishedRecording
{
public:
    explicit PublishedRecording(Session &line)
        : m_line(line)
    { }

    ScheduleCard card(const EventId &event)
    {
        const NatsMessage message = ask("$JS.API.STREAM.MSG.GET.KV_earshot_events",
            "{\"last_by_subj\":\"" + subjects::card(event) + "\"}");
        const QJsonObject stored = QJsonDocument::fromJson(message.payload).object()["message"].toObject();
        const auto card = readCard(QByteArray::fromBase64(stored["data"].toString().toLatin1()));
        return card ? *card : ScheduleCard{.id = event};
    }
    /// Empty where it is not there, or not what its digest says.
    QByteArray object(const QString &name)
    {
        const auto read = readStoredObject(name,
            [this](const QByteArray &subject, const QByteArray &payload) { return ask(subject, payload); });
        return read ? *read : QByteArray();
    }
    /// Writes it to a file; false where it is not there yet.
    bool fetch(const QString &name, const QString &path)
    {
        const QByteArray bytes = object(name);
        QFile file(path);
        return !bytes.isEmpty() && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

    /// Status 500 where nothing answers.
    NatsMessage ask(const QByteArray &subject, const QByteArray &payload)
    {
        std::optional<NatsMessage> got;
        m_line.request(subject, payload, seconds{5},
            [&](const Result<NatsMessage> &answer) { got = answer ? *answer : NatsMessage{.status = 500}; });
        (void)QTest::qWaitFor([&] { return got.has_value(); }, 6000);
        return got.value_or(NatsMessage{.status = 500});
    }

private:
    Session &m_line;
};

} // namespace earshot::test
