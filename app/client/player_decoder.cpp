#include "client/player_decoder.h"

#include "recordings/recording_json.h"
#include "recordings/recording_shape.h"
#include "recordings/waveform.h"

#include <QFileInfo>

namespace earshot {

namespace {

constexpr milliseconds kRefill{100}; ///< of 400 that are ahead
constexpr milliseconds kAtOnce{5};
constexpr milliseconds kLookAgain{250}; ///< whether a download has brought more
/// What is beside a file belongs to it where it is as long.
constexpr milliseconds kSameLength{1000};
constexpr qint64 kMaxWaveformBytes = qint64(2 * Waveform::kMaxPixels) + 64;

QByteArray readBeside(const QString &path, const QString &name, qint64 atMost)
{
    QFile file(QFileInfo(path).path() + QLatin1Char('/') + name);
    if (!file.open(QIODevice::ReadOnly) || file.size() > atMost)
        return {};
    return file.read(atMost);
}

bool isSame(milliseconds a, milliseconds b)
{
    return a - b <= kSameLength && b - a <= kSameLength;
}

bool names(const RecordingInfo &info, const QString &name)
{
    return info.programme.name == name || std::ranges::any_of(info.tracks, [&](const RecordingTrack &track) {
        return track.file.name == name;
    });
}

} // namespace

void PlayerDecoder::open(int number, const PlayerSource &source, qint64 position, std::uint32_t visit)
{
    if (!m_timer)
        m_timer = m_clock.makeTimer();
    m_number = number;
    m_source = source;
    m_position = position;
    m_visit = visit;
    m_isPlaying = true;
    m_isWaiting = false;
    m_player.close();
    m_timer->stop();
    tryToOpen();
}

void PlayerDecoder::tryToOpen()
{
    const Outcome opening = m_player.open(m_source.path, m_source.growsTo, m_position, m_visit);
    if (!opening && m_source.growsTo > QFileInfo(m_source.path).size()) {
        m_isWaiting = true; // for its beginning
        emit wentOn(m_number, {}, true);
        m_timer->start(kLookAgain, [this] { tryToOpen(); });
        return;
    }
    if (!opening) {
        emit failed(m_number, opening.failure());
        return;
    }
    m_isWaiting = false;
    fill();
    m_told = m_player.facts();
    emit opened(m_number, look());
}

/// Also at what is beside the file. After the first sound was made.
PlayerDecoder::Opened PlayerDecoder::look() const
{
    Opened opened{.tags = m_player.tags(), .info = {}, .shape = {}, .facts = m_player.facts()};
    const milliseconds length = millisecondsOf(opened.facts.length);
    const QByteArray json = readBeside(m_source.path, QStringLiteral("recording.json"), kMaxRecordingJson);
    if (!json.isEmpty()) {
        const Result<RecordingInfo> info = readRecordingInfo(json);
        if (info && (names(*info, QFileInfo(m_source.path).fileName()) || isSame(info->duration, length)))
            opened.info = *info;
    }
    const QByteArray bytes = readBeside(m_source.path, QStringLiteral("waveform.dat"), kMaxWaveformBytes);
    if (!bytes.isEmpty()) {
        const Result<Waveform> waveform = readWaveform(bytes);
        const milliseconds whole = opened.info ? opened.info->duration : length;
        if (waveform
            && isSame(millisecondsOf(qint64(waveform->pixels.size()) * Waveform::kSamplesPerPixel), whole))
            opened.shape = std::make_shared<const WaveformShape>(RecordingShape::of(*waveform));
    }
    return opened;
}

void PlayerDecoder::update(const PlayerSource &source)
{
    m_source = source;
    if (!m_player.isOpen()) {
        tryToOpen();
        return;
    }
    if (!m_player.replace(source.path, source.growsTo))
        return; // what is open is read on
    fill();
    emit opened(m_number, look());
}

void PlayerDecoder::close()
{
    m_isPlaying = false;
    m_player.close();
    if (m_timer)
        m_timer->stop();
}

void PlayerDecoder::seek(qint64 position, std::uint32_t visit)
{
    m_position = position;
    m_visit = visit;
    if (!m_player.isOpen())
        return;
    m_player.seek(position, visit);
    fill();
}

void PlayerDecoder::setPlaying(bool playing)
{
    m_isPlaying = playing;
    if (m_player.isOpen())
        fill();
}

void PlayerDecoder::start(microseconds after)
{
    m_timer->start(after, [this] { fill(); });
}

void PlayerDecoder::fill()
{
    const RecordingPlayer::Next next = m_player.fill();
    const bool isWaiting = next == RecordingPlayer::Next::Waiting;
    RecordingPlayer::Facts facts = m_player.facts();
    if (isWaiting != m_isWaiting || facts != m_told) {
        m_isWaiting = isWaiting;
        m_told = facts;
        emit wentOn(m_number, facts, isWaiting);
    }
    switch (next) {
    case RecordingPlayer::Next::Full:
        if (m_isPlaying || facts.isGrowing)
            start(kRefill);
        break;
    case RecordingPlayer::Next::More:
        // Nobody empties the ring of what is old while it stands still.
        if (m_isPlaying || m_sound.place())
            start(kAtOnce);
        break;
    case RecordingPlayer::Next::Waiting:
        start(kLookAgain);
        break;
    case RecordingPlayer::Next::Ended:
        m_timer->stop();
        break;
    }
}

} // namespace earshot
