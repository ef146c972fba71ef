#pragma once

#include "client/hosting.h"
#include "client/known_servers.h"
#include "client/library_side.h"
#include "client/network_objects.h"

namespace earshot {

/// The library of this computer's recordings and of the known servers', made when it is first asked for. What is being
/// written now is listed when it is finished; own copies that were left unfinished are finished then. Main thread.
class RecordingShelf
{
public:
    /// `dataFolder` is the program's.
    RecordingShelf(
        Clock &clock, NetworkThread &network, const KnownServers &servers, const QString &dataFolder);

    Library &library();
    QString copyFolder() const; ///< for own copies that are to be found in the library
    /// The hosted event's recording.
    void noteHosted(const HostView &view);
    void noteCopy(const CopyStats &copy);
    /// Before the network thread ends; the library ends after it, which hands it what is read.
    void close() { m_objects.close(); }

private:
    void makeLibrary();

    Clock &m_clock;
    NetworkThread &m_network;
    const KnownServers &m_servers;
    const QString m_dataFolder;
    NetworkObjects m_objects;
    QString m_written; ///< folder of the hosted event's recording while it is written; empty = none is
    std::unique_ptr<LibrarySide> m_library;
};

} // namespace earshot
