#pragma once

#include "desk/recording_sink.h"

#include <map>
#include <vector>

namespace earshot::test {

/// A recording that is only remembered; the test says how its disk does.
class FakeSink final : public RecordingSink
{
public:
    /// What is left when the sink has ended.
    struct Record {
        int begun = 0;
        RecordingWriter::Plan plan{.event = *EventId::parse(u"none")};
        std::vector<RecordedPacket> packets; ///< of the last run
        std::map<QString, QString> names;
        std::vector<WallSpan> pauses;
        std::vector<SilencedSpan> silenced;
        std::vector<WallTime> writtenUpTo;
        std::optional<WallTime> ended;
        qint64 taken = 0;
        bool isBusy = false; ///< works through nothing
        std::optional<Failure> disk; ///< why nothing can be written
        bool needsRewriting = false;
        std::optional<RecordingInfo> former; ///< what is made of a former run's files
        Cause formerFailure = Cause::FileDamaged; ///< without that
        int triedFormer = 0;
        std::function<void(const RecordingWriter::Plan &, RecordingInfo &)> makeFiles = {};
    };

    explicit FakeSink(Record &record)
        : m_record(record)
    { }
    void begin(int run, const RecordingWriter::Plan &plan) override
    {
        m_run = run;
        ++m_record.begun;
        m_record.plan = plan;
        m_record.packets.clear();
        m_record.pauses.clear();
        m_record.silenced.clear();
        m_record.writtenUpTo.clear();
        m_record.taken = 0;
        m_record.needsRewriting = false;
    }
    void setTitle(const QString &title) override { m_record.plan.title = title; }
    void setSpeakerName(const UserKey &speaker, const QString &name) override
    {
        m_record.names[speaker.text()] = name;
    }
    void setPauses(const std::vector<WallSpan> &pauses) override { m_record.pauses = pauses; }
    void setSilenced(const std::vector<SilencedSpan> &spans) override { m_record.silenced = spans; }
    void add(const std::vector<RecordedPacket> &packets) override
    {
        m_record.packets.insert(m_record.packets.end(), packets.begin(), packets.end());
        for (const RecordedPacket &packet : packets)
            m_given += weightOf(packet);
    }
    void writeUpTo(WallTime stored) override
    {
        m_record.writtenUpTo.push_back(stored);
        say();
    }
    void finish(WallTime ended) override
    {
        m_record.ended = ended;
        if (m_record.disk)
            return emit finished(m_run, *m_record.disk);
        RecordingInfo info;
        info.event = m_record.plan.event.text();
        info.title = m_record.plan.title;
        info.started = m_record.plan.started;
        info.duration = ended - m_record.plan.started;
        info.isWhole = true;
        if (m_record.makeFiles)
            m_record.makeFiles(m_record.plan, info);
        emit finished(m_run, info);
    }
    void finishFormer(int run, const RecordingWriter::Plan &plan, WallTime ended) override
    {
        m_run = run;
        m_record.plan = plan;
        m_record.ended = ended;
        ++m_record.triedFormer;
        if (!m_record.former)
            return emit finished(run, Failure{m_record.formerFailure, plan.folder});
        emit finished(run, *m_record.former);
    }
    /// It has worked through all that it was given.
    void say()
    {
        if (!m_record.isBusy)
            m_record.taken = m_given;
        emit progressed({m_run, milliseconds{qint64(m_record.packets.size()) * 20}, m_record.taken,
            m_record.taken, m_record.disk, m_record.needsRewriting});
    }

private:
    Record &m_record;
    int m_run = 0;
    qint64 m_given = 0;
};

} // namespace earshot::test
