#pragma once

#include "base/random.h"
#include "session/retry_policy.h"

#include <memory>
#include <vector>

namespace earshot::test {

/// How a client comes back. One object serves the whole crowd.
class StormPolicy
{
public:
    enum class Answer {
        OtherServerNow,
        Wait,
    };
    struct Next {
        Answer what = Answer::Wait;
        milliseconds wait{0}; ///< for Wait
    };

    virtual ~StormPolicy() = default;
    virtual const char *name() const = 0;
    virtual milliseconds afterLoss(int client, Random &random) = 0;
    virtual Next afterTry(int client, const Failure &failure, int serversLeft, Random &random) = 0;
};

/// What the crowd comes back to.
struct StormScene {
    int clients = 1000;
    double joinsPerSecond = 100; ///< J, of all servers together
    int servers = 3; ///< J / servers each
    milliseconds burst{250}; ///< what a server takes at once: this long's worth of joins
    milliseconds outage{0}; ///< no server is there (ECONNREFUSED) for this long
    Cause refusal = Cause::ServerFull;
    int refusalHttpStatus = 0;
    std::uint64_t seed = 1;
};

struct StormResult {
    double secondsToAlmostAll = 0; ///< until 99 % are back, from the end of the outage
    double limitSeconds = 0; ///< N / J
    double peakLoad = 0; ///< most tries in any 1 s (in steps of 100 ms) while the servers are there, over J
    double refusedPerClient = 0;
    double longestSeconds = 0; ///< until the last is back
    std::vector<int> offered; ///< tries in each 100 ms
    std::vector<int> back; ///< clients let in in each 100 ms

    double timeRatio() const { return secondsToAlmostAll / limitSeconds; }
};

/// Lets the crowd lose its servers at time 0 and come back. Event-driven, 1 ms steps: a try reaches its server 10
/// to 100 ms after it was begun; a server takes joins from a token bucket and refuses the rest.
StormResult runStorm(const StormScene &scene, StormPolicy &policy);

/// The session's own arithmetic: Comeback. `spread` is what the desk told the crowd.
std::unique_ptr<StormPolicy> earshotPolicy(int clients, milliseconds spread);
/// Exponential backoff with full jitter, base 0.5 s, cap 30 s, a random server each time.
std::unique_ptr<StormPolicy> backoffPolicy(int clients);
/// nats.go's defaults: every server of the pool at once, then ReconnectWait 2 s plus up to 100 ms of jitter.
std::unique_ptr<StormPolicy> natsGoPolicy();
/// Mumble: every 10 s.
std::unique_ptr<StormPolicy> everyTenSecondsPolicy();

} // namespace earshot::test
