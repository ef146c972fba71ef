#include "client/player_side.h"

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

using State = PlayerView::State;

/// Less may be missing of what `recording.json` says.
constexpr seconds kShort{10};
/// The device stays open for so long after a pause: whoever goes on soon hears it at once.
constexpr seconds kDeviceAfterPause{5};
constexpr milliseconds kDeviceAfterClose{300}; ///< until the sound has faded out

} // namespace

PlayerSide::PlayerSide(Clock &clock, PlayedSound &sound)
    : m_clock(clock)
    , m_sound(sound)
    , m_timer(clock.makeTimer())
    , m_release(clock.makeTimer())
    , m_decoder(new PlayerDecoder(clock, sound))
{
    connectDecoder();
    connect(&m_shapes, &ShapeMaker::shapeChanged, this, [this](const auto &shape) {
        m_view.shape = shape;
        tell();
    });
    m_thread.setObjectName(QStringLiteral("recording"));
    m_decoder->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_decoder, &QObject::deleteLater);
}

PlayerSide::~PlayerSide()
{
    if (isReady() && m_view.state != State::Ended)
        emit listenedTo(m_view.source.id, positionNow());
    m_sound.setInPlace(false);
    if (!m_thread.isRunning()) {
        delete m_decoder; // nothing was ever opened
        return;
    }
    m_thread.quit();
    m_thread.wait();
}

void PlayerSide::connectDecoder()
{
    connect(m_decoder, &PlayerDecoder::opened, this, [this](int number, const PlayerDecoder::Opened &opened) {
        if (number == m_number)
            take(opened);
    });
    connect(m_decoder, &PlayerDecoder::failed, this, [this](int number, const Failure &failure) {
        if (number == m_number)
            takeFailure(failure);
    });
    connect(m_decoder, &PlayerDecoder::wentOn, this,
        [this](int number, const RecordingPlayer::Facts &facts, bool isWaiting) {
            if (number == m_number)
                take(facts, isWaiting);
        });
}

bool PlayerSide::isReady() const
{
    return m_view.state != State::Closed && m_view.state != State::Opening && m_view.state != State::Failed;
}

void PlayerSide::open(const PlayerSource &source)
{
    if (m_view.isOpen() && m_view.state != State::Failed && m_view.source.id == source.id
        && m_view.source.path == source.path) {
        play();
        return;
    }
    if (m_view.isOpen())
        close();
    PlayerView next;
    next.state = State::Opening;
    next.source = source;
    next.position = source.listenedTo.value_or(milliseconds{0});
    next.speed = m_view.speed;
    next.skipsSilence = m_view.skipsSilence;
    next.levels = m_view.levels;
    m_view = next;
    m_sought = next.position;
    m_isPlaying = true;
    m_isWaiting = false;
    m_remembered = m_clock.now();
    m_visit = m_sound.goElsewhere();
    m_sound.setFade(std::nullopt);
    m_sound.setPlaying(true);
    m_sound.setInPlace(true);
    m_release->stop();
    emit deviceNeeded(true);
    if (!m_thread.isRunning())
        m_thread.start(QThread::HighPriority);
    m_growsTo = source.growsTo;
    post([this, number = ++m_number, view = m_view, visit = m_visit] {
        m_decoder->setSpeed(view.speed);
        m_decoder->setSkipsSilence(view.skipsSilence);
        m_decoder->setLevels(view.levels);
        m_decoder->open(number, view.source, framesOfTime(view.position), visit);
    });
    tick();
}

void PlayerSide::update(const PlayerSource &source)
{
    if (!m_view.isOpen() || m_view.source.id != source.id)
        return;
    if (m_view.state == State::Failed) {
        open(source);
        return;
    }
    const qint64 grewTo = m_view.source.growsTo;
    m_view.source = source;
    m_growsTo = source.growsTo;
    // Until it is known how much there is now, it is not said to be all.
    if (source.growsTo == 0)
        m_view.source.growsTo = grewTo;
    post([this, source] { m_decoder->update(source); });
    tell();
}

void PlayerSide::take(const PlayerDecoder::Opened &opened)
{
    const RecordingInfo *info = opened.info ? &*opened.info : nullptr;
    m_told = info ? std::optional(info->duration) : std::nullopt;
    m_view.chapters = info && !info->chapters.empty() ? info->chapters : opened.tags.chapters;
    m_view.gaps = info && !info->gaps.empty() ? info->gaps : opened.tags.gaps;
    if (m_view.source.title.isEmpty())
        m_view.source.title = info ? info->title : opened.tags.title;
    if (opened.shape)
        m_view.shape = opened.shape;
    else if (!opened.facts.isGrowing && !m_view.shape)
        m_shapes.start(m_view.source.path);
    if (m_view.state == State::Opening)
        m_view.state = m_isPlaying ? State::Playing : State::Paused;
    take(opened.facts, m_isWaiting);
}

