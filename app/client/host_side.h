#pragma once

#include "base/random.h"
#include "client/host_server.h"
#include "wire/lease_record.h"

#include <QObject>

#include <functional>
#include <memory>

namespace earshot {

/// What is to be hosted: a new event, or one that is taken back.
struct HostOpening {
    EventId event;
    HostPlan plan; ///< with its credentials
    std::optional<LeaseRecord> remembered; ///< of an event that is taken back, where it got so far
    bool isTakenBack = false;
};

/// The desk of the hosted event, and the server below it. Everything it says is a value. Network thread.
///
///   Idle -open()-> Starting -> Open -close()-> Ending -> Idle
///   Starting, Open -> Failed -open(), close()-> Ending -> …      the server cannot be had (any more)
///   Ending -open()-> Ending, then Starting
class HostSide : public QObject
{
    Q_OBJECT
public:
    HostSide(Clock &clock, std::uint64_t seed, const HostServerOptions &options);

    void open(const HostOpening &opening);
    void close();
    /// Something that a host does; refused while there is no desk.
    void act(const std::function<Outcome(EventDesk &)> &act);
    void makeSpeakerLink(Role role);

signals:
    /// `record` is what another desk would need to go on, nothing before this one was in charge.
    void changed(const earshot::HostView &view, const std::optional<earshot::LeaseRecord> &record);
    /// The event is on the air, and can be joined by that link as its host.
    void opened(const QString &hostLink);
    void refused(const earshot::Failure &failure);

private:
    void start();
    void onReady();
    void onPublished();
    void record();
    void fail(const Failure &failure);
    void endServer();
    void look();
    void publish();
    HostView::State state() const;
    ScheduleCard card() const;
    std::optional<QString> linkWithInvitation(Role role);

    Clock &m_clock;
    SeededRandom m_random;
    const HostServerOptions m_options;
    std::optional<HostOpening> m_opening; ///< Starting, Open, Failed; while Ending the next one
    std::unique_ptr<HostServer> m_server; ///< Starting, Open, Ending
    EventDesk *m_event = nullptr; ///< Open
    EventRecording *m_recording = nullptr; ///< Open, where it is recorded
    bool m_isEnding = false;
    bool m_isOpened = false; ///< `opened` was said
    HostView m_view;
    std::unique_ptr<Timer> m_look; ///< the disk's free room
};

} // namespace earshot
