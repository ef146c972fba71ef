#pragma once

#include "session/session.h"
#include "wire/messages.h"
#include "wire/object_meta.h"
#include "wire/subjects.h"

#include <QCryptographicHash>
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
        const auto meta = readObjectMeta(
            ask("$JS.API.DIRECT.GET.OBJ_earshot_recordings." + objectMetaSubject(name), {}).payload);
        if (!meta)
            return {};
        QByteArray content;
        quint64 next = 1;
        for (qint64 chunk = 0; chunk < meta->chunks; ++chunk) {
            const NatsMessage message = ask("$JS.API.DIRECT.GET.OBJ_earshot_recordings",
                "{\"seq\":" + QByteArray::number(next) + ",\"next_by_subj\":\"" + objectChunks(meta->nuid)
                    + "\"}");
            content += message.payload;
            next = message.header("Nats-Sequence").toULongLong() + 1;
        }
        const bool isRight = QCryptographicHash::hash(content, QCryptographicHash::Sha256) == meta->sha256;
        return isRight ? content : QByteArray();
    }
    /// Writes it to a file; false where it is not there yet.
    bool fetch(const QString &name, const QString &path)
    {
        const QByteArray bytes = object(name);
        QFile file(path);
        return !bytes.isEmpty() && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

private:
    NatsMessage ask(const QByteArray &subject, const QByteArray &payload)
    {
        std::optional<NatsMessage> got;
        m_line.request(subject, payload, seconds{5},
            [&](const Result<NatsMessage> &answer) { got = answer ? *answer : NatsMessage{.status = 500}; });
        (void)QTest::qWaitFor([&] { return got.has_value(); }, 6000);
        return got.value_or(NatsMessage{.status = 500});
    }

    Session &m_line;
};

} // namespace earshot::test
