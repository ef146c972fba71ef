#pragma once

#include "support/fake_objects.h"
#include "support/virtual_clock.h"
#include "wire/server_answer.h"

#include <algorithm>
#include <deque>

namespace earshot::test {

/// A server's objects at the end of a line of so many bytes a second, in virtual time: the answers come one after the
/// other, also those for which nobody waits any more.
class SlowLine
{
public:
    double bytesPerSecond = 0;
    double bucket = 0; ///< bytes that it passes on at once after it was empty
    milliseconds roundTrip{100};
    qint64 brought = 0; ///< bytes of chunks
    qint64 mostWaiting = 0; ///< bytes of answers under way
    int timeouts = 0;
    std::vector<double> soundWaited; ///< ms, each packet

    void tick(FakeObjects &objects, FakeConnection &connection, VirtualClock &clock, milliseconds step)
    {
        take(objects, connection, clock.now());
        bring(connection, clock.now(), toMs(step) / 1000);
        giveUp(clock.now());
        for (; connection.m_pings > 0; --connection.m_pings)
            connection.answerPing(roundTrip, clock.now());
        clock.advance(step);
    }
    void sendSound(Instant now, qsizetype bytes)
    {
        line({.from = now, .until = Instant::max(), .message = {}, .left = double(bytes), .isSound = true});
    }
    /// What was on its way is lost.
    void breakOff()
    {
        for (Answer &answer : std::exchange(m_answers, {})) {
            if (answer.reply)
                answer.reply(Failure{Cause::ServerLost, {}});
        }
    }

private:
    struct Answer {
        Instant from; ///< here at the earliest
        Instant until; ///< waited for
        Connection::Reply reply;
        NatsMessage message;
        double left = 0; ///< bytes
        bool isSound = false;
    };

    void line(Answer answer)
    {
        const auto place = std::ranges::upper_bound(m_answers, answer.from, {}, &Answer::from);
        m_answers.insert(place, std::move(answer));
    }

    void take(FakeObjects &objects, FakeConnection &connection, Instant now)
    {
        for (auto &request : std::exchange(connection.m_requests, {})) {
            const NatsMessage message = objects.answer(QJsonDocument::fromJson(request.payload).object());
            const double size = double(message.payload.size()) + 200; // headers
            line({now + roundTrip, now + request.timeout, std::move(request.reply), message, size});
        }
        qint64 waiting = 0;
        for (const Answer &answer : m_answers)
            waiting += qint64(answer.left);
        mostWaiting = std::max(mostWaiting, waiting);
    }
    void bring(FakeConnection &connection, Instant now, double time)
    {
        const double more = bytesPerSecond * time;
        m_room = std::min(std::max(bucket, more), m_room + more);
        while (m_room > 0 && !m_answers.empty() && m_answers.front().from <= now) {
            const double part = std::min(m_room, m_answers.front().left);
            m_room -= part;
            m_answers.front().left -= part;
            emit connection.bytesReceived(qsizetype(part), now);
            if (m_answers.front().left > 0)
                return;
            const Answer answer = std::move(m_answers.front());
            m_answers.pop_front();
            if (answer.isSound)
                soundWaited.push_back(toMs(now - answer.from));
            if (lastHeader(answer.message, "Nats-Subject").contains(".C."))
                brought += answer.message.payload.size();
            if (answer.reply)
                answer.reply(answer.message);
        }
    }
    void giveUp(Instant now)
    {
        std::vector<Connection::Reply> late;
        for (Answer &answer : m_answers) {
            if (answer.reply && answer.until <= now)
                late.push_back(std::exchange(answer.reply, nullptr));
        }
        timeouts += int(late.size());
        for (const auto &reply : late)
            reply(Failure{Cause::RequestTimeout, {}});
    }

    std::deque<Answer> m_answers;
    double m_room = 0; ///< bytes
};

} // namespace earshot::test
