#include "desk/recording_publisher.h"

#include "recordings/recording_json.h"

#include <QDir>

#include <algorithm>

namespace earshot {

namespace {

const QString kInfoFile = QLatin1String(kRecordingJson);

/// It says the digests of the others, and nobody says its own.
Result<RecordingFile> infoFileIn(const QString &folder)
{
    QFile file(QDir(folder).filePath(kInfoFile));
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxRecordingJson)
        return Failure{Cause::FileUnreadable, file.fileName()};
    const QByteArray content = file.readAll();
    return RecordingFile{
        kInfoFile, content.size(), QCryptographicHash::hash(content, QCryptographicHash::Sha256)};
}

} // namespace

RecordingPublisher::RecordingPublisher(Clock &clock, Session &session)
    : m_writer(clock, session)
{
    connect(&m_writer, &ObjectWriter::progressed, this, &RecordingPublisher::progressed);
    connect(&m_writer, &ObjectWriter::done, this, &RecordingPublisher::onPut);
}

void RecordingPublisher::publish(const QString &folder, const QString &prefix, const RecordingInfo &info)
{
    stop();
    const Result<RecordingFile> infoFile = infoFileIn(folder);
    if (!infoFile) {
        emit done(infoFile.failure());
        return;
    }
    std::vector<RecordingFile> files{*infoFile, info.waveform, info.programme};
    for (const RecordingTrack &track : info.tracks)
        files.push_back(track.file);
    for (const RecordingFile &file : files) {
        m_files.push_back(
            {QDir(folder).filePath(file.name), prefix + u'/' + file.name, file.bytes, file.sha256});
        m_bytes += file.bytes;
    }
    putNext();
}

void RecordingPublisher::stop()
{
    m_writer.stop();
    m_files.clear();
    m_next = 0;
    m_bytes = m_stored = 0;
}

double RecordingPublisher::share() const
{
    const qint64 stored = m_stored + (isUnderWay() ? std::min(m_writer.stored(), m_files[m_next].bytes) : 0);
    return m_bytes > 0 ? std::clamp(double(stored) / double(m_bytes), 0.0, 1.0) : 0;
}

void RecordingPublisher::putNext()
{
    m_writer.put(m_files[m_next]);
}

void RecordingPublisher::onPut(const Outcome &outcome)
{
    if (!outcome) {
        stop();
        emit done(outcome);
        return;
    }
    m_stored += m_files[m_next].bytes;
    ++m_next;
    if (m_next == kFirstFiles)
        emit listenable();
    if (isUnderWay())
        putNext();
    else
        emit done(Nothing{});
}

} // namespace earshot
