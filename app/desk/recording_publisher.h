#pragma once

#include "desk/object_writer.h"
#include "event/recording.h"

#include <vector>

namespace earshot {

/// Puts a finished recording's files into the object store: first what is listened to and told by (`recording.json`,
/// overview, programme), then the speakers' tracks. The programme is the last of the former, as who removes a recording
/// marks that: nothing is stored between the look for the mark and the word that it can be had. Network thread.
class RecordingPublisher : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t kFirstFiles = 3;

    RecordingPublisher(Clock &clock, Session &session);

    /// The files of `info` in `folder`, as objects `<prefix>/<file>`.
    void publish(const QString &folder, const QString &prefix, const RecordingInfo &info);
    void stop();
    bool isUnderWay() const { return m_next < m_files.size(); }
    double share() const; ///< of all bytes, 0…1
    const std::optional<Failure> &trouble() const { return m_writer.trouble(); }

signals:
    void progressed();
    /// Listeners can have the programme, and know all of the recording.
    void listenable();
    /// All is stored; or a file is not what it was (FileUnreadable, FileDamaged); or the host removes it (EventUnknown).
    void done(const earshot::Outcome &outcome);

private:
    void putNext();
    void onPut(const Outcome &outcome);

    ObjectWriter m_writer;
    std::vector<ObjectWriter::File> m_files;
    std::size_t m_next = 0;
    qint64 m_bytes = 0; ///< of all
    qint64 m_stored = 0; ///< of those before m_next
};

} // namespace earshot
