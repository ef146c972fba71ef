#include "simulation/reconnect_storm/storm.h"

#include <algorithm>

namespace earshot::test {

namespace {

constexpr int kSlotMs = 100;
constexpr int kSlotsPerSecond = 1000 / kSlotMs;
constexpr std::int64_t kEndMs = 2 * 3600 * 1000;

/// Things to do, by the millisecond; as many as there are clients at most.
class Agenda
{
public:
    void add(std::int64_t at, int client)
    {
        if (std::size_t(at) >= m_at.size())
            m_at.resize(std::size_t(at) + 1 + m_at.size() / 2);
        m_at[std::size_t(at)].push_back(client);
    }
    std::vector<int> take(std::int64_t at)
    {
        return std::size_t(at) < m_at.size() ? std::exchange(m_at[std::size_t(at)], {}) : std::vector<int>();
    }

private:
    std::vector<std::vector<int>> m_at;
};

class Server
{
public:
    Server(double joinsPerSecond, milliseconds burst)
        : m_perMs(joinsPerSecond / 1000)
        , m_most(std::max(1.0, m_perMs * double(burst.count())))
        , m_tokens(m_most)
    { }

    bool takes(std::int64_t ms)
    {
        m_tokens = std::min(m_most, m_tokens + m_perMs * double(ms - m_at));
        m_at = ms;
        if (m_tokens < 1)
            return false;
        m_tokens -= 1;
        return true;
    }

private:
    double m_perMs;
    double m_most;
    double m_tokens;
    std::int64_t m_at = 0;
};

struct Client {
    std::uint8_t tried = 0; ///< servers of this round, as bits
};

/// A random one of those not tried in this round.
int chooseServer(Client &client, int servers, Random &random)
{
    int left = servers;
    for (int i = 0; i < servers; ++i)
        left -= client.tried >> i & 1;
    int skip = int(random.next() % std::uint64_t(left));
    for (int i = 0; i < servers; ++i) {
        if (!(client.tried >> i & 1) && skip-- == 0) {
            client.tried |= std::uint8_t(1 << i);
            return i;
        }
    }
    return 0;
}

void countAt(std::vector<int> &counts, std::int64_t ms)
{
    const auto slot = std::size_t(ms / kSlotMs);
    if (slot >= counts.size())
        counts.resize(slot + 1);
    ++counts[slot];
}

double peakOf(const std::vector<int> &offered, std::int64_t fromMs)
{
    int most = 0;
    int sum = 0;
    const auto first = std::size_t(fromMs / kSlotMs);
    for (std::size_t i = first; i < offered.size(); ++i) {
        sum += offered[i];
        if (i >= first + kSlotsPerSecond)
            sum -= offered[i - kSlotsPerSecond];
        most = std::max(most, sum);
    }
    return most;
}

} // namespace

StormResult runStorm(const StormScene &scene, StormPolicy &policy)
{
    SeededRandom random(scene.seed);
    const auto wayThere = [&random] { return 10 + std::int64_t(random.fraction() * 90); };
    std::vector<Client> clients(std::size_t(scene.clients));
    std::vector<Server> servers(
        std::size_t(scene.servers), Server(scene.joinsPerSecond / scene.servers, scene.burst));
    Agenda agenda;
    for (int i = 0; i < scene.clients; ++i)
        agenda.add(policy.afterLoss(i, random).count() + wayThere(), i);

    StormResult result;
    result.limitSeconds = scene.clients / scene.joinsPerSecond;
    const Failure down{Cause::ConnectionRefused, {}};
    const Failure refused{scene.refusal, {}, scene.refusalHttpStatus};
    std::int64_t refusals = 0;
    int back = 0;
    for (std::int64_t ms = 0; ms < kEndMs && back < scene.clients; ++ms) {
        for (const int i : agenda.take(ms)) {
            Client &client = clients[std::size_t(i)];
            countAt(result.offered, ms);
            const auto server = std::size_t(chooseServer(client, scene.servers, random));
            const bool isThere = ms >= scene.outage.count();
            if (isThere && servers[server].takes(ms)) {
                countAt(result.back, ms);
                ++back;
                if (std::int64_t(back) * 100 >= std::int64_t(scene.clients) * 99
                    && result.secondsToAlmostAll == 0)
                    result.secondsToAlmostAll = double(ms - scene.outage.count()) / 1000;
                result.longestSeconds = double(ms - scene.outage.count()) / 1000;
                continue;
            }
            refusals += isThere;
            int left = scene.servers;
            for (int s = 0; s < scene.servers; ++s)
                left -= client.tried >> s & 1;
            const auto next = policy.afterTry(i, isThere ? refused : down, left, random);
            if (next.what == StormPolicy::Answer::Wait)
                client.tried = 0;
            agenda.add(ms + next.wait.count() + wayThere(), i);
        }
    }
    result.peakLoad = peakOf(result.offered, scene.outage.count()) / scene.joinsPerSecond;
    result.refusedPerClient = double(refusals) / scene.clients;
    return result;
}

namespace {

class Earshot final : public StormPolicy
{
public:
    Earshot(int clients, milliseconds spread)
        : m_spread(spread)
        , m_clients(std::size_t(clients))
    { }
    const char *name() const override { return "Earshot"; }
    milliseconds afterLoss(int client, Random &random) override
    {
        return m_clients[std::size_t(client)].afterLoss(m_spread, random);
    }
    Next afterTry(int client, const Failure &failure, int serversLeft, Random &random) override
    {
        Comeback &comeback = m_clients[std::size_t(client)];
        if (comeback.afterTry(failure, serversLeft) == RetryKind::OtherServerNow)
            return {Answer::OtherServerNow};
        return {Answer::Wait, comeback.afterRound(failure, {}, random)};
    }

private:
    milliseconds m_spread;
    std::vector<Comeback> m_clients;
};

class Backoff final : public StormPolicy
{
public:
    explicit Backoff(int clients)
        : m_attempts(std::size_t(clients))
    { }
    const char *name() const override { return "exponential backoff, full jitter"; }
    milliseconds afterLoss(int, Random &) override { return milliseconds{0}; }
    Next afterTry(int client, const Failure &, int, Random &random) override
    {
        const auto ceiling = std::min(30'000.0, 500.0 * double(1 << m_attempts[std::size_t(client)]));
        if (m_attempts[std::size_t(client)] < 10)
            ++m_attempts[std::size_t(client)];
        return {Answer::Wait, milliseconds{std::int64_t(random.fraction() * ceiling)}};
    }

private:
    std::vector<std::uint8_t> m_attempts;
};

class NatsGo final : public StormPolicy
{
public:
    const char *name() const override { return "nats.go, 2 s + 100 ms"; }
    milliseconds afterLoss(int, Random &) override { return milliseconds{0}; }
    Next afterTry(int, const Failure &, int serversLeft, Random &random) override
    {
        if (serversLeft > 0)
            return {Answer::OtherServerNow};
        return {Answer::Wait, milliseconds{2000 + std::int64_t(random.fraction() * 100)}};
    }
};

class EveryTenSeconds final : public StormPolicy
{
public:
    const char *name() const override { return "every 10 s (Mumble)"; }
    milliseconds afterLoss(int, Random &) override { return milliseconds{10'000}; }
    Next afterTry(int, const Failure &, int, Random &) override
    {
        return {Answer::Wait, milliseconds{10'000}};
    }
};

} // namespace

std::unique_ptr<StormPolicy> earshotPolicy(int clients, milliseconds spread)
{
    return std::make_unique<Earshot>(clients, spread);
}

std::unique_ptr<StormPolicy> backoffPolicy(int clients)
{
    return std::make_unique<Backoff>(clients);
}

std::unique_ptr<StormPolicy> natsGoPolicy()
{
    return std::make_unique<NatsGo>();
}

std::unique_ptr<StormPolicy> everyTenSecondsPolicy()
{
    return std::make_unique<EveryTenSeconds>();
}

} // namespace earshot::test
