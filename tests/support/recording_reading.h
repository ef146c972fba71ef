#pragma once

#include "recordings/filling_packets.h"
#include "recordings/ogg_opus_reader.h"
#include "support/opus_playback.h"
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

/// The first complaint that one of the programs which check such files has, of any file in the folder.
inline QString complaintsAbout(const QString &folder)
{
    const QDir dir(folder);
    for (const QString &name : dir.entryList({QStringLiteral("*.opus")}, QDir::Files)) {
        const QString path = dir.filePath(name);
        const auto info = complaintsOf(QStringLiteral("opusinfo"), {path});
        const auto probe = complaintsOf(QStringLiteral("ffprobe"),
            {QStringLiteral("-v"), QStringLiteral("warning"), QStringLiteral("-show_format"),
                QStringLiteral("-show_chapters"), path});
        if (!info)
            qInfo("opusinfo (opus-tools) is not here: not asked");
        if (!probe)
            qInfo("ffprobe (ffmpeg) is not here: not asked");
        const QString said = info.value_or(QString()) + probe.value_or(QString());
        if (!said.isEmpty())
            return name + QStringLiteral(": ") + said;
    }
    return {};
}

} // namespace earshot::test
