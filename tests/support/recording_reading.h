#pragma once

#include "recordings/filling_packets.h"
#include "recordings/ogg_opus_reader.h"
#include "support/opus_playback.h"
#include "support/other_programs.h"
#include "support/recording_scene.h"

#include <QDir>
#include <QTest>

namespace earshot::test {

/// The packets of a track that a speaker sent: neither silence nor such as stand for lost ones.
inline std::vector<QByteArray> sentPacketsIn(const QString &path)
{
    std::vector<QByteArray> sent;
    const auto read = readOggOpus(path);
    if (!read)
        return sent;
    for (const QByteArray &packet : read->packets) {
        const auto *bytes = reinterpret_cast<const std::uint8_t *>(packet.constData());
        const bool isEmpty = packet.size() <= ((packet[0] & 3) == 3 ? 2 : 1);
        if (!isEmpty && !isSilentPacket({bytes, std::size_t(packet.size())}))
            sent.push_back(packet);
    }
    return sent;
}

/// The first complaint that one of the programs which check such files has, of any file in the folder; they must be there.
inline QString complaintsAbout(const QString &folder)
{
    const QDir dir(folder);
    for (const QString &name : dir.entryList({QStringLiteral("*.opus")}, QDir::Files)) {
        const QString path = dir.filePath(name);
        const QString said = complaintsOf(QStringLiteral("opusinfo"), {path})
            + complaintsOf(QStringLiteral("ffprobe"),
                {QStringLiteral("-v"), QStringLiteral("warning"), QStringLiteral("-show_format"),
                    QStringLiteral("-show_chapters"), path});
        if (!said.isEmpty())
            return name + QStringLiteral(": ") + said;
    }
    return {};
}

} // namespace earshot::test

/// The last check of a test, or of a function that it calls: where one of these programs is missing, what came before it
/// holds, and this is skipped.
#define EARSHOT_NO_COMPLAINTS(folder)                                                                        \
    do {                                                                                                     \
        EARSHOT_NEED_PROGRAMS("opusinfo", "ffprobe");                                                        \
        QCOMPARE(earshot::test::complaintsAbout(folder), QString());                                         \
    } while (false)
