#include "diagnosis/verdict_steadier.h"

#include <algorithm>
#include <array>

namespace earshot {

namespace {

enum class Kind {
    Question, ///< checking
    Fine, ///< ok.*
    Note, ///< sound goes on
    LineFault,
    Fault, ///< silence of any other reason
};

bool isLineFault(const Verdict &verdict)
{
    static constexpr std::array kLine{
        "net.", "server.", "http.", "you.stalled", "you.slow", "event.full_fallback"};
    return std::ranges::any_of(
        kLine, [&](const char *start) { return verdict.id.startsWith(QLatin1String(start)); });
}

Kind kindOf(const Verdict &verdict)
{
    if (verdict.id.startsWith(QStringLiteral("ok.")))
        return Kind::Fine;
    if (verdict.hearing)
        return Kind::Note;
    if (verdict.check != Check::None)
        return Kind::Question;
    return isLineFault(verdict) ? Kind::LineFault : Kind::Fault;
}

/// How much it says about why there is no line: 0 that there is none, 1 a reason, 2 a reason behind the reason.
int exactness(const Verdict &verdict)
{
    static constexpr std::array kVague{
        "you.stalled", "server.lost", "net.refused", "net.timeout", "server.no_answer"};
    static constexpr std::array kRefined{"net.offline", "net.captive", "net.clock", "event.full_fallback"};
    const auto is = [&](const char *id) { return verdict.id == QLatin1String(id); };
    return std::ranges::any_of(kVague, is) ? 0 : std::ranges::any_of(kRefined, is) ? 2 : 1;
}

/// What a line ended with; dialling it again in vain adds nothing.
bool isLoss(const Verdict &verdict)
{
    return verdict.id == QStringLiteral("server.lost") || verdict.id == QStringLiteral("you.stalled");
}

bool isVainDial(const Verdict &verdict)
{
    return verdict.id == QStringLiteral("net.refused") || verdict.id == QStringLiteral("net.timeout")
        || verdict.id == QStringLiteral("server.lost");
}

/// Longer than anything is held.
constexpr milliseconds kForGood = std::chrono::hours{24 * 365};

milliseconds neededOnTheLine(const Verdict &shown, const Verdict &next)
{
    if (isLoss(shown) && isVainDial(next))
        return kForGood;
    if (shown.cause && shown.cause == next.cause && exactness(next) > exactness(shown))
        return milliseconds{0};
    return exactness(next) >= exactness(shown) ? VerdictSteadier::kExact : VerdictSteadier::kSettled;
}

} // namespace

/// How long a change must last before it is shown.
milliseconds VerdictSteadier::neededFor(const Verdict &next, Instant now) const
{
    const Kind from = kindOf(*m_shown);
    const Kind to = kindOf(next);
    const bool isSound = to == Kind::Fine || to == Kind::Note;
    switch (from) {
    case Kind::Question:
        return milliseconds{0};
    case Kind::Fine:
        return isSound || to == Kind::Question ? kBlink : milliseconds{0};
    case Kind::Note: {
        if (!isSound)
            return to == Kind::Question ? kBlink : milliseconds{0};
        const auto shownFor = std::chrono::duration_cast<milliseconds>(now - m_shownSince);
        return shownFor >= kReadable ? kProof : std::max(kReadable - shownFor, kProof);
    }
    case Kind::LineFault:
        if (to == Kind::LineFault)
            return neededOnTheLine(*m_shown, next);
        if (isSound)
            return kProof;
        return to == Kind::Question && next.check != Check::Missed ? kBlink : milliseconds{0};
    case Kind::Fault:
        return isSound ? kProof : milliseconds{0};
    }
    return milliseconds{0};
}

const Verdict &VerdictSteadier::feed(const Verdict &verdict, Instant now)
{
    if (!m_shown || verdict.id == m_shown->id) {
        m_candidate.clear();
        show(verdict, now);
        return *m_shown;
    }
    if (verdict.id != m_candidate) {
        m_candidate = verdict.id;
        m_candidateSince = now;
    }
    // Nothing becomes due by waiting alone: what is needed is asked for the moment the candidate came.
    if (now - m_candidateSince >= neededFor(verdict, m_candidateSince)) {
        m_candidate.clear();
        show(verdict, now);
        return *m_shown;
    }
    if (m_shown->forHowLong)
        *m_shown->forHowLong += std::chrono::duration_cast<milliseconds>(now - m_fed);
    m_fed = now;
    if (kindOf(verdict) == Kind::LineFault && kindOf(*m_shown) == Kind::LineFault) {
        m_shown->nextStepIn = verdict.nextStepIn;
        m_shown->dialing = verdict.dialing;
        m_shown->attempt = verdict.attempt;
        m_shown->retry = verdict.retry;
        m_shown->otherServers = verdict.otherServers;
        m_shown->note = verdict.note;
        m_shown->noteAge = verdict.noteAge;
    }
    return *m_shown;
}

void VerdictSteadier::show(const Verdict &verdict, Instant now)
{
    if (!m_shown || m_shown->id != verdict.id)
        m_shownSince = now;
    m_shown = verdict;
    m_fed = now;
}

void VerdictSteadier::reset()
{
    m_shown.reset();
    m_candidate.clear();
}

} // namespace earshot
