#include "client/player_decoder.h"

#include "base/regular_file.h"

#include "recordings/recording_json.h"
#include "recordings/recording_shape.h"
#include "recordings/waveform.h"

#include <QFileInfo>

#include <algorithm>
#include <cstring>

namespace earshot {

namespace {

constexpr milliseconds kRefill{100}; ///< of 400 that are ahead
constexpr milliseconds kAtOnce{5};
constexpr milliseconds kLookAgain{250}; ///< whether a download has brought more, where it is waited for
constexpr milliseconds kLookForMore{1000}; ///< and where not
/// What is beside a file belongs to it where it is as long.
constexpr milliseconds kSameLength{1000};
constexpr qint64 kMaxWaveformBytes = qint64(2 * Waveform::kMaxPixels) + 64;

QByteArray readBeside(const QString &path, const QString &name, qint64 atMost)
{
    QFile file(QFileInfo(path).path() + QLatin1Char('/') + name);
    if (!openRegular(file) || file.size() > atMost)
        return {};
    return file.read(atMost);
}

bool isSame(milliseconds a, milliseconds b)
{
    return a - b <= kSameLength && b - a <= kSameLength;
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
    m_isAhead = isAhead();
    fill();
    m_told = m_player.facts();
    emit opened(m_number, look());
}

/// Each recording's programme has the same name: it has to be as long, too, unless it is not there as a whole.
bool PlayerDecoder::isOf(const RecordingInfo &info, const RecordingPlayer::Facts &facts) const
{
    QString name = QFileInfo(m_source.path).fileName();
    bool isDamaged = false;
    for (const char *end : {".part", ".damaged"}) {
        if (name.endsWith(QLatin1String(end))) {
            isDamaged = QLatin1String(end) == QLatin1String(".damaged");
            name.chop(qsizetype(std::strlen(end)));
            break;
        }
    }
    if (std::ranges::any_of(
            info.tracks, [&name](const RecordingTrack &track) { return track.file.name == name; }))
        return true;
    if (info.programme.name != name)
        return false;
    if (facts.isGrowing)
        return info.programme.bytes == m_source.growsTo;
    return facts.isCut || isDamaged || !info.isWhole || isSame(info.duration, millisecondsOf(facts.length));
}

/// Also at what is beside the file. After the first sound was made.
PlayerDecoder::Opened PlayerDecoder::look() const
{
    Opened opened{.tags = m_player.tags(), .info = {}, .shape = {}, .facts = m_player.facts()};
    const milliseconds length = millisecondsOf(opened.facts.length);
    const QByteArray json = readBeside(m_source.path, QLatin1String(kRecordingJson), kMaxRecordingJson);
    if (!json.isEmpty()) {
        const Result<RecordingInfo> info = readRecordingInfo(json);
        if (info && isOf(*info, opened.facts))
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
    m_player.grow();
    m_isAhead = isAhead();
    m_player.seek(position, visit);
    fill();
}

bool PlayerDecoder::isAhead() const
{
    const RecordingPlayer::Facts facts = m_player.facts();
    return facts.isGrowing && m_position > facts.available;
}

/// Looks for more in a file that grows. False: what is to be heard has not come yet.
bool PlayerDecoder::reach()
{
    if (m_clock.now() - m_grown >= kLookForMore || m_isAhead) {
        m_grown = m_clock.now();
        m_player.grow();
    }
    if (!m_isAhead)
        return true;
    m_isAhead = isAhead();
    if (!m_isAhead)
        m_player.seek(m_position, m_visit);
    return !m_isAhead;
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
    const RecordingPlayer::Next next = reach() ? m_player.fill() : RecordingPlayer::Next::Waiting;
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
