#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <optional>
#include <vector>

#include <unistd.h>

namespace earshot::test {

/// `earshotctl` as a program of its own, and the objects it printed. Its talk key is in `runtimeFolder`.
class Program
{
public:
    explicit Program(const QString &runtimeFolder)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtimeFolder);
        m_process.setProcessEnvironment(environment);
        QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process, [this] {
            const QByteArray more = m_process.readAllStandardError();
            said += more;
            std::fwrite(more.constData(), 1, std::size_t(more.size()), stderr);
        });
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] {
            while (m_process.canReadLine())
                printed.push_back(QJsonDocument::fromJson(m_process.readLine()).object());
        });
    }
    ~Program()
    {
        m_process.disconnect();
        m_process.kill();
        m_process.waitForFinished();
    }
    void run(const QStringList &arguments)
    {
        m_process.start(QStringLiteral(EARSHOTCTL), arguments + QStringList{QStringLiteral("--json")});
    }
    /// As a person who may not do everything; root's tests only. Before `run`.
    void becomeNobody()
    {
        constexpr unsigned kNobody = 65'534;
        m_process.setChildProcessModifier([] {
            if (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)
                ::_exit(127);
        });
    }
    /// On its standard input.
    void say(const QString &line) { m_process.write(line.toUtf8() + '\n'); }
    /// Asks it to end in order; its exit code, or nothing where it crashed or did not end.
    std::optional<int> end()
    {
        if (m_process.state() != QProcess::NotRunning)
            ::kill(pid_t(m_process.processId()), SIGINT);
        return ended();
    }
    std::optional<int> ended()
    {
        const bool hasEnded
            = QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, 20'000);
        return hasEnded && m_process.exitStatus() == QProcess::NormalExit
            ? std::optional(m_process.exitCode())
            : std::nullopt;
    }
    /// The last of a kind; empty where there is none.
    QJsonObject last(const char *kind) const
    {
        for (auto line = printed.rbegin(); line != printed.rend(); ++line) {
            if (line->value(QLatin1String("kind")) == QLatin1String(kind))
                return *line;
        }
        return {};
    }
    bool isProven() const
    {
        const QJsonObject proof = last("proof");
        return proof[QLatin1String("own_voice_ms")].isDouble()
            && proof[QLatin1String("hearing")].toInt() >= 1;
    }
    QString describe(const std::optional<int> &code) const
    {
        return QStringLiteral("exit %1, status %2, last %3")
            .arg(code.value_or(-1))
            .arg(int(m_process.exitStatus()))
            .arg(QString::fromUtf8(QJsonDocument(printed.empty() ? QJsonObject() : printed.back()).toJson()));
    }

    std::vector<QJsonObject> printed;
    QByteArray said; ///< on standard error

private:
    QProcess m_process;
};

} // namespace earshot::test
