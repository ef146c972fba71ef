#include "integration/routed_server.h"
#include "integration/tls_scene.h"
#include "session/probe.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSignalSpy>

#include <algorithm>
#include <cstdio>

using namespace earshot;
using namespace earshot::test;

namespace {

/// Milliseconds until the probe is done.
double probed(const Probe::Target &target)
{
    SystemClock clock;
    SystemRandom random;
    Probe probe(clock, random);
    QEventLoop loop;
    QObject::connect(&probe, &Probe::finished, &loop, &QEventLoop::quit, Qt::QueuedConnection);
    const Instant begun = clock.now();
    Instant done{};
    QObject::connect(&probe, &Probe::finished, &loop, [&] { done = clock.now(); });
    probe.start(target);
    loop.exec();
    return toMs(done - begun);
}

Probe::Target targetOf(const QUrl &server, const QByteArray &pin)
{
    Link link;
    link.host = server.host();
    link.port = server.port();
    link.certificateSha256 = pin;
    return {{server, pin}, link};
}

void measure(const char *name, int times, const Probe::Target &target)
{
    std::vector<double> took;
    for (int i = 0; i < times; ++i)
        took.push_back(probed(target));
    std::ranges::sort(took);
    std::printf("%s %.1f %.1f\n", name, took[took.size() / 2], took.back());
}

} // namespace

/// One line a case: name, median and longest in milliseconds.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const TestCertificate certificate = makeCertificate("IP:127.0.0.1", inDays(-1), inDays(1));
    RoutedServer server(serverTls(certificate));
    server.answerAll("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
    server.answerPage(
        R"({"v":1,"name":"Town","servers":[{"url":"wss://live.example.org"}],"ticket":"a.b.c"})");
    const QByteArray pin = certificate.certificate().digest(QCryptographicHash::Sha256);
    measure("good_server", 50, targetOf(server.url(QStringLiteral("wss")), pin));

    const BlackHole hole;
    const QUrl dropped(QStringLiteral("wss://127.0.0.1:%1").arg(hole.port()));
    measure("black_hole", 3, targetOf(dropped, pin));
    return 0;
}
