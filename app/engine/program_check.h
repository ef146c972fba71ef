#pragma once

#include "base/result.h"
#include "engine/program_version.h"

#include <QObject>
#include <QProcess>

#include <memory>
#include <optional>

namespace earshot {

/// The path of a program that is named or given by a path; empty where there is none. Looks in PATH, and where packages
/// put servers.
QString findProgram(const QString &name);

Failure programMissing(const QString &name);
/// Of a server that may listen on loopback only.
Failure programTooOld(const ProgramVersion &version);

/// Asks a nats-server for its version, once, without waiting for it. Single-threaded.
class ProgramCheck : public QObject
{
    Q_OBJECT
public:
    explicit ProgramCheck(const QString &program);
    ~ProgramCheck() override;

    void start();
    /// Nothing before `done`. Fails with ProgramMissing or ProgramFailed.
    const std::optional<Result<ProgramVersion>> &version() const { return m_version; }

signals:
    void done();

private:
    void finish(const Result<ProgramVersion> &version);

    const QString m_program;
    std::unique_ptr<QProcess> m_process;
    std::optional<Result<ProgramVersion>> m_version;
};

} // namespace earshot
