#include "session/second_opinion_reader.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr milliseconds kFirstWithin{1000};
constexpr milliseconds kRhythm{30'000};
constexpr milliseconds kJitter{10'000};
constexpr int kMostDoublings = 4; ///< 8 min
constexpr milliseconds kWithoutPage{600'000};

} // namespace

SecondOpinionReader::SecondOpinionReader(Clock &clock, Random &random)
    : m_clock(clock)
    , m_random(random)
    , m_reader(clock)
    , m_next(clock.makeTimer())
{
    connect(&m_reader, &DiscoveryReader::pageRead, this, &SecondOpinionReader::onPage);
    connect(&m_reader, &DiscoveryReader::failed, this, &SecondOpinionReader::onFailed);
}

void SecondOpinionReader::ask(const Link &link)
{
    if (m_isAsked && m_link == link)
        return;
    m_link = link;
    m_isAsked = true;
    // A line that comes and goes does not ask more often either.
    const milliseconds rhythm = m_hasNoPage ? kWithoutPage : kRhythm;
    const auto earliest = m_askedLast ? *m_askedLast + rhythm : m_clock.now();
    const auto owed = std::chrono::duration_cast<milliseconds>(earliest - m_clock.now());
    const milliseconds spread{std::int64_t(m_random.fraction() * double(kFirstWithin.count()))};
    readAfter(std::max(owed, milliseconds{0}) + spread);
}

void SecondOpinionReader::rest()
{
    m_isAsked = false;
    m_failures = 0;
    m_next->stop();
    m_reader.stop();
    m_opinion.reset();
}

void SecondOpinionReader::readAfter(milliseconds wait)
{
    m_next->start(wait, [this] {
        m_askedLast = m_clock.now();
        m_reader.read(m_link);
    });
}

void SecondOpinionReader::take(const Link &link, const DiscoveryPage &page)
{
    m_reader.stop();
    m_link = link;
    m_askedLast = m_clock.now();
    m_failures = 0;
    m_hasNoPage = false;
    const auto isThisEvent = [this](const ScheduleCard &card) { return m_link.event == card.id; };
    const auto card = std::ranges::find_if(page.schedule, isThisEvent);
    m_opinion = SecondOpinion{m_clock.now(), page.written, page.note,
        card == page.schedule.end() ? std::nullopt : std::optional(*card)};
    if (m_isAsked)
        readAfter(kRhythm + milliseconds{std::int64_t(m_random.fraction() * double(kJitter.count()))});
}

void SecondOpinionReader::onPage(const DiscoveryPage &page)
{
    take(m_link, page);
    emit pageRead(page);
}

/// What an earlier reading said stays, with its age.
void SecondOpinionReader::onFailed(const Failure &failure)
{
    m_hasNoPage = failure.cause == Cause::HttpStatus
        && (failure.httpStatus == 400 || failure.httpStatus == 404 || failure.httpStatus == 410);
    const int doublings = std::min(++m_failures, kMostDoublings);
    const milliseconds rhythm = m_hasNoPage ? kWithoutPage : kRhythm * (1 << doublings);
    const milliseconds asked{failure.retryAfter.value_or(seconds{0})};
    const milliseconds jitter{std::int64_t(m_random.fraction() * double(kJitter.count()))};
    readAfter(std::max(rhythm, asked) + jitter);
}

} // namespace earshot
