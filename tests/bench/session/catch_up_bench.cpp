#include "support/stored_event.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <cstdio>

using namespace earshot;
using namespace earshot::test;

namespace {

/// With a real event loop: QTest's waiting sleeps 10 ms at each hop between the sockets in this program.
bool waitFor(const std::function<bool()> &condition, milliseconds most)
{
    QEventLoop loop;
    QTimer poll;
    bool isMet = false;
    QObject::connect(&poll, &QTimer::timeout, [&] {
        if ((isMet = condition()))
            loop.quit();
    });
    poll.start(2);
    QTimer::singleShot(most, &loop, &QEventLoop::quit);
    loop.exec();
    return isMet;
}

void pass(milliseconds time)
{
    waitFor([] { return false; }, time);
}

} // namespace

/// The time from the line's return to the first packet that was missed, by a real server on this computer:
/// 20 outages of 0.5 s in an event of two speakers with packets of 20 ms.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    StoredEvent scene;
    if (!NatsServer::isInstalled() || !scene.start() || !scene.join()) {
        std::fprintf(stderr, "nats-server is missing or does not start\n");
        return 1;
    }
    QTimer talk;
    QObject::connect(&talk, &QTimer::timeout, [&] { scene.say(); });
    talk.start(20);
    pass(seconds{1});

    std::vector<double> toFirst;
    std::vector<double> toLast;
    const quint64 requestsBefore = scene.listener->archiveRequests();
    for (int run = 0; run < 20; ++run) {
        scene.proxy->cut();
        if (!waitFor([&] { return !scene.session->isLive(); }, seconds{5}))
            return 1;
        pass(milliseconds{500});
        const size_t heard = scene.heard.size();
        Instant back = Instant::max();
        const auto watch
            = QObject::connect(scene.session.get(), &Session::wentLive, [&] { back = scene.clock.now(); });
        const auto isOver
            = [&] { return scene.listener->catchUpStats().lastRecovery.value_or(Instant{}) > back; };
        const auto isBack = [&] {
            scene.session->tryNow();
            return scene.session->isLive();
        };
        if (!scene.proxy->mend() || !waitFor(isBack, seconds{5}) || !waitFor(isOver, seconds{5}))
            return 1;
        QObject::disconnect(watch);
        toFirst.push_back(toMs(scene.heard.at(heard).at - back));
        toLast.push_back(toMs(*scene.listener->catchUpStats().lastRecovery - back));
        pass(milliseconds{2500}); // the line is proven again
    }
    std::ranges::sort(toFirst);
    std::ranges::sort(toLast);
    const CatchUpStats stats = scene.listener->catchUpStats();
    std::printf(
        "reconnect to first missed packet   median %.1f ms, most %.1f ms\n", toFirst[10], toFirst.back());
    std::printf(
        "reconnect to all of it             median %.1f ms, most %.1f ms\n", toLast[10], toLast.back());
    std::printf("fetched %llu packets with %llu requests, %llu lost\n",
        static_cast<unsigned long long>(stats.recovered),
        static_cast<unsigned long long>(scene.listener->archiveRequests() - requestsBefore),
        static_cast<unsigned long long>(stats.lost));
    return 0;
}
