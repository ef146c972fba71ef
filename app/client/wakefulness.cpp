#include "client/wakefulness.h"

#include "base/slept_time.h"

#include <QNetworkInformation>

namespace earshot {

namespace {

using Reachability = QNetworkInformation::Reachability;

std::optional<bool> isOnline(Reachability reachability)
{
    if (reachability == Reachability::Unknown)
        return std::nullopt;
    return reachability != Reachability::Disconnected;
}

/// Null where the system has no such service.
QNetworkInformation *networkInformation()
{
    const bool isLoaded
        = QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability);
    return isLoaded ? QNetworkInformation::instance() : nullptr;
}

/// A line that still reads the discovery page has no session yet.
void checkAgain(Session &session, LineTarget &target)
{
    if (std::holds_alternative<Session::Idle>(session.state()) && target.stats().phase == LinePhase::Waiting)
        target.tryNow();
}

} // namespace

Wakefulness::Wakefulness(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    const QNetworkInformation *information = networkInformation();
    if (!information)
        return;
    m_online = isOnline(information->reachability());
    connect(information, &QNetworkInformation::reachabilityChanged, this,
        [this](Reachability reachability) { setOnline(isOnline(reachability)); });
    connect(information, &QNetworkInformation::transportMediumChanged, this, &Wakefulness::networkChanged);
}

void Wakefulness::start()
{
    m_suspend = std::make_unique<SuspendWatch>(m_clock, sleptSinceStart);
    connect(m_suspend.get(), &SuspendWatch::resumed, this, &Wakefulness::resumed);
    m_sleepSignal = std::make_unique<SleepSignal>();
    connect(m_sleepSignal.get(), &SleepSignal::wokeUp, m_suspend.get(), &SuspendWatch::look);
    m_suspend->start();
}

void Wakefulness::setOnline(std::optional<bool> online)
{
    if (m_online == online)
        return;
    m_online = online;
    emit onlineChanged(online);
}

void Wakefulness::watchOver(Session &session, LineTarget &target)
{
    if (!m_suspend)
        start();
    session.setOnline(m_online);
    connect(this, &Wakefulness::resumed, &session, [&session, &target](milliseconds sleptFor) {
        session.resumed(sleptFor);
        checkAgain(session, target);
    });
    connect(this, &Wakefulness::networkChanged, &session, [&session, &target] {
        session.checkLine();
        checkAgain(session, target);
    });
    connect(this, &Wakefulness::onlineChanged, &session, [&session, &target](std::optional<bool> online) {
        session.setOnline(online);
        if (online.value_or(true))
            checkAgain(session, target);
    });
}

} // namespace earshot
