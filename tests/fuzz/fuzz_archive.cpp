#include "session/archived_packet.h"
#include "wire/subjects.h"

#include <cstdlib>

using namespace earshot;

/// An answer of the archive: lines of sequence, time and subject, the rest is the packet; an odd size is stored as
/// somebody's answer. What is read must be within its bounds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const EventId event = *EventId::parse(u"town-hall");
    QByteArray rest(reinterpret_cast<const char *>(data), qsizetype(size));
    NatsMessage answer;
    for (const char *name : {"Nats-Sequence", "Nats-Time-Stamp", "Nats-Subject"}) {
        const qsizetype end = std::max<qsizetype>(rest.indexOf('\n'), 0);
        answer.headers.emplace_back(name, rest.left(end));
        rest = rest.mid(end + 1);
    }
    answer.payload = rest;
    if (size % 2)
        answer.headers.insert(answer.headers.begin(), 2, {"Nats-Stream", "EARSHOT_AUDIO"});
    const auto entry = readArchiveEntry(event, answer);
    if (entry && size % 2 && entry->audio)
        std::abort();
    if (entry && (entry->sequence == 0 || entry->sequence > ArchiveEntry::kMaxSequence))
        std::abort();
    StoreClock clock;
    if (entry) {
        clock.answered(entry->stored, Instant{seconds{1}}, WallTime{seconds{1'795'000'000}});
        if (clock.arrivalOf(entry->stored) > Instant{seconds{1}})
            std::abort();
    }
    return 0;
}
