#include "client/recording_side.h"

#include <stop_token>

namespace earshot {

namespace {

/// A folder that could not be opened is tried again after this.
constexpr seconds kOpenAgainAfter{3};

} // namespace

/// What works on the thread.
class RecordingSide::Desk : public QObject
{
public:
    Desk(RecordingSide &side, Clock &clock, Open open)
        : m_side(side)
        , m_clock(clock)
        , m_open(std::move(open))
    { }

    /// What waits is not done any more, and what is long is not done to its end.
    std::stop_source ending;

    void begin(int run, const RecordingWriter::Plan &plan)
    {
        m_writer.reset(); // before the same files are opened again
        m_plan = plan;
        m_plan->stop = ending.get_token();
        m_progress = {.run = run};
        m_names.clear();
        m_pauses.clear();
        m_silenced.clear();
        m_lacksPackets = false;
        openWriter();
    }
    void setTitle(const QString &title)
    {
        if (m_plan)
            m_plan->title = title;
        if (m_writer)
            m_writer->setTitle(title);
    }
    void setSpeakerName(const UserKey &speaker, const QString &name)
    {
        m_names[speaker] = name;
        if (m_writer)
            m_writer->setSpeakerName(speaker, name);
    }
    void setPauses(const std::vector<WallSpan> &pauses)
    {
        m_pauses = pauses;
        if (m_writer)
            m_writer->setPauses(pauses);
    }
    void setSilenced(const std::vector<SilencedSpan> &spans)
    {
        m_silenced = spans;
        if (m_writer)
            m_writer->setSilenced(spans);
    }
    void add(const std::vector<RecordedPacket> &packets)
    {
        for (const RecordedPacket &packet : packets) {
            m_progress.taken += weightOf(packet);
            if (m_writer)
                m_writer->add(packet);
            else
                m_lacksPackets = true;
        }
    }
    void writeUpTo(WallTime stored)
    {
        if (canWrite()) {
            const Outcome written = m_writer->writeUpTo(stored);
            m_progress.failure = written ? std::nullopt : std::optional(written.failure());
            dropRemoved();
        }
        say();
    }
    void finishFormer(int run, const RecordingWriter::Plan &plan, WallTime ended)
    {
        m_writer.reset(); // before its files are read
        emit m_side.finished(run, RecordingWriter::finishFormer(plan, ended, ending.get_token()));
    }
    void finish(WallTime ended)
    {
        if (!canWrite())
            return emit m_side.finished(m_progress.run, *m_progress.failure);
        if (m_lacksPackets || m_writer->needsRewriting())
            return finishAnew(ended);
        say();
        const Result<RecordingInfo> info = m_writer->finish(ended);
        m_progress.failure = info ? std::nullopt : std::optional(info.failure());
        dropRemoved();
        say();
        emit m_side.finished(m_progress.run, info);
    }

private:
    /// What is said without a failure is begun anew; until there is room, finishing has failed.
    void finishAnew(WallTime ended)
    {
        writeUpTo(ended);
        if (m_progress.failure)
            emit m_side.finished(m_progress.run, *m_progress.failure);
    }
    /// Written anew, once a folder can be made again.
    void dropRemoved()
    {
        if (!m_writer->isGone())
            return;
        m_writer.reset();
        m_triedAt = m_clock.now();
        m_lacksPackets = true;
    }
    bool canWrite()
    {
        if (!m_writer && m_clock.now() - m_triedAt >= kOpenAgainAfter)
            openWriter();
        return m_writer != nullptr;
    }
    void openWriter()
    {
        m_triedAt = m_clock.now();
        auto writer = m_open(*m_plan);
        m_progress.failure = writer ? std::nullopt : std::optional(writer.failure());
        if (!writer)
            return;
        m_writer = std::move(*writer);
        m_writer->setPauses(m_pauses);
        m_writer->setSilenced(m_silenced);
        for (auto name = m_names.cbegin(); name != m_names.cend(); ++name)
            m_writer->setSpeakerName(name.key(), name.value());
    }
    void say()
    {
        if (m_writer) {
            const RecordingInfo info = m_writer->info();
            m_progress.duration = info.duration;
            m_progress.bytes = info.programme.bytes;
            for (const RecordingTrack &track : info.tracks)
                m_progress.bytes += track.file.bytes;
            m_progress.needsRewriting = m_lacksPackets || m_writer->needsRewriting();
        }
        emit m_side.progressed(m_progress);
    }

    RecordingSide &m_side;
    Clock &m_clock;
    const Open m_open;
    std::optional<RecordingWriter::Plan> m_plan;
    std::unique_ptr<RecordingWriter> m_writer;
    QHash<UserKey, QString> m_names;
    std::vector<WallSpan> m_pauses;
    std::vector<SilencedSpan> m_silenced;
    Instant m_triedAt{};
    bool m_lacksPackets = false; ///< some came while there was no writer
    Progress m_progress;
};

RecordingSide::RecordingSide(Clock &clock, Open open)
    : m_desk(new Desk(*this, clock, std::move(open)))
{
    m_thread.setObjectName(QStringLiteral("recording"));
    m_desk->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_desk, &QObject::deleteLater);
    m_thread.start(QThread::LowPriority);
}

RecordingSide::~RecordingSide()
{
    m_desk->ending.request_stop();
    m_thread.quit();
    m_thread.wait();
}

void RecordingSide::post(std::function<void(Desk &)> work)
{
    QMetaObject::invokeMethod(
        m_desk,
        [desk = m_desk, work = std::move(work)] {
            if (!desk->ending.stop_requested())
                work(*desk);
        },
        Qt::QueuedConnection);
}

void RecordingSide::begin(int run, const RecordingWriter::Plan &plan)
{
    post([=](Desk &desk) { desk.begin(run, plan); });
}

void RecordingSide::setTitle(const QString &title)
{
    post([=](Desk &desk) { desk.setTitle(title); });
}

void RecordingSide::setSpeakerName(const UserKey &speaker, const QString &name)
{
    post([=](Desk &desk) { desk.setSpeakerName(speaker, name); });
}

void RecordingSide::setPauses(const std::vector<WallSpan> &pauses)
{
    post([=](Desk &desk) { desk.setPauses(pauses); });
}

void RecordingSide::setSilenced(const std::vector<SilencedSpan> &spans)
{
    post([=](Desk &desk) { desk.setSilenced(spans); });
}

void RecordingSide::add(const std::vector<RecordedPacket> &packets)
{
    post([=](Desk &desk) { desk.add(packets); });
}

void RecordingSide::writeUpTo(WallTime stored)
{
    post([=](Desk &desk) { desk.writeUpTo(stored); });
}

void RecordingSide::finish(WallTime ended)
{
    post([=](Desk &desk) { desk.finish(ended); });
}

void RecordingSide::finishFormer(int run, const RecordingWriter::Plan &plan, WallTime ended)
{
    post([=](Desk &desk) { desk.finishFormer(run, plan, ended); });
}

} // namespace earshot