void PlayerSide::take(const RecordingPlayer::Facts &facts, bool isWaiting)
{
    m_isWaiting = isWaiting;
    if (!facts.isGrowing)
        m_view.source.growsTo = m_growsTo;
    m_view.available = millisecondsOf(facts.available);
    m_view.duration = std::max(millisecondsOf(facts.length), m_told.value_or(milliseconds{0}));
    m_view.savedBySkipping = millisecondsOf(facts.savedFrames);
    m_view.damage.clear();
    for (const qint64 place : facts.damage)
        m_view.damage.push_back(millisecondsOf(place));
    const bool isShort = m_told && !facts.isGrowing && *m_told - m_view.available > kShort;
    if (facts.isCut || isShort)
        m_view.trouble = Failure{Cause::FileDamaged, QStringLiteral("cut off")};
    else if (!facts.damage.empty())
        m_view.trouble = Failure{Cause::FileDamaged, QStringLiteral("damaged")};
    else
        m_view.trouble.reset();
    refresh();
    tell();
}

void PlayerSide::takeFailure(const Failure &failure)
{
    m_view.state = State::Failed;
    m_view.trouble = failure;
    m_isPlaying = false;
    m_sound.setPlaying(false);
    m_sound.setInPlace(false);
    releaseDevice(kDeviceAfterClose);
    m_timer->stop();
    tell();
}

void PlayerSide::close()
{
    if (!m_view.isOpen())
        return;
    if (isReady() && m_view.state != State::Ended)
        emit listenedTo(m_view.source.id, positionNow());
    ++m_number;
    m_shapes.stop();
    m_sound.setPlaying(false);
    m_sound.setInPlace(false);
    post([this] { m_decoder->close(); });
    m_timer->stop();
    m_stop.clear();
    m_isPlaying = m_isWaiting = m_isFading = false;
    m_told.reset();
    PlayerView closed;
    closed.speed = m_view.speed;
    closed.skipsSilence = m_view.skipsSilence;
    closed.levels = m_view.levels;
    m_view = closed;
    releaseDevice(kDeviceAfterClose);
    tell();
}

void PlayerSide::play()
{
    if (!m_view.isOpen() || m_view.state == State::Failed)
        return;
    if (m_view.state == State::Ended) {
        goTo(milliseconds{0});
        m_view.state = State::Paused;
    }
    m_isPlaying = true;
    m_isFading = false;
    m_release->stop();
    m_sound.setFade(std::nullopt);
    m_sound.setPlaying(true);
    emit deviceNeeded(true);
    post([this] { m_decoder->setPlaying(true); });
    tick();
}

void PlayerSide::pause()
{
    if (!m_view.isOpen() || m_view.state == State::Failed || !m_isPlaying)
        return;
    halt();
    if (isReady())
        emit listenedTo(m_view.source.id, m_view.position);
    tick(); // a timer goes on
}

/// Stands still, where it is.
void PlayerSide::halt()
{
    m_isPlaying = false;
    m_sound.setPlaying(false);
    post([this] { m_decoder->setPlaying(false); });
    releaseDevice(kDeviceAfterPause);
    m_timer->stop();
    refresh();
}

void PlayerSide::releaseDevice(microseconds after)
{
    m_release->start(after, [this] { emit deviceNeeded(false); });
}

void PlayerSide::setSpeed(double speed)
{
    m_view.speed = std::isfinite(speed) ? std::clamp(speed, kLeastSpeed, kMostSpeed) : 1.0;
    post([this, chosen = m_view.speed] { m_decoder->setSpeed(chosen); });
    tell();
}

void PlayerSide::setSkipsSilence(bool skips)
{
    m_view.skipsSilence = skips;
    post([this, skips] { m_decoder->setSkipsSilence(skips); });
    tell();
}

void PlayerSide::setLevels(bool levels)
{
    m_view.levels = levels;
    post([this, levels] { m_decoder->setLevels(levels); });
    tell();
}

void PlayerSide::tell()
{
    emit viewChanged(m_view);
}

} // namespace earshot
