#include "ctl/ladder_printer.h"

#include "diagnosis/sentence.h"

#include <array>

namespace earshot::ctl {

namespace {

struct StepNames {
    const char *id;
    const char *title;
};
constexpr std::array<StepNames, 5> kSteps{{
    {"resolve", "Name (DNS)"},
    {"tcp", "Connection (TCP)"},
    {"tls", "Certificate (TLS)"},
    {"http", "Web answer (HTTP)"},
    {"page", "Discovery page"},
}};

QString healthWord(HopHealth health)
{
    switch (health) {
    case HopHealth::Good:
        return QStringLiteral("good");
    case HopHealth::Warning:
        return QStringLiteral("warning");
    case HopHealth::Bad:
        return QStringLiteral("bad");
    case HopHealth::Unknown:
        break;
    }
    return QStringLiteral("not known");
}

/// A link with a ticket needs no page.
QString outcomeWord(const ProbeFinding &finding, bool needsPage)
{
    switch (finding.outcome) {
    case ProbeOutcome::Good:
        return QStringLiteral("good");
    case ProbeOutcome::Failed:
        return finding.step == ProbeStep::Page && !needsPage ? QStringLiteral("warning")
                                                             : QStringLiteral("bad");
    case ProbeOutcome::Skipped:
        return QStringLiteral("skipped");
    case ProbeOutcome::Running:
        break;
    }
    return QStringLiteral("not known");
}

QString rung(
    const QString &health, const QString &title, std::optional<milliseconds> took, const QString &evidence)
{
    const QString time = took ? QStringLiteral("%1 ms").arg(took->count()) : QString();
    QString line
        = QStringLiteral("%1  %2  %3  %4").arg(health, -9).arg(title, -24).arg(time, 8).arg(evidence);
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

void printStep(Printer &printer, const QString &id, const QString &title, const QString &health,
    std::optional<milliseconds> took, const QString &evidence)
{
    QJsonObject fields{{QStringLiteral("step"), id}, {QStringLiteral("health"), health},
        {QStringLiteral("title"), title}, {QStringLiteral("evidence"), evidence}};
    if (took)
        fields[QStringLiteral("took_ms")] = qint64(took->count());
    printer.line(QStringLiteral("step"), fields, rung(health, title, took, evidence));
}

QString evidenceOf(const ProbeFinding &finding, const ProbeStats &probe)
{
    QString text = finding.detail;
    if (finding.step != ProbeStep::Http || !probe.clockOffset)
        return text;
    const auto ahead = std::chrono::round<seconds>(*probe.clockOffset).count();
    const QString clock = ahead == 0
        ? QStringLiteral("clocks agree")
        : QStringLiteral("server's clock %1%2 s").arg(QLatin1String(ahead < 0 ? "" : "+")).arg(ahead);
    return text.isEmpty() ? clock : text + QStringLiteral(", ") + clock;
}

QString joinEvidence(const NowPlayingView &view)
{
    const SessionStats &session = view.evidence.session;
    if (session.phase == LinePhase::Live) {
        QString text = QStringLiteral("let in by %1 %2").arg(session.serverName, session.serverVersion);
        if (session.roundTrip)
            text += QStringLiteral(", round trip %1 ms").arg(toMs(*session.roundTrip), 0, 'f', 1);
        return text;
    }
    if (session.failure)
        return session.failure->detail;
    return QStringLiteral("no answer yet");
}

} // namespace

void printProbe(Printer &printer, const ProbeStats &probe, bool needsPage)
{
    for (const ProbeFinding &finding : probe.findings) {
        const StepNames &names = kSteps.at(size_t(finding.step));
        const bool wasTried = finding.outcome != ProbeOutcome::Skipped;
        printStep(printer, QString::fromLatin1(names.id), QString::fromLatin1(names.title),
            outcomeWord(finding, needsPage), wasTried ? std::optional(finding.took) : std::nullopt,
            evidenceOf(finding, probe));
    }
}

void printJoin(Printer &printer, const NowPlayingView &view, std::optional<milliseconds> took)
{
    const bool isLive = view.evidence.session.phase == LinePhase::Live;
    const QString health = isLive       ? QStringLiteral("good")
        : view.evidence.session.failure ? QStringLiteral("bad")
                                        : QStringLiteral("not known");
    printStep(printer, QStringLiteral("join"), QStringLiteral("Join"), health, took, joinEvidence(view));
}

void printHops(Printer &printer, const NowPlayingView &view)
{
    const auto words = hopWords(view.evidence, view.hops, view.evidenceAt);
    for (size_t i = 0; i < view.hops.size(); ++i) {
        const QString health = healthWord(view.hops[i].health);
        printer.line(QStringLiteral("hop"),
            {{QStringLiteral("hop"), hopId(view.hops[i].hop)}, {QStringLiteral("health"), health},
                {QStringLiteral("title"), words[i].title}, {QStringLiteral("evidence"), words[i].evidence}},
            rung(health, words[i].title, std::nullopt, words[i].evidence));
    }
}

void printVerdict(Printer &printer, const NowPlayingView &view)
{
    const Sentence said = sentence(view.verdict);
    printer.line(QStringLiteral("verdict"),
        {{QStringLiteral("id"), view.verdict.id}, {QStringLiteral("side"), sideId(view.verdict.side)},
            {QStringLiteral("hop"), hopId(view.verdict.hop)}, {QStringLiteral("text"), said.headline},
            {QStringLiteral("next"), said.next}},
        QStringLiteral("%1 %2  [%3]").arg(said.headline, said.next, view.verdict.id));
}

} // namespace earshot::ctl
