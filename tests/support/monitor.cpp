#include "support/monitor.h"

#include <QElapsedTimer>
#include <QStandardPaths>
#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace earshot::test {

namespace {

constexpr int kPatienceMs = 5000;
constexpr std::size_t kBlock = 480;
constexpr float kAudible = 0.02f;

} // namespace

Monitor::Monitor(const QString &sink)
{
    m_recorder.start(QStandardPaths::findExecutable(QStringLiteral("parec")),
        {QStringLiteral("-d"), sink + QStringLiteral(".monitor"), QStringLiteral("--format=s16le"),
            QStringLiteral("--rate=48000"), QStringLiteral("--channels=1"),
            QStringLiteral("--latency-msec=20")});
    m_recorder.waitForReadyRead(kPatienceMs);
}

Monitor::~Monitor()
{
    m_recorder.terminate();
    if (!m_recorder.waitForFinished(kPatienceMs))
        m_recorder.kill();
}

const Samples &Monitor::heard()
{
    const QByteArray bytes = m_odd + m_recorder.readAllStandardOutput();
    const qsizetype whole = bytes.size() / 2 * 2;
    for (qsizetype i = 0; i < whole; i += 2)
        m_heard.push_back(float(qFromLittleEndian<qint16>(bytes.constData() + i)) / 32768);
    m_odd = bytes.mid(whole);
    return m_heard;
}

std::optional<std::chrono::milliseconds> Monitor::waitForSound(std::chrono::milliseconds atMost)
{
    QElapsedTimer waited;
    waited.start();
    std::size_t from = heard().size();
    while (waited.elapsed() < atMost.count()) {
        const Samples &all = heard();
        for (; from + kBlock <= all.size(); from += kBlock) {
            const auto begin = all.begin() + std::ptrdiff_t(from);
            if (std::any_of(begin, begin + kBlock, [](float x) { return std::abs(x) > kAudible; }))
                return std::chrono::milliseconds{waited.elapsed()};
        }
        m_recorder.waitForReadyRead(10);
    }
    return std::nullopt;
}

} // namespace earshot::test
