#include "recordings/recording_player.h"

#include <algorithm>

namespace earshot {

namespace {

/// Enough for a thread that is late by a third of a second; what is changed is heard after at most as much.
constexpr int kAhead = 40; ///< blocks
/// Decoded in one go: 5 s, some 20 ms of work.
constexpr int kMostDecoded = 500; ///< blocks
/// A growing file is opened anew where there is less than this to read, so that its end is seldom run into.
constexpr qint64 kNearEnd = qint64(kFramesPerSecond) * 5;

} // namespace

Outcome RecordingPlayer::open(const QString &path, qint64 growsTo, qint64 position, std::uint32_t visit)
{
    m_file.reset();
    auto file = OpusRecording::open(path, growsTo);
    if (!file)
        return file.failure();
    m_file = std::move(*file);
    m_levelling.reset();
    m_skipper = {};
    begin(position, visit);
    return Nothing{};
}

Outcome RecordingPlayer::replace(const QString &path, qint64 growsTo)
{
    const qint64 position = m_file ? m_file->position() : 0;
    auto file = OpusRecording::open(path, growsTo);
    if (!file)
        return file.failure();
    m_file = std::move(*file);
    m_file->seek(position);
    if (m_isFinished && m_file->position() < m_file->available())
        m_isFinished = m_isMarked = false;
    return Nothing{};
}

void RecordingPlayer::begin(qint64 position, std::uint32_t visit)
{
    m_visit = visit;
    m_rest = {};
    m_skipper.clear();
    m_tempo.clear();
    m_isFinished = m_isMarked = false;
    if (position != m_file->position())
        m_file->seek(position);
}

void RecordingPlayer::seek(qint64 position, std::uint32_t visit)
{
    if (m_file)
        begin(position, visit);
}

void RecordingPlayer::grow()
{
    if (m_file)
        m_file->grow();
}

void RecordingPlayer::setSkipsSilence(bool skips)
{
    if (m_skips && !skips) {
        m_skipper.finish();
        while (const auto *block = m_skipper.next())
            stretch(*block);
        m_skipper.clear();
    }
    m_skips = skips;
}

RecordingPlayer::Facts RecordingPlayer::facts() const
{
    if (!m_file)
        return {};
    return {m_file->available(), m_file->length(), m_file->isGrowing(), m_file->isCut(),
        m_skipper.savedFrames(), m_file->damage()};
}

/// The next 10 ms of the file into m_block; less where it ends, or where something is missing. False at the end.
bool RecordingPlayer::decode()
{
    m_block.frames = 0;
    while (m_block.frames < kBlockFrames) {
        if (m_rest.empty()) {
            const OpusRecording::Piece piece = m_file->read(m_decoded);
            if (piece.frames == 0)
                return m_block.frames > 0;
            m_rest = std::span(m_decoded).first(std::size_t(piece.frames * kStereo));
            m_restPosition = piece.position;
        }
        if (m_block.frames == 0)
            m_block.position = m_restPosition;
        else if (m_restPosition != m_block.position + m_block.frames)
            return true;
        const int frames = std::min(kBlockFrames - m_block.frames, int(m_rest.size()) / kStereo);
        std::copy_n(m_rest.begin(), frames * kStereo, m_block.samples.begin() + m_block.frames * kStereo);
        m_rest = m_rest.subspan(std::size_t(frames * kStereo));
        m_restPosition += frames;
        m_block.frames += frames;
    }
    return true;
}

void RecordingPlayer::stretch(const SilenceSkipper::Block &block)
{
    m_tempo.setSpeed(m_speed);
    m_tempo.put(std::span(block.samples).first(std::size_t(block.frames * kStereo)), block.position);
}

/// Into the ring, where 10 ms are ready, or the rest of all. False: none, or no room.
bool RecordingPlayer::makeBlock(bool isRest)
{
    const int frames = std::min(kBlockFrames, m_tempo.frames());
    if (frames == 0 || (frames < kBlockFrames && !isRest))
        return false;
    PlayedSound::Block *block = m_sound.place();
    if (!block)
        return false;
    block->samples.fill(0);
    const TempoStretch::Place place
        = m_tempo.take(std::span(block->samples).first(std::size_t(frames * kStereo)));
    m_levelling.process(block->samples);
    block->frames = frames;
    block->position = place.position;
    block->speed = place.speed;
    block->visit = m_visit;
    block->isLast = false;
    m_sound.commit();
    return true;
}

void RecordingPlayer::finish()
{
    m_skipper.finish();
    while (const auto *block = m_skipper.next())
        stretch(*block);
    m_tempo.finish();
    m_isFinished = true;
}

RecordingPlayer::Next RecordingPlayer::fill()
{
    if (!m_file)
        return Next::Ended;
    for (int decoded = 0; decoded < kMostDecoded; ++decoded) {
        while (m_sound.pending(m_visit) < kAhead && makeBlock(m_isFinished)) { }
        if (m_sound.pending(m_visit) >= kAhead)
            return Next::Full;
        if (!m_sound.place())
            return Next::More;
        if (m_isFinished) {
            if (m_tempo.frames() > 0 || m_isMarked)
                return m_isMarked ? Next::Ended : Next::More;
            PlayedSound::Block *last = m_sound.place();
            last->frames = 0;
            last->position = m_file->position();
            last->speed = 1;
            last->visit = m_visit;
            last->isLast = m_isMarked = true;
            m_sound.commit();
            return Next::Ended;
        }
        if (m_file->isGrowing() && m_rest.empty() && m_file->available() - m_file->position() < kNearEnd)
            m_file->grow();
        if (!decode()) {
            if (m_file->isGrowing())
                return Next::Waiting;
            finish();
            continue;
        }
        if (m_skips) {
            m_skipper.add(m_block);
            while (const auto *block = m_skipper.next())
                stretch(*block);
        } else {
            stretch(m_block);
        }
    }
    return Next::More;
}

} // namespace earshot
