#include "diagnosis/diagnose.h"

#include <QUrl>

namespace earshot {

namespace {

/// Links come from the host by way of the desk: only what Earshot and a browser open safely is followed.
QString openable(const QString &link)
{
    const QUrl url(link, QUrl::StrictMode);
    const bool isKnown = url.scheme() == QStringLiteral("earshot") || url.scheme() == QStringLiteral("https");
    return url.isValid() && isKnown && !url.host().isEmpty() ? link : QString();
}

/// The first that is there: the beacon's, the schedule's, the discovery page's. The page is only known while
/// the line is not live, and then it is the newest.
QString newest(const Evidence &evidence, QString EventState::*ofState, QString ScheduleCard::*ofCard)
{
    const auto &opinion = evidence.session.secondOpinion;
    if (opinion && opinion->card) {
        if (const QString link = openable((*opinion->card).*ofCard); !link.isEmpty())
            return link;
    }
    if (evidence.state) {
        if (const QString link = openable(evidence.state->value.*ofState); !link.isEmpty())
            return link;
    }
    return evidence.card ? openable((*evidence.card).*ofCard) : QString();
}

/// Plain HTTP on purpose: that is what a log-in page can answer in place of.
QString loginPage(const Evidence &evidence)
{
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(QUrl(QStringLiteral("ws://") + evidence.session.serverHost).host());
    return url.host().isEmpty() ? QString() : url.toString();
}

} // namespace

QString linkOfAction(const Evidence &evidence, Action action)
{
    switch (action) {
    case Action::FollowMove:
        return newest(evidence, &EventState::movedTo, &ScheduleCard::movedTo);
    case Action::OpenRecording:
        return newest(evidence, &EventState::recordingLink, &ScheduleCard::recordingLink);
    case Action::OpenFallback:
        return newest(evidence, &EventState::fallbackLink, &ScheduleCard::fallbackLink);
    case Action::OpenLoginPage:
        return loginPage(evidence);
    default:
        return {};
    }
}

bool canAct(const Evidence &evidence, Action action)
{
    switch (action) {
    case Action::OpenRecording:
        return (evidence.card && evidence.card->recorded) || !linkOfAction(evidence, action).isEmpty();
    case Action::FollowMove:
    case Action::OpenFallback:
    case Action::OpenLoginPage:
        return !linkOfAction(evidence, action).isEmpty();
    default:
        return true;
    }
}

} // namespace earshot
