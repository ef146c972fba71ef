#include "support/nats_server.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTcpSocket>
#include <QTimer>

#include <unistd.h>

using namespace earshot::test;

/// What it costs a server to keep the audio: its processor time while 8 speakers send 50 packets of 160 bytes a
/// second each, without the stream, with it, and with the acknowledgements that speakers ask for.
class AudioStoreCost : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { EARSHOT_NEED_NATS_SERVER(); }
    void cost_data();
    void cost();
};

namespace {

constexpr int kSpeakers = 8;
constexpr int kPacketMs = 20;
constexpr int kMeasuredMs = 20'000;

/// Seconds of processor time that a process has used.
double cpuSeconds(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const QByteArrayList fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return (fields.at(11).toDouble() + fields.at(12).toDouble()) / double(sysconf(_SC_CLK_TCK));
}

} // namespace

void AudioStoreCost::cost_data()
{
    QTest::addColumn<bool>("keeps");
    QTest::addColumn<bool>("acknowledges");
    QTest::newRow("passed on only") << false << false;
    QTest::newRow("kept") << true << false;
    QTest::newRow("kept and acknowledged") << true << true;
}

void AudioStoreCost::cost()
{
    QFETCH(const bool, keeps);
    QFETCH(const bool, acknowledges);
    NatsServer server(
        NatsServer::openConfig("jetstream { store_dir: \"{dir}/streams\" }\npid_file: \"{dir}/pid\"\n"));
    QVERIFY2(server.start(), qPrintable(server.log()));
    QFile pidFile(server.dir() + "/pid");
    QVERIFY(pidFile.open(QIODevice::ReadOnly));
    const qint64 pid = pidFile.readAll().trimmed().toLongLong();

    std::vector<std::unique_ptr<QTcpSocket>> speakers;
    qint64 acknowledged = 0;
    for (int i = 0; i < kSpeakers; ++i) {
        speakers.push_back(std::make_unique<QTcpSocket>());
        QTcpSocket &socket = *speakers.back();
        connect(&socket, &QTcpSocket::readyRead, this,
            [&] { acknowledged += socket.readAll().count("\"seq\""); });
        socket.connectToHost("127.0.0.1", server.port());
        QVERIFY(socket.waitForConnected());
        socket.write("CONNECT {\"verbose\":false}\r\nSUB _INBOX." + QByteArray::number(i) + " 1\r\n");
    }
    if (keeps) {
        const QByteArray settings
            = R"({"name":"EARSHOT_AUDIO","subjects":["ev.*.audio.*","ev.*.again.*"],"storage":"file",)"
              R"("allow_direct":true,"max_age":86400000000000,"max_bytes":1073741824,"num_replicas":1})";
        speakers[0]->write("PUB $JS.API.STREAM.CREATE.EARSHOT_AUDIO _INBOX.0 "
            + QByteArray::number(settings.size()) + "\r\n" + settings + "\r\n");
    }
    QTest::qWait(1000);

    acknowledged = 0;
    qint64 sent = 0;
    const QByteArray payload(160, 'x');
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QElapsedTimer clock;
    clock.start();
    connect(&timer, &QTimer::timeout, this, [&] {
        while (sent < kSpeakers * (clock.elapsed() / kPacketMs)) {
            const int i = int(sent++ % kSpeakers);
            const QByteArray number = QByteArray::number(i);
            speakers[size_t(i)]->write("PUB ev.town-hall.audio.U" + number
                + (acknowledges ? " _INBOX." + number : QByteArray()) + " 160\r\n" + payload + "\r\n");
        }
    });
    timer.start(kPacketMs);
    const double before = cpuSeconds(pid);
    QTest::qWait(kMeasuredMs);
    const double used = cpuSeconds(pid) - before;
    timer.stop();
    const double wall = double(clock.elapsed()) / 1000;
    qInfo("%-22s %5.2f %% of a core, %.0f packets/s, %.0f us each, %lld acknowledged",
        QTest::currentDataTag(), 100 * used / wall, double(sent) / wall, 1e6 * used / double(sent),
        acknowledged);
    QVERIFY(sent >= kSpeakers * 40 * kMeasuredMs / 1000);
    if (acknowledges)
        QVERIFY(acknowledged > sent * 9 / 10);
}

QTEST_GUILESS_MAIN(AudioStoreCost)
#include "audio_store_cost.moc"
