#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>

#include <vector>

#include <unistd.h>

namespace earshot::test {

/// `earshotctl host` as a program of its own, which can be told what to do, and killed.
class HostProcess
{
public:
    ~HostProcess()
    {
        m_process.disconnect();
        kill();
    }
    void start(const QString &folder, const QStringList &arguments)
    {
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { readLines(); });
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(EARSHOTCTL),
            QStringList{"host", "--json", "--commands", "--data", folder} + arguments);
    }
    /// As a person who may not do everything; root's tests only. Before `start`.
    void becomeNobody()
    {
        constexpr unsigned kNobody = 65'534;
        m_process.setChildProcessModifier([] {
            if (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)
                ::_exit(127);
        });
    }
    void say(const QString &order) { m_process.write(order.toUtf8() + '\n'); }
    /// As kill -9; what it printed before is read.
    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
        readLines();
    }
    void interrupt() { m_process.terminate(); }
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    int exitCode() const { return m_process.exitCode(); }

    QString state() const { return last["state"].toString(); }
    QString phase() const { return last["phase"].toString(); }

    QJsonObject last; ///< of kind "event"
    QJsonObject recording; ///< the last of kind "recording"
    QString listenerLink;
    QString speakerLink;
    QStringList refused;

private:
    void readLines()
    {
        while (m_process.canReadLine()) {
            const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
            const QString kind = line["kind"].toString();
            if (kind == "event") {
                last = line;
            } else if (kind == "link") {
                listenerLink = line["listener"].toString();
                speakerLink = line["speaker"].toString();
            } else if (kind == "recording") {
                recording = line;
            } else if (kind == "refused") {
                refused << line["detail"].toString();
            }
        }
    }
    QProcess m_process;
};

} // namespace earshot::test
