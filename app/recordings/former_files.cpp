#include "recordings/former_files.h"

#include "recordings/filling_packets.h"
#include "recordings/recording_json.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <ogg/ogg.h>
#include <opus.h>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kPiece = 1 << 20;
constexpr int kSampleRate = 48000;

/// Reads how long an Ogg Opus file is and where its sound begins, over what is damaged.
class SoundReader
{
public:
    SoundReader() { ogg_sync_init(&m_sync); }
    ~SoundReader()
    {
        if (m_hasStream)
            ogg_stream_clear(&m_stream);
        ogg_sync_clear(&m_sync);
    }
    Q_DISABLE_COPY_MOVE(SoundReader)

    FormerFiles::Sound read(QFile &file)
    {
        ogg_page page;
        for (;;) {
            const int found = ogg_sync_pageout(&m_sync, &page);
            if (found > 0)
                take(page);
            if (found != 0)
                continue;
            char *room = ogg_sync_buffer(&m_sync, kPiece);
            const qint64 size = room ? file.read(room, kPiece) : -1;
            if (size <= 0)
                return m_sound;
            ogg_sync_wrote(&m_sync, long(size));
        }
    }

private:
    void take(ogg_page &page)
    {
        m_sound.samples = std::max(m_sound.samples, qint64(ogg_page_granulepos(&page)));
        if (m_sound.first)
            return;
        if (!m_hasStream)
            m_hasStream = ogg_stream_init(&m_stream, ogg_page_serialno(&page)) == 0;
        if (!m_hasStream || ogg_stream_pagein(&m_stream, &page) != 0)
            return;
        ogg_packet packet;
        int found = 0;
        while (!m_sound.first && (found = ogg_stream_packetout(&m_stream, &packet)) != 0) {
            if (found < 0)
                continue;
            if (m_headers < 2) {
                ++m_headers;
                continue;
            }
            if (!isSilentPacket({packet.packet, std::size_t(packet.bytes)}))
                m_sound.first = m_decoded;
            const int samples
                = opus_packet_get_nb_samples(packet.packet, opus_int32(packet.bytes), kSampleRate);
            m_decoded += std::max(samples, 0);
        }
        m_decoded = std::max(m_decoded, qint64(ogg_page_granulepos(&page)));
    }

    ogg_sync_state m_sync{};
    ogg_stream_state m_stream{};
    bool m_hasStream = false;
    int m_headers = 0;
    qint64 m_decoded = 0;
    FormerFiles::Sound m_sound;
};

/// What QSaveFile was writing when the program ended: of names of ours only.
void removeUnfinished(const QDir &dir)
{
    static const QRegularExpression kUnfinished(
        uR"(\A(programme\.opus|[a-z0-9-]+-[A-Z2-7]{4}(-[0-9]+)?\.opus|waveform\.dat|recording\.json)\.[A-Za-z]{6}\z)"_s);
    for (const QString &name : dir.entryList(QDir::Files)) {
        if (kUnfinished.match(name).hasMatch())
            QFile::remove(dir.filePath(name));
    }
}

} // namespace

void FormerFiles::removeLeftovers(const QString &folder)
{
    const QDir dir(folder);
    for (const QString &name : dir.entryList({u"*.new"_s}, QDir::Files))
        QFile::remove(dir.filePath(name));
    removeUnfinished(dir);
}

FormerFiles::FormerFiles(const QString &folder)
    : m_folder(folder)
{
    removeLeftovers(folder);
    const QDir dir(folder);
    for (const QString &name : dir.entryList({u"*.opus"_s}, QDir::Files)) {
        QFile file(dir.filePath(name));
        if (!name.startsWith("former-"_L1) && file.open(QIODevice::ReadOnly))
            m_sounds[name] = SoundReader().read(file);
    }
    QFile file(dir.filePath(QLatin1String(kRecordingJson)));
    if (!file.open(QIODevice::ReadOnly))
        return;
    if (const auto info = readRecordingInfo(file.read(kMaxRecordingJson + 1))) {
        for (const RecordingTrack &track : info->tracks) {
            if (m_sounds.contains(track.file.name))
                m_tracks[track.key] = track.file.name;
        }
    }
}

qint64 FormerFiles::samplesOf(const QString &name) const
{
    const auto sound = m_sounds.find(name);
    return sound == m_sounds.end() ? 0 : sound->second.samples;
}

QString FormerFiles::trackOf(const QString &key) const
{
    const auto track = m_tracks.find(key);
    return track == m_tracks.end() ? QString() : track->second;
}

std::optional<qint64> FormerFiles::firstSoundOf(const QString &key) const
{
    const auto sound = m_sounds.find(trackOf(key));
    return sound == m_sounds.end() ? std::nullopt : sound->second.first;
}

bool FormerFiles::keep(const QString &name)
{
    const QDir dir(m_folder);
    int number = 1;
    QString kept;
    do
        kept = u"former-%1-%2"_s.arg(number++).arg(name);
    while (dir.exists(kept));
    if (!QFile::rename(dir.filePath(name), dir.filePath(kept)))
        return false;
    m_sounds.erase(name);
    return true;
}

} // namespace earshot
