#include "report_text.h"

#include "diagnosis/sentence.h"
#include "evidence_words.h"
#include "playing_words.h"
#include "words.h"

#include <QDir>
#include <QHostAddress>
#include <QRegularExpression>
#include <QSysInfo>

namespace earshot {

namespace {

/// Shorter names are words of every language.
constexpr int kShortestName = 3;

using Redact = std::function<void(QString &)>;

void each(Failure &failure, const Redact &redact)
{
    redact(failure.detail);
}

void each(std::optional<Failure> &failure, const Redact &redact)
{
    if (failure)
        each(*failure, redact);
}

void each(std::optional<HostMessage> &message, const Redact &redact)
{
    if (message)
        redact(message->text);
}

void each(QStringList &texts, const Redact &redact)
{
    for (QString &text : texts)
        redact(text);
}

void each(ScheduleCard &card, const Redact &redact)
{
    for (QString *text : {&card.title, &card.description, &card.hostName, &card.movedTo, &card.recordingLink,
             &card.fallbackLink})
        redact(*text);
    each(card.speakerNames, redact);
    each(card.message, redact);
}

void each(EventState &state, const Redact &redact)
{
    for (QString *text :
        {&state.title, &state.hostName, &state.movedTo, &state.recordingLink, &state.fallbackLink})
        redact(*text);
    for (StageMember &member : state.stage)
        redact(member.name);
    each(state.message, redact);
}

void each(ProbeStats &probe, const Redact &redact)
{
    redact(probe.host);
    redact(probe.redirectHost);
    for (ProbeFinding &finding : probe.findings) {
        redact(finding.detail);
        each(finding.failure, redact);
    }
    if (probe.certificate) {
        each(probe.certificate->names, redact);
        redact(probe.certificate->issuer);
    }
}

void each(SessionStats &session, const Redact &redact)
{
    for (QString *text : {&session.serverHost, &session.serverName, &session.serverVersion})
        redact(*text);
    for (std::optional<Failure> *failure : {&session.failure, &session.lostBy, &session.complaint})
        each(*failure, redact);
    if (session.probe)
        each(*session.probe, redact);
    if (session.secondOpinion) {
        redact(session.secondOpinion->note);
        if (session.secondOpinion->card)
            each(*session.secondOpinion->card, redact);
    }
}

void each(Verdict &verdict, const Redact &redact)
{
    for (QString *text : {&verdict.who, &verdict.where, &verdict.detail, &verdict.quote})
        redact(*text);
}

void each(Evidence &evidence, const Redact &redact)
{
    each(evidence.link, redact);
    if (evidence.card)
        each(*evidence.card, redact);
    each(evidence.session, redact);
    if (evidence.state)
        each(evidence.state->value, redact);
    for (SpeakerEvidence &speaker : evidence.speakers)
        redact(speaker.member.name);
    redact(evidence.output.deviceName);
    redact(evidence.output.lostDevice);
    each(evidence.output.failure, redact);
    if (evidence.removed) {
        redact(evidence.removed->by);
        redact(evidence.removed->reason);
    }
    if (evidence.speaking)
        redact(evidence.speaking->deviceName);
}

void each(NowPlayingView &view, const Redact &redact)
{
    for (QString *text : {&view.eventId, &view.title, &view.hostName})
        redact(*text);
    each(view.verdict, redact);
    each(view.evidence, redact);
    for (SpeakerView &speaker : view.stage)
        redact(speaker.name);
    each(view.message, redact);
    for (TimelineEntry &entry : view.timeline) {
        each(entry.verdict, redact);
        redact(entry.text);
    }
}

QString withoutAddresses(QString text)
{
    // RFC 4291 §2.2: the first half names the network. What only looks like one, as a time of day, stays.
    static const QRegularExpression six(QStringLiteral("(?<![\\w.:])[0-9A-Fa-f:]*:[0-9A-Fa-f:]+(%\\w+)?"));
    // RFC 4291 §2.5.5.2: an IPv4 address in an IPv6 one is masked as what it is.
    static const QRegularExpression mapped(QStringLiteral("(?i)::ffff:(?=\\d{1,3}\\.)"));
    text.remove(mapped);
    QString result;
    qsizetype done = 0;
    for (auto found = six.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        const QHostAddress address(match.captured().section(QLatin1Char('%'), 0, 0));
        if (address.protocol() != QAbstractSocket::IPv6Protocol || address.isLoopback() || address.isNull())
            continue;
        const QStringList groups = match.captured().split(QLatin1Char(':'), Qt::SkipEmptyParts);
        result += text.mid(done, match.capturedStart() - done)
            + groups.mid(0, std::min<qsizetype>(2, groups.size() - 1)).join(QLatin1Char(':'))
            + QStringLiteral(":…");
        done = match.capturedEnd();
    }
    text = result + text.mid(done);
    static const QRegularExpression four(QStringLiteral(
        "(?<![\\d.])(?!127\\.)(\\d{1,3}[.\\-_]\\d{1,3})[.\\-_]\\d{1,3}[.\\-_]\\d{1,3}(?![\\d])"));
    return text.replace(four, QStringLiteral("\\1.…"));
}

QString withoutPerson(QString text, const ReportPerson &person)
{
    if (person.home.size() > 1)
        text.replace(person.home, QStringLiteral("~"), Qt::CaseInsensitive);
    static const QRegularExpression homes(
        QStringLiteral("(/home/|/Users/|[A-Za-z]:[\\\\/]Users[\\\\/]|/export/home/|/var/home/)[^\\s/"
                       "\\\\:\"']+|/root(?=/|$)"));
    text.replace(homes, QStringLiteral("~"));
    for (const QString &name : person.names) {
        if (name.size() < kShortestName)
            continue;
        const QRegularExpression word(
            QStringLiteral("(?<![\\p{L}\\p{N}])%1(?![\\p{L}\\p{N}])").arg(QRegularExpression::escape(name)),
            QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
        text.replace(word, QStringLiteral("[name]"));
    }
    return text;
}

} // namespace

ReportPerson ReportPerson::ofThisComputer()
{
    ReportPerson person;
    for (const char *variable : {"USER", "LOGNAME", "USERNAME"})
        person.names << qEnvironmentVariable(variable);
    person.names << QDir::home().dirName() << QSysInfo::machineHostName();
    person.names.removeAll(QString());
    person.names.removeDuplicates();
    person.home = QDir::homePath();
    return person;
}

QString redacted(const QString &given, const ReportPerson &person)
{
    struct Rule {
        QRegularExpression pattern;
        QString instead;
    };
    const auto caseless = QRegularExpression::CaseInsensitiveOption;
    static const std::array rules{
        Rule{QRegularExpression(QStringLiteral("-----BEGIN[\\s\\S]*?(-----END[^-]*-----|$)")),
            QStringLiteral("[key]")},
        // A JSON web token, RFC 7519, even where its end was cut off.
        Rule{
            QRegularExpression(QStringLiteral("eyJ[\\w-]{4,}(\\.[\\w-]*){0,2}")), QStringLiteral("[ticket]")},
        Rule{QRegularExpression(QStringLiteral("([?&;](?:t|i|ticket|token|jwt|fp|key|sig|auth|pass|password|"
                                               "access_token|code)=)(?!\\[)[^\\s&;\"'<>]*"),
                 caseless),
            QStringLiteral("\\1[removed]")},
        Rule{QRegularExpression(
                 QStringLiteral(
                     "\\b(password|passwd|secret|token|ticket|bearer|basic|jwt|nkey|seed|api[_-]?key)"
                     "(\\s*[:=]\\s*|\\s+)(?!\\[)[^\\s,;\"']*\\d[^\\s,;\"']*"),
                 caseless),
            QStringLiteral("\\1\\2[removed]")},
        Rule{QRegularExpression(QStringLiteral("://(?!\\[removed\\])[^/\\s@]+@")),
            QStringLiteral("://[removed]@")},
        Rule{QRegularExpression(QStringLiteral("[\\w.+%-]+@[\\w-]+(\\.[\\w-]+)+")),
            QStringLiteral("[e-mail]")},
        Rule{QRegularExpression(
                 QStringLiteral("(?<![0-9A-Fa-f])[0-9A-Fa-f]{2}([:_-][0-9A-Fa-f]{2}){5,31}(?![0-9A-Fa-f])")),
            QStringLiteral("[address]")},
        // NKeys (base32, 56 or 58 characters), fingerprints, base64: no word of people is as long as that
        // and has a digit in it.
        Rule{QRegularExpression(QStringLiteral("(?<![\\w+/=-])(?=[\\w+=-]*\\d)[\\w+=-]{32,}")),
            QStringLiteral("[key]")},
        Rule{QRegularExpression(QStringLiteral("\\b[SPAUOCNX][A-Z2-7]{24,}")), QStringLiteral("[key]")},
    };
    QString text = given;
    for (const Rule &rule : rules)
        text.replace(rule.pattern, rule.instead);
    return withoutPerson(withoutAddresses(text), person);
}

QString reportText(const NowPlayingView &shown, const ReportPerson &person)
{
    NowPlayingView view = shown;
    each(view, [&](QString &text) { text = redacted(text, person); });
    const Sentence words = view.verdict.id.isEmpty() ? Sentence{} : sentence(view.verdict);
    QStringList lines{QStringLiteral("Earshot %1").arg(QStringLiteral(EARSHOT_VERSION)),
        UiWords::joined({PlayingWords::title(view), UiWords::clockSeconds(view.evidence.wall)}),
        words.headline, words.next};
    lines.removeAll(QString());
    const auto add = [&](const QString &title, const std::vector<Fact> &facts) {
        if (facts.empty())
            return;
        lines << QString() << title;
        for (const Fact &fact : facts)
            lines << QStringLiteral("  %1: %2").arg(fact.label, fact.value);
    };
    add(EvidenceWords::tr("What this rests on"), EvidenceWords::verdict(view));
    for (const HopFacts &hop : EvidenceWords::hops(view))
        add(QStringLiteral("%1 (%2)").arg(hop.title, hop.side), hop.facts);
    for (const HopFacts &part : EvidenceWords::more(view))
        add(part.title, part.facts);
    return redacted(lines.join(QLatin1Char('\n')), person);
}

} // namespace earshot
