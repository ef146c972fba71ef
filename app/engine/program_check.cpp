#include "engine/program_check.h"

#include <QStandardPaths>

namespace earshot {

QString findProgram(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    if (!found.isEmpty())
        return found;
    // Not in the PATH of a desktop session, but where packages put it.
    return QStandardPaths::findExecutable(
        name, {"/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"});
}

Failure programMissing(const QString &name)
{
    return {Cause::ProgramMissing,
        QStringLiteral("%1: apt install nats-server, brew install nats-server, or https://nats.io/download")
            .arg(name)};
}

Failure programTooOld(const ProgramVersion &version)
{
    return {Cause::ProgramTooOld,
        QStringLiteral("nats-server %1; beyond this computer %2 or newer, on the 2.14 line %3")
            .arg(version.toString(), kVersionFloor.toString(), kVersionFloor214.toString())};
}

ProgramCheck::ProgramCheck(const QString &program)
    : m_program(program)
{ }

ProgramCheck::~ProgramCheck()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished();
}

void ProgramCheck::start()
{
    if (m_process || m_version)
        return;
    const QString path = findProgram(m_program);
    if (path.isEmpty())
        return finish(programMissing(m_program));
    m_process = std::make_unique<QProcess>();
    const auto said = [this, path] {
        if (m_version || m_process->state() != QProcess::NotRunning)
            return;
        const auto version = readProgramVersion(m_process->readAllStandardOutput());
        if (version)
            finish(*version);
        else
            finish(Failure{Cause::ProgramFailed, QStringLiteral("%1 --version: no nats-server").arg(path)});
    };
    connect(m_process.get(), &QProcess::finished, this, said, Qt::QueuedConnection);
    connect(m_process.get(), &QProcess::errorOccurred, this, said, Qt::QueuedConnection);
    m_process->start(path, {QStringLiteral("--version")}, QIODevice::ReadOnly);
}

void ProgramCheck::finish(const Result<ProgramVersion> &version)
{
    m_version = version;
    emit done();
}

} // namespace earshot
