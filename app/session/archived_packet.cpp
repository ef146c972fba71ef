#include "session/archived_packet.h"

#include "wire/server_answer.h"
#include "wire/subjects.h"

namespace earshot {

namespace {

/// 1…kMaxSequence in plain digits; 0 for other bytes.
quint64 readSequence(QByteArrayView digits)
{
    if (digits.isEmpty() || digits.size() > 19)
        return 0;
    quint64 sequence = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return 0;
        sequence = sequence * 10 + quint64(c - '0'); // 19 digits fit
    }
    return sequence <= ArchiveEntry::kMaxSequence ? sequence : 0;
}

} // namespace

std::optional<SpeakerPacket> readSpeakerPacket(
    const EventId &event, QByteArrayView subject, const QByteArray &payload)
{
    const QByteArray prefix = "ev." + event.utf8() + '.';
    if (subject.size() > nats::kMaxSubject || !subject.startsWith(prefix))
        return std::nullopt;
    const std::optional<UserKey> live = subjects::speakerOf(subject);
    const std::optional<UserKey> speaker = live ? live : subjects::speakerOfAgain(subject);
    if (!speaker)
        return std::nullopt;
    Result<RtpPacket> packet = readRtp(payload);
    if (!packet)
        return std::nullopt;
    return SpeakerPacket{*speaker, std::move(*packet), !live};
}

Result<ArchiveEntry> readArchiveEntry(const EventId &event, const NatsMessage &answer)
{
    const bool isForged = holdsServerAnswer(answer);
    if (answer.status != 0 && !isForged)
        return Failure{Cause::BadData, QString::fromLatin1(answer.statusText.left(80))};
    ArchiveEntry entry;
    entry.sequence = readSequence(lastHeader(answer, "Nats-Sequence"));
    if (entry.sequence == 0)
        return Failure{Cause::BadData, QStringLiteral("archive sequence")};
    const std::optional<StoreTime> stored = readStoreTime(lastHeader(answer, "Nats-Time-Stamp"));
    if (!stored)
        return Failure{Cause::BadData, QStringLiteral("archive time")};
    entry.stored = *stored;
    if (!isForged)
        entry.audio = readSpeakerPacket(event, lastHeader(answer, "Nats-Subject"), answer.payload);
    return entry;
}

} // namespace earshot
