#include "integration/faultlab/speaking_scene.h"

#include <QFile>
#include <QScopeGuard>
#include <QThread>

namespace earshot::test {

namespace {
constexpr int kPatienceMs = 8000;
constexpr int kTimesInAFile = 3;
}

Outcome SpeakingScene::start()
{
    auto started = PulseServer::start();
    if (!started)
        return started.failure();
    pulse = std::move(*started);
    if (!pulse->plugInMicrophone("desk") || !pulse->setDefaultMicrophone("desk"))
        return Failure{Cause::DeviceFailed, "no microphone can be made"};
    if (!event.start())
        return Failure{Cause::ProgramFailed, event.failure()};
    voice = spoken(20);
    keep("voice", voice);
    line = std::make_unique<FaultProxy>(quint16(event.link().port));
    listener = std::make_unique<Listener>();
    listener->join(event.link());
    person = std::make_unique<Listener>(
        Client::Options{.sound = {.output = {OutputChoice::Kind::Null, {}}}, .dataFolder = m_dir.path()});
    hear("voice");
    Link link = event.linkThrough(line->port());
    link.invitation = desk().makeInvitation(Role::Speaker).value();
    person->join(link);
    return Nothing{};
}

SpeakingScene::~SpeakingScene()
{
    hearNothing();
    person.reset();
    listener.reset();
}

void SpeakingScene::comeUp()
{
    talking().acceptStage("Mei Okafor");
}

void SpeakingScene::press()
{
    talking().release(TalkSource::Button);
    talking().press(TalkSource::Button);
}

void SpeakingScene::pressOn(const char *microphone)
{
    QTRY_VERIFY_WITH_TIMEOUT(talking().view().input.deviceId.contains(QLatin1String(microphone))
            && talking().view().input.phase == InputPhase::Open && !talking().view().talk.blocked,
        8000);
    press();
}

void SpeakingScene::hear(const QString &sound)
{
    hearNothing();
    m_mouth.start("pacat",
        {"--playback", "--device=desk_mouth", "--raw", "--rate=48000", "--channels=1", "--format=float32le",
            "--latency-msec=400", m_dir.filePath(sound)});
}

void SpeakingScene::hearNothing()
{
    m_mouth.kill();
    (void)QTest::qWaitFor([this] { return m_mouth.state() == QProcess::NotRunning; });
}

void SpeakingScene::keep(const QString &name, const Samples &sound)
{
    QFile file(m_dir.filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no room for a sound");
    for (int times = 0; times < kTimesInAFile; ++times)
        file.write(reinterpret_cast<const char *>(sound.data()), qint64(sound.size() * sizeof(float)));
}

bool SpeakingScene::change(const std::function<bool(PulseServer &)> &change)
{
    constexpr int kChangePatienceMs = 30'000;
    bool isDone = false;
    const std::unique_ptr<QThread> thread(QThread::create([&] { isDone = change(*pulse); }));
    thread->start();
    (void)QTest::qWaitFor([&] { return thread->isFinished(); }, kChangePatienceMs);
    thread->wait();
    return isDone;
}

static void seeFault(SpeakingScene &scene, const SpeakingFault &fault)
{
    scene.person->log.mark();
    scene.listener->log.mark();
    fault.make();
    if (QTest::currentTestFailed())
        return;
    LAB_NAMED(scene.person->log, fault.row, fault.also);
    QCOMPARE(scene.told().side, fault.side);
    if (fault.heard.id)
        LAB_NAMED(scene.listener->log, fault.heard, {"stage.quiet", "stage.clipping", "stage.howl"});
    if (fault.look)
        fault.look();
}

void runSpeakingFault(SpeakingScene &scene, const SpeakingFault &fault)
{
    seeFault(scene, fault);
    qInfo("%s | %s", qPrintable(scene.person->log.history()), qPrintable(scene.listener->log.history()));
    if (!fault.mend)
        return;
    scene.person->log.mark();
    const auto history = qScopeGuard([&] { qInfo("mended: %s", qPrintable(scene.person->log.history())); });
    fault.mend();
    QTRY_COMPARE_WITH_TIMEOUT(scene.person->log.shown(), fault.after, kPatienceMs);
    if (fault.heard.id && fault.after == QStringLiteral("ok.talking"))
        QTRY_COMPARE_WITH_TIMEOUT(scene.listener->log.shown(), "ok.live", kPatienceMs);
}

} // namespace earshot::test
