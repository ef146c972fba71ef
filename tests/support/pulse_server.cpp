#include "support/pulse_server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QtEndian>

#include <csignal>

namespace earshot::test {

namespace {

constexpr int kPatienceMs = 10'000;

QString found(const char *program)
{
    return QStandardPaths::findExecutable(QString::fromLatin1(program));
}

bool run(const char *program, const QStringList &arguments)
{
    QProcess process;
    process.start(found(program), arguments);
    return process.waitForFinished(kPatienceMs) && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0;
}

QList<QByteArray> listed(const char *what)
{
    QProcess list;
    list.start(found("pactl"), {QStringLiteral("list"), QStringLiteral("short"), QString::fromLatin1(what)});
    return list.waitForFinished(kPatienceMs) ? list.readAllStandardOutput().split('\n') : QList<QByteArray>();
}

} // namespace

Result<std::unique_ptr<PulseServer>> PulseServer::start()
{
    for (const char *program : {"pulseaudio", "parec", "pactl"}) {
        if (found(program).isEmpty())
            return Failure{Cause::ProgramMissing, QString::fromLatin1(program)};
    }
    std::unique_ptr<PulseServer> server(new PulseServer);
    server->m_oldRuntime = qgetenv("XDG_RUNTIME_DIR");
    server->m_oldHome = qgetenv("HOME");
    server->m_oldServer = qgetenv("PULSE_SERVER");
    const QDir home(server->m_home.path());
    qputenv("XDG_RUNTIME_DIR", home.path().toUtf8());
    qputenv("PULSE_RUNTIME_PATH", home.filePath(QStringLiteral("pulse")).toUtf8());
    qputenv("HOME", home.path().toUtf8());
    qunsetenv("PULSE_SERVER");
    if (!server->launch())
        return Failure{Cause::ProgramFailed, QString::fromUtf8(server->m_server.readAllStandardError())};
    return server;
}

PulseServer::~PulseServer()
{
    stopRecording();
    stop();
    const auto restore = [](const char *name, const QByteArray &value) {
        value.isNull() ? qunsetenv(name) : qputenv(name, value);
    };
    restore("XDG_RUNTIME_DIR", m_oldRuntime);
    restore("HOME", m_oldHome);
    restore("PULSE_SERVER", m_oldServer);
    qunsetenv("PULSE_RUNTIME_PATH");
}

bool PulseServer::launch()
{
    // In the foreground, so that it is a child that can be ended by its own id.
    m_server.start(found("pulseaudio"),
        {QStringLiteral("-n"), QStringLiteral("--daemonize=no"), QStringLiteral("--system=false"),
            QStringLiteral("--use-pid-file=no"), QStringLiteral("--exit-idle-time=-1"), QStringLiteral("-L"),
            QStringLiteral("module-native-protocol-unix"), QStringLiteral("-L"),
            QStringLiteral("module-null-sink sink_name=ears rate=48000 norewinds=1")});
    QElapsedTimer waited;
    waited.start();
    while (waited.elapsed() < kPatienceMs && m_server.state() != QProcess::NotRunning) {
        if (run("pactl", {QStringLiteral("set-default-sink"), QStringLiteral("ears")}))
            return true;
        m_server.waitForFinished(50);
    }
    return false;
}

void PulseServer::halt()
{
    ::kill(pid_t(m_server.processId()), SIGSTOP);
}

void PulseServer::goOn()
{
    if (m_server.state() == QProcess::Running)
        ::kill(pid_t(m_server.processId()), SIGCONT);
}

void PulseServer::stop()
{
    goOn();
    m_server.terminate();
    if (!m_server.waitForFinished(kPatienceMs)) {
        m_server.kill();
        m_server.waitForFinished(kPatienceMs);
    }
}

void PulseServer::kill()
{
    m_server.kill();
    m_server.waitForFinished(kPatienceMs);
}

bool PulseServer::startAgain()
{
    return launch();
}

bool PulseServer::record()
{
    m_recorded.clear();
    m_recorder.start(found("parec"),
        {QStringLiteral("-d"), QStringLiteral("ears.monitor"), QStringLiteral("--format=s16le"),
            QStringLiteral("--rate=48000"), QStringLiteral("--channels=1"),
            QStringLiteral("--latency-msec=50")});
    // The first bytes prove that it is connected: what is played from here on is recorded.
    return m_recorder.waitForStarted(kPatienceMs) && m_recorder.waitForReadyRead(kPatienceMs);
}

Samples PulseServer::recorded()
{
    m_recorded += m_recorder.readAllStandardOutput();
    Samples samples;
    for (qsizetype i = 0; i + 1 < m_recorded.size(); i += 2)
        samples.push_back(float(qFromLittleEndian<qint16>(m_recorded.constData() + i)) / 32768);
    return samples;
}

void PulseServer::stopRecording()
{
    if (m_recorder.state() == QProcess::NotRunning)
        return;
    m_recorder.terminate();
    if (!m_recorder.waitForFinished(kPatienceMs))
        m_recorder.kill();
}

bool PulseServer::plugIn(const QString &sink, const QStringList &format)
{
    return run("pactl",
        QStringList{QStringLiteral("load-module"), QStringLiteral("module-null-sink"),
            QStringLiteral("sink_name=") + sink, QStringLiteral("norewinds=1")}
            + format);
}

bool PulseServer::unplug(const QString &sink)
{
    return unload("sink_name=" + sink.toUtf8());
}

/// The module that was loaded with this argument.
bool PulseServer::unload(const QByteArray &argument)
{
    for (const QByteArray &line : listed("modules")) {
        if (QByteArray(line + ' ').replace('\t', ' ').contains(' ' + argument + ' '))
            return run("pactl",
                {QStringLiteral("unload-module"), QString::fromLatin1(line.left(line.indexOf('\t')))});
    }
    return false;
}

bool PulseServer::plugInMicrophone(const QString &microphone, const QString &properties)
{
    const QString mouth = microphone + QStringLiteral("_mouth");
    QStringList source{QStringLiteral("load-module"), QStringLiteral("module-remap-source"),
        QStringLiteral("source_name=") + microphone,
        QStringLiteral("master=") + mouth + QStringLiteral(".monitor"), QStringLiteral("channels=1"),
        QStringLiteral("master_channel_map=mono"), QStringLiteral("channel_map=mono"),
        QStringLiteral("remix=no")};
    if (!properties.isEmpty())
        source << QStringLiteral("source_properties=\"%1\"").arg(properties);
    return plugIn(mouth,
               {QStringLiteral("rate=48000"), QStringLiteral("channels=1"),
                   QStringLiteral("channel_map=mono")})
        && run("pactl", source);
}

bool PulseServer::unplugMicrophone(const QString &microphone)
{
    return unload("source_name=" + microphone.toUtf8()) && unplug(microphone + QStringLiteral("_mouth"));
}

bool PulseServer::setDefaultMicrophone(const QString &source)
{
    return run("pactl", {QStringLiteral("set-default-source"), source});
}

bool PulseServer::suspendMicrophone(const QString &source, bool suspended)
{
    return run("pactl",
        {QStringLiteral("suspend-source"), source, suspended ? QStringLiteral("1") : QStringLiteral("0")});
}

bool PulseServer::moveRecordings(const QString &fromSource, const QString &toSource)
{
    const auto indexOf = [](const QString &source) {
        for (const QByteArray &line : listed("sources")) {
            if (line.split('\t').value(1) == source.toUtf8())
                return line.split('\t').value(0);
        }
        return QByteArray();
    };
    const QByteArray from = indexOf(fromSource);
    bool moved = false;
    for (const QByteArray &line : listed("source-outputs")) {
        const auto fields = line.split('\t');
        if (fields.value(1) == from)
            moved = run("pactl",
                {QStringLiteral("move-source-output"), QString::fromLatin1(fields.value(0)), toSource});
    }
    return moved;
}

bool PulseServer::setPlaceHolder(bool wanted)
{
    return run("pactl",
        {wanted ? QStringLiteral("load-module") : QStringLiteral("unload-module"),
            QStringLiteral("module-always-sink")});
}

bool PulseServer::setDefault(const QString &sink)
{
    return run("pactl", {QStringLiteral("set-default-sink"), sink});
}

bool PulseServer::suspend(const QString &sink, bool suspended)
{
    return run("pactl",
        {QStringLiteral("suspend-sink"), sink, suspended ? QStringLiteral("1") : QStringLiteral("0")});
}

bool PulseServer::setMicrophoneVolume(const QString &source, int percent)
{
    return run("pactl", {QStringLiteral("set-source-volume"), source, QStringLiteral("%1%").arg(percent)});
}

bool PulseServer::setSinkMuted(bool muted)
{
    return run("pactl",
        {QStringLiteral("set-sink-mute"), QStringLiteral("ears"),
            muted ? QStringLiteral("1") : QStringLiteral("0")});
}

} // namespace earshot::test
