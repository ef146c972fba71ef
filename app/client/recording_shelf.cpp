#include "client/recording_shelf.h"

namespace earshot {

namespace {

// In the folder of the program's data.
const QString kRecordings = QStringLiteral("/recordings");
const QString kCopies = QStringLiteral("/recordings/own");
const QString kOwnRecordings = QStringLiteral("/engine/recordings");

} // namespace

RecordingShelf::RecordingShelf(
    Clock &clock, NetworkThread &network, const KnownServers &servers, const QString &dataFolder)
    : m_clock(clock)
    , m_network(network)
    , m_servers(servers)
    , m_dataFolder(dataFolder)
    , m_objects(network.side())
{ }

Library &RecordingShelf::library()
{
    if (!m_library)
        makeLibrary();
    return *m_library;
}

QString RecordingShelf::copyFolder() const
{
    return m_dataFolder + kCopies;
}

void RecordingShelf::makeLibrary()
{
    m_library = std::make_unique<LibrarySide>(m_clock, m_objects,
        LibrarySide::Options{.disk = {.folder = m_dataFolder + kRecordings,
                                 .ownFolder = m_dataFolder + kOwnRecordings,
                                 .copyFolder = copyFolder()}});
    LibrarySide *library = m_library.get();
    library->setEvents(m_servers.view());
    if (!m_written.isEmpty())
        library->setBeingWritten(m_written, true);
    QObject::connect(&m_servers, &KnownServers::changed, library, &LibrarySide::setEvents);
    QObject::connect(&m_network.copies(), &CopyFiles::finished, library,
        [library](const QString &folder) { library->setBeingWritten(folder, false); });
    m_network.finishCopies(copyFolder());
}

void RecordingShelf::noteHosted(const HostView &view)
{
    using enum RecordingStats::Phase;
    const RecordingStats::Phase phase = view.recording.phase;
    const bool isWritten = phase == Waiting || phase == Writing || phase == Finishing;
    const QString folder = isWritten && view.event && view.event->started
        ? m_dataFolder + kOwnRecordings + u'/' + objectFolderOf(view.event->id.text(), *view.event->started)
        : QString();
    if (folder == m_written)
        return;
    const QString before = std::exchange(m_written, folder);
    if (m_library && !before.isEmpty())
        m_library->setBeingWritten(before, false);
    if (m_library && !folder.isEmpty())
        m_library->setBeingWritten(folder, true);
}

void RecordingShelf::noteCopy(const CopyStats &copy)
{
    if (m_library && copy.since)
        m_library->setBeingWritten(copy.folder, true);
}

} // namespace earshot
