#include "session/store_time.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr int kMaxFraction = 9; ///< digits; the server writes nanoseconds

/// Takes fixed forms from the front of a text; once one is missing, `isGood` stays false.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text)
        : m_rest(text)
    { }

    bool isGood = true;

    bool atEnd() const { return m_rest.isEmpty(); }
    bool takeIf(char c)
    {
        const bool here = !m_rest.isEmpty() && m_rest.front() == c;
        if (here)
            m_rest = m_rest.sliced(1);
        return here;
    }
    void expect(char c) { isGood = takeIf(c) && isGood; }
    /// A number of exactly `digits` digits in `least`…`most`.
    int number(int digits, int least, int most)
    {
        int value = 0;
        for (int i = 0; i < digits; ++i)
            value = value * 10 + digit();
        isGood = isGood && value >= least && value <= most;
        return value;
    }
    /// The digits after the point, in µs.
    microseconds fraction()
    {
        std::int64_t value = 0;
        int digits = 0;
        while (isGood && !m_rest.isEmpty() && m_rest.front() >= '0' && m_rest.front() <= '9') {
            const int next = digit();
            if (++digits <= 6)
                value = value * 10 + next;
        }
        isGood = isGood && digits >= 1 && digits <= kMaxFraction;
        for (; digits < 6; ++digits)
            value *= 10;
        return microseconds{value};
    }

private:
    int digit()
    {
        const bool here = !m_rest.isEmpty() && m_rest.front() >= '0' && m_rest.front() <= '9';
        isGood = isGood && here;
        if (!here)
            return 0;
        const int value = m_rest.front() - '0';
        m_rest = m_rest.sliced(1);
        return value;
    }

    QByteArrayView m_rest;
};

minutes zone(Scanner &scan)
{
    if (scan.takeIf('Z'))
        return minutes{0};
    const bool west = scan.takeIf('-');
    if (!west)
        scan.expect('+');
    const int hours = scan.number(2, 0, 23);
    scan.expect(':');
    const minutes ahead{hours * 60 + scan.number(2, 0, 59)};
    return west ? -ahead : ahead;
}

} // namespace

std::optional<StoreTime> readStoreTime(QByteArrayView text)
{
    using namespace std::chrono;
    Scanner scan(text);
    const int y = scan.number(4, 1970, 9999);
    scan.expect('-');
    const auto m = unsigned(scan.number(2, 1, 12));
    scan.expect('-');
    const auto d = unsigned(scan.number(2, 1, 31));
    scan.expect('T');
    const int h = scan.number(2, 0, 23);
    scan.expect(':');
    const int min = scan.number(2, 0, 59);
    scan.expect(':');
    const int s = scan.number(2, 0, 60); // 60: a leap second
    const microseconds part = scan.takeIf('.') ? scan.fraction() : microseconds{0};
    const minutes ahead = zone(scan);
    const year_month_day date{year{y}, month{m}, day{d}};
    if (!scan.isGood || !scan.atEnd() || !date.ok())
        return std::nullopt;
    return sys_days{date} + hours{h} + minutes{min} + seconds{s} + part - ahead;
}

void StoreClock::cameLive(StoreTime stored, Instant arrival)
{
    const microseconds offset = arrival.time_since_epoch() - stored.time_since_epoch();
    m_live = std::min(m_live.value_or(offset), offset);
}

void StoreClock::answered(StoreTime stored, Instant at, WallTime wall)
{
    const microseconds offset = at.time_since_epoch() - stored.time_since_epoch();
    m_answered = std::min(m_answered.value_or(offset), offset);
    m_wall = at.time_since_epoch() - wall.time_since_epoch();
}

microseconds StoreClock::offset() const
{
    const microseconds bound = m_answered.value_or(microseconds::max());
    if (m_live)
        return std::min(*m_live, bound);
    return std::min(m_wall.value_or(microseconds{0}), bound);
}

Instant StoreClock::arrivalOf(StoreTime stored) const
{
    return Instant{stored.time_since_epoch() + offset()};
}

StoreTime StoreClock::storedAt(Instant arrival) const
{
    return StoreTime{arrival.time_since_epoch() - offset()};
}

} // namespace earshot
