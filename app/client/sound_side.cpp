#include "client/sound_side.h"

#include "audio/tee_output.h"

namespace earshot {

namespace {

constexpr milliseconds kViewRhythm{100};
/// The device stopped asking where the playback's figures are older than this.
constexpr milliseconds kOldFigures{500};
/// A list that is still empty by then stays so: no sound server runs, or it has no device.
constexpr seconds kServerAnswersWithin{1};
/// A device may take this long to open before the first note of the test sound.
constexpr seconds kTestStartsWithin{4};
/// The output stays open this long after the last note, so that the device plays out what it holds.
constexpr seconds kTestEcho{1};

/// Runs `call` on the thread of `object`.
template<typename Call>
void post(QObject *object, Call call)
{
    QMetaObject::invokeMethod(object, std::move(call), Qt::QueuedConnection);
}

} // namespace

SoundSide::SoundSide(
    Clock &clock, Playback &playback, const SoundChoice &choice, QString heardFile, MakeDevices makeDevices)
    : m_clock(clock)
    , m_playback(playback)
    , m_choice(choice)
    , m_heardFile(std::move(heardFile))
    , m_makeDevices(makeDevices ? std::move(makeDevices) : makeOutputDevices)
    , m_timer(clock.makeTimer())
    , m_audioSide(new QObject)
{
    m_playback.setDelayChoice(choice.delay);
    m_playback.setLevelling(choice.levelling);
    m_thread.setObjectName(QStringLiteral("audio"));
    m_audioSide->moveToThread(&m_thread);
    connect(
        &m_thread, &QThread::finished, m_audioSide,
        [this] {
            m_output.reset();
            m_devices.reset();
            m_audioSide->deleteLater();
        },
        Qt::DirectConnection);
    m_thread.start(QThread::TimeCriticalPriority);
}

SoundSide::~SoundSide()
{
    m_thread.quit();
    m_thread.wait();
}

void SoundSide::setEventOpen(bool open)
{
    m_eventOpen = open;
    settle();
}

void SoundSide::setRecordingOpen(bool open)
{
    m_recordingOpen = open;
    settle();
}

void SoundSide::setOnStage(bool onStage)
{
    const OutputChoice before = wanted();
    m_onStage = onStage;
    changeFrom(before);
}

void SoundSide::setChoice(const SoundChoice &choice)
{
    m_playback.setDelayChoice(choice.delay);
    m_playback.setLevelling(choice.levelling);
    const OutputChoice before = wanted();
    m_choice = choice;
    changeFrom(before);
}

OutputChoice SoundSide::wanted() const
{
    OutputChoice output = outputOf(m_choice);
    if (m_onStage && output.kind != OutputChoice::Kind::Null)
        output.delayMode = DelayMode::OnStage;
    return output;
}

/// Another device is opened; how much it buffers changes while it plays.
void SoundSide::changeFrom(OutputChoice before)
{
    const OutputChoice now = wanted();
    if (!m_isOpen || now == before)
        return;
    before.delayMode = now.delayMode;
    if (now != before) {
        open();
        return;
    }
    post(m_audioSide, [this, mode = now.delayMode] {
        if (m_output)
            m_output->setDelayMode(mode);
    });
}

void SoundSide::watch(bool watch)
{
    if (watch == m_watched)
        return;
    m_watched = watch;
    if (watch) {
        m_watchedSince = m_clock.now();
        readDevices();
        tick();
    } else {
        ++m_watches;
        m_view.devices.clear();
        m_view.devicesKnown = m_listRead = false;
        post(m_audioSide, [this] { m_devices.reset(); });
        settle();
    }
}

/// On the audio thread: the list now and at every change of it.
void SoundSide::readDevices()
{
    post(m_audioSide, [this, number = ++m_watches] {
        m_devices = m_makeDevices(m_clock);
        const auto tell = [this, number] {
            post(this, [this, number, list = m_devices->list()] {
                if (number != m_watches)
                    return;
                m_view.devices = list;
                m_view.devicesKnown = m_view.devicesKnown || !list.empty();
                m_listRead = true;
                emit viewChanged(m_view);
            });
        };
        connect(m_devices.get(), &OutputDevices::changed, m_audioSide, tell);
        tell();
    });
}

void SoundSide::playTestSound()
{
    m_testUntil = m_clock.now() + kTestStartsWithin;
    settle();
    m_playback.playTestSound();
    tick();
}

/// Opens or closes the output as needed. What the test sound opened stays open while somebody watches: they may
/// want to hear it again.
void SoundSide::settle()
{
    const bool isNeeded = m_eventOpen || m_recordingOpen || m_testUntil || (m_watched && m_isOpen);
    if (isNeeded && !m_isOpen)
        open();
    else if (!isNeeded && m_isOpen)
        close();
}

/// In place of the one that is open, if any: the next is made before the last is stopped.
void SoundSide::open()
{
    m_isOpen = true;
    post(m_audioSide, [this, choice = wanted(), number = ++m_opened] {
        std::unique_ptr<AudioOutput> next = makeOutput(choice);
        if (m_output)
            m_output->stop();
        m_output = std::move(next);
        connect(
            m_output.get(), &AudioOutput::statsChanged, this,
            [this, number](const OutputStats &stats) {
                if (number == m_opened)
                    note(stats);
            },
            Qt::QueuedConnection);
        m_output->start([this](std::span<float> out, Instant now, microseconds deviceBuffer) {
            m_playback.pull(out, now, deviceBuffer);
            if (m_heard)
                m_heard(out, now + deviceBuffer);
        });
    });
}

void SoundSide::note(OutputStats stats)
{
    if (!stats.lastPull) // the output before this one was the last to ask
        stats.lastPull = m_view.output.lastPull;
    m_view.output = stats;
    emit outputChanged(stats);
}

void SoundSide::close()
{
    m_isOpen = false;
    ++m_opened;
    m_view.output = {};
    post(m_audioSide, [this] { m_output.reset(); });
    emit outputChanged(m_view.output);
}

/// With its WAV file where one is wanted and can be written; the output before, which writes it, ends first. On the
/// audio thread.
std::unique_ptr<AudioOutput> SoundSide::makeOutput(const OutputChoice &choice)
{
    if (m_heardFile.isEmpty())
        return makeAudioOutput(choice, m_clock);
    if (m_output)
        m_output->stop();
    m_output.reset();
    auto tee = TeeOutput::create(makeAudioOutput(choice, m_clock), m_heardFile, m_clock);
    if (!tee) {
        emit heardFileFailed(tee.failure());
        return makeAudioOutput(choice, m_clock);
    }
    connect(tee->get(), &TeeOutput::fileFailed, this, &SoundSide::heardFileFailed, Qt::QueuedConnection);
    return std::move(*tee);
}

void SoundSide::tick()
{
    const Instant now = m_clock.now();
    const AudioStats audio = m_playback.stats();
    const bool isFresh = m_isOpen && now - audio.at < kOldFigures;
    m_view.prices = isFresh ? audio.prices : std::nullopt;
    m_view.levelDb = isFresh ? audio.output.levelDb : -127;
    m_view.devicesKnown = m_view.devicesKnown || (m_listRead && now - m_watchedSince >= kServerAnswersWithin);
    m_view.testSound = isFresh && audio.testSound;
    if (m_view.testSound)
        m_testUntil = now + kTestEcho;
    else if (m_testUntil && now >= *m_testUntil)
        m_testUntil.reset();
    settle();
    if (m_watched)
        emit viewChanged(m_view);
    if (m_watched || m_testUntil)
        m_timer->start(kViewRhythm, [this] { tick(); });
}

} // namespace earshot
