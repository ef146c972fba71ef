#include "ctl/follow_schedule.h"

#include "ctl/printer.h"
#include "diagnosis/sentence.h"
#include "event/findable_events.h"

#include <QCoreApplication>

namespace earshot::ctl {

namespace {

constexpr seconds kPatience{10};
constexpr minutes kRhythm{1};

Verdict verdictOf(const ServerSnapshot &server)
{
    const Failure failure = server.session.failure.value_or(Failure{Cause::RequestTimeout, {}});
    return verdictForFailure(failure, server.link.host);
}

/// One command's way with one server.
class Following : public QObject
{
public:
    Following(Clock &clock, ServerWatch &watch, Follow how,
        const std::function<ExitCode(const ServerSnapshot &)> &take)
        : m_watch(watch)
        , m_how(how)
        , m_take(take)
        , m_timer(clock.makeTimer())
    {
        connect(&m_watch, &ServerWatch::changed, this, &Following::look, Qt::QueuedConnection);
        if (how == Follow::Once)
            m_timer->start(kPatience, [] { QCoreApplication::quit(); });
        else
            again();
    }

    int exitCode() const { return m_code.value_or(exitCodeFor(verdictOf(m_watch.snapshot()).id)); }
    void interrupt()
    {
        m_isInterrupted = true;
        QCoreApplication::quit();
    }
    void sayFailure() const
    {
        if (!m_code && !m_isInterrupted)
            Printer::error(sentence(verdictOf(m_watch.snapshot())).headline);
    }

private:
    void look()
    {
        ServerSnapshot server = m_watch.snapshot();
        server.schedule = findableEvents(server.schedule, server.link.event);
        const LinePhase phase = server.session.phase;
        if (server.complete) {
            m_said.clear();
            m_code = m_take(server);
            if (m_how == Follow::Once)
                QCoreApplication::quit();
        } else if (phase == LinePhase::Refused) {
            m_code.reset();
            QCoreApplication::quit();
        } else if (phase == LinePhase::Waiting && m_how == Follow::Once) {
            QCoreApplication::quit();
        } else if (phase == LinePhase::Waiting) {
            const QString words = sentence(verdictOf(server)).headline;
            if (std::exchange(m_said, words) != words)
                Printer::error(words);
        }
    }
    void again()
    {
        m_timer->start(kRhythm, [this] {
            look();
            again();
        });
    }

    ServerWatch &m_watch;
    Follow m_how;
    const std::function<ExitCode(const ServerSnapshot &)> &m_take;
    std::unique_ptr<Timer> m_timer;
    std::optional<int> m_code; ///< nothing: it could not be read
    QString m_said;
    bool m_isInterrupted = false; ///< by the person, who knows it
};

} // namespace

int followSchedule(Clock &clock, ServerWatch &watch, Interrupt &interrupt, Follow how,
    const std::function<ExitCode(const ServerSnapshot &server)> &take)
{
    Following following(clock, watch, how, take);
    QObject::connect(&interrupt, &Interrupt::received, &following, &Following::interrupt);
    QCoreApplication::exec();
    following.sayFailure();
    return following.exitCode();
}

int followSchedule(Clock &clock, Random &random, const Link &link, Follow how,
    const std::function<ExitCode(const ServerSnapshot &server)> &take)
{
    ServerWatch watch(clock, random, link);
    Interrupt interrupt;
    return followSchedule(clock, watch, interrupt, how, take);
}

} // namespace earshot::ctl
