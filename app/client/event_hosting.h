#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "client/host_journal.h"
#include "client/host_side.h"
#include "client/hosting.h"
#include "client/secret_store.h"
#include "engine/program_check.h"

#include <QThread>

namespace earshot {

/// Hosting with a journal: what a host does is in it before a view shows it. Listeners get the desk's beacon and lease
/// meanwhile, as soon as the desk has done it. Where the journal cannot be written the view goes on, and says so
/// (`HostView::unkept`) until a later try succeeds.
///
/// An event that has ended is closed when its recording is published, or at the second `close`. Where the program ends
/// before, the recording is offered to be finished the next time.
class EventHosting final : public Hosting
{
    Q_OBJECT
public:
    struct Options {
        QString folder; ///< of engine, keys and journal
        QString program = QStringLiteral("nats-server");
        QString recordings; ///< folder; empty = in `folder`
    };

    /// `network` runs on until after this ended.
    EventHosting(
        Clock &clock, Random &random, QThread &network, SecretStore &secrets, const Options &options);
    ~EventHosting() override;

    const HostView &view() const override { return m_view; }
    std::optional<Failure> check(const HostPlan &plan) const override;
    void open(const HostPlan &plan) override;
    void takeBack() override;
    void forgetOffer() override;
    void close() override;

    void start() override;
    void pause(const QString &notice) override;
    void announceDelay(WallTime newStart, const QString &reason) override;
    void cancel(const QString &reason) override;
    void moveTo(const QString &link) override;
    void end() override;
    void setMessage(const QString &text) override;
    void setCopiesAllowed(bool allowed) override;
    void describe(const QString &title, const QString &description) override;

    void bringUp(const UserKey &key) override;
    void dismiss(const UserKey &key) override;
    void setMuted(const UserKey &key, bool muted, const QString &reason) override;
    void remove(const UserKey &key, const QString &reason) override;
    void setCoHost(const UserKey &key, bool coHost) override;
    void makeSpeakerLink(Role role) override;

private:
    using Act = std::function<Outcome(EventDesk &)>;

    std::optional<Failure> checkProgram() const;
    std::optional<Failure> checkCredentials(const HostPlan &plan) const;
    void begin(const HostMemory &memory, const QByteArray &credentials);
    void openWith(const HostOpening &opening);
    void readOffer();
    void setAside(Cause why);
    void onChanged(const HostView &view, const std::optional<LeaseRecord> &record);
    void keep(const HostMemory &memory);
    void onKept(const Outcome &kept, quint64 number, const HostView &covered);
    bool isKeeping() const { return m_kept != m_put; }
    void showOpened();
    void show(HostView view);
    void fail(const Failure &failure);
    void act(Act act);
    void letGo();

    Clock &m_clock;
    Random &m_random;
    SecretStore &m_secrets;
    HostJournal m_journal;
    mutable ProgramCheck m_program;
    HostSide *m_side; ///< lives and dies on the network thread
    std::unique_ptr<Timer> m_retry; ///< of the journal
    std::optional<HostMemory>
        m_memory; ///< of what is hosted, as the journal has it, or gets it now or after m_retry
    HostView m_view;
    HostView m_next; ///< shown when the journal has what it shows
    QString m_openedLink; ///< to be said with the next view
    std::optional<Failure> m_unkept; ///< of the last write of the journal
    bool m_isClosing = false; ///< once its recording is published
    quint64 m_put = 0; ///< counts what the journal was given
    quint64 m_kept = 0; ///< the last of them that is written, or could not be
    quint64 m_turn = 0; ///< counts events, so that late answers of an earlier one are known
};

} // namespace earshot
