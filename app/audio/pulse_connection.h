#pragma once

#include "audio/pulse_loop.h"
#include "base/result.h"

#include <pulse/context.h>
#include <pulse/subscribe.h>

#include <functional>

namespace earshot {

/// A connection with PulseAudio, or PipeWire's place-holder for it, that is kept up. The server's events tell at once
/// that devices or the default changed, and then its owner's questions are put anew; while no server answers, one is
/// looked for several times a second.
///
/// Waiting -> Connecting      when it is time
/// Connecting -> Ready        the server answers
/// Connecting, Ready -> Waiting   it refuses, ends, or does not answer
class PulseConnection
{
public:
    struct Owner {
        pa_subscription_mask_t about; ///< events after which the questions are put again
        std::function<int(pa_context *)> ask; ///< puts them; how many answers there will be
        std::function<void()> answered; ///< all of them came
        std::function<void()> lost; ///< `trouble` says why
    };
    PulseConnection(Clock &clock, Owner owner);
    ~PulseConnection();
    PulseConnection(const PulseConnection &) = delete;
    PulseConnection &operator=(const PulseConnection &) = delete;

    /// The owner is complete, and may be called.
    void open() { connectToServer(); }
    pa_context *context() const { return m_context; }
    bool isLooking() const { return !m_known && !m_trouble; }
    std::optional<Failure> trouble() const { return m_trouble; }
    /// The server is there, and lets this program or this person not in.
    bool isRefused() const { return m_trouble && m_isRefused; }
    /// Asks or connects at once.
    void look();
    /// One of the awaited answers is complete.
    void gotAnswer();
    /// Nothing that was asked on this connection is answered: another one may be.
    void giveUp();

private:
    void connectToServer();
    void disconnect();
    void tryAgainSoon(const Failure &why);
    void contextChanged();
    void ask();

    Owner m_owner;
    PulseLoop m_loop;
    std::unique_ptr<Timer> m_timer; ///< until the next try, or until the server should have answered
    pa_context *m_context = nullptr;
    int m_tries = 0; ///< since a server last answered
    int m_awaited = 0; ///< answers
    bool m_askAgain = false; ///< something changed while answers are on their way
    bool m_known = false;
    bool m_isRefused = false;
    std::optional<Failure> m_trouble;
};

/// libpulse counts who holds an operation; it goes on without us.
void forget(pa_operation *operation);

} // namespace earshot
