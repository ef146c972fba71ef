#pragma once

#include "client/host_view.h"

#include <QObject>

namespace earshot {

/// Hosts one event: engine or server, desk, links; remembers what is hosted, so that a crash loses nothing. Lives on
/// the main thread; the desk on the network thread.
class Hosting : public QObject
{
    Q_OBJECT
public:
    virtual const HostView &view() const = 0;

    /// Why that plan cannot be hosted, before it is tried; nothing where it can.
    virtual std::optional<Failure> check(const HostPlan &plan) const = 0;
    virtual void open(const HostPlan &plan) = 0;
    virtual void takeBack() = 0; ///< HostView::offer
    virtual void forgetOffer() = 0;
    /// Lets go: an event that has not ended can be taken back. One that has ended is closed when its recording is
    /// published; a second call does not wait.
    virtual void close() = 0;

    virtual void start() = 0; ///< or goes on
    virtual void pause(const QString &notice) = 0;
    virtual void announceDelay(WallTime newStart, const QString &reason) = 0;
    virtual void cancel(const QString &reason) = 0;
    virtual void moveTo(const QString &link) = 0;
    virtual void end() = 0;
    virtual void setMessage(const QString &text) = 0;
    virtual void setCopiesAllowed(bool allowed) = 0; ///< listeners may keep what they hear
    virtual void describe(const QString &title, const QString &description) = 0;

    virtual void bringUp(const UserKey &key) = 0; ///< a raised hand
    virtual void dismiss(const UserKey &key) = 0;
    virtual void setMuted(const UserKey &key, bool muted, const QString &reason) = 0;
    virtual void remove(const UserKey &key, const QString &reason) = 0;
    virtual void setCoHost(const UserKey &key, bool coHost) = 0;
    virtual void makeSpeakerLink(Role role) = 0; ///< HostView::speakerLink

signals:
    void viewChanged(const earshot::HostView &view);
    /// The event can be joined by that link, and its host be admitted with the invitation in it.
    void opened(const QString &hostLink);
    /// What was asked for was not done.
    void refused(const earshot::Failure &failure);
};

} // namespace earshot
