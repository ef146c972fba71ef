#include "diagnosis/verdict_steadier.h"

namespace earshot {

namespace {

bool isGood(const Verdict &verdict)
{
    return verdict.id.startsWith(QStringLiteral("ok."));
}

bool explainsSilence(const Verdict &verdict)
{
    return !verdict.hearing && verdict.check == Check::None;
}

/// How long a change must last before it is shown.
milliseconds neededFor(const Verdict &shown, const Verdict &next)
{
    if (isGood(shown) && !isGood(next) && !explainsSilence(next))
        return VerdictSteadier::kBlink;
    if (!isGood(shown) && isGood(next) && shown.check == Check::None)
        return VerdictSteadier::kProof;
    return milliseconds{0};
}

} // namespace

const Verdict &VerdictSteadier::feed(const Verdict &verdict, Instant now)
{
    if (!m_shown || verdict.id == m_shown->id) {
        m_candidate.clear();
        m_shown = verdict;
        return *m_shown;
    }
    if (verdict.id != m_candidate) {
        m_candidate = verdict.id;
        m_candidateSince = now;
    }
    if (now - m_candidateSince >= neededFor(*m_shown, verdict)) {
        m_candidate.clear();
        m_shown = verdict;
    }
    return *m_shown;
}

void VerdictSteadier::reset()
{
    m_shown.reset();
    m_candidate.clear();
}

} // namespace earshot
