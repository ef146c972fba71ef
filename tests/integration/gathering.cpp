#include "integration/gathering.h"

#include "client/talk_remote.h"
#include "support/opus_file.h"

namespace earshot::test {

namespace {

constexpr int kPatienceMs = 15'000;

template<typename Condition>
bool soon(Condition condition)
{
    return QTest::qWaitFor(condition, kPatienceMs);
}

bool isOnStage(const Program &person)
{
    return person.last("seat")["phase"] == QLatin1String("on-stage");
}

} // namespace

bool Gathering::host()
{
    m_host.start(folder("host"), {"--title", "From mouth to ear"});
    if (!soon([this] { return !m_host.speakerLink.isEmpty(); }))
        return false;
    m_anasLink = m_host.speakerLink;
    m_host.say("invite speaker");
    return soon([this] { return m_host.speakerLink != m_anasLink; });
}

bool Gathering::comeTogether(const QStringList &ana, const QStringList &jonas, const QStringList &listener)
{
    QFile mute(m_folder.filePath(QStringLiteral("mute.opus")));
    if (!mute.open(QIODevice::WriteOnly))
        return false;
    mute.write(oggOpusFile(encodedFrames(50, [](qint64) { return 0.0f; }), 0));
    mute.close();
    m_jonas = std::make_unique<Program>(folder("jonas"));
    m_jonas->run(QStringList{"speak", m_host.speakerLink, "--file", mute.fileName(), "--repeat",
                     "--push-to-talk", "--name", "Jonas"}
        + jonas);
    m_ana = std::make_unique<Program>(folder("ana"));
    m_ana->run(QStringList{"speak", m_anasLink, "--mic", "--push-to-talk", "--name", "Ana"} + ana);
    m_listener = std::make_unique<Program>(folder("listener"));
    m_listener->run(QStringList{"listen", m_host.listenerLink} + listener);
    return soon([this] { return isOnStage(*m_ana) && isOnStage(*m_jonas); })
        && soon([this] { return !m_listener->last("verdict").isEmpty(); })
        && soon([this] { return m_ana->last("proof")["microphone_ms"].isDouble(); });
}

std::optional<Gathering::KeyMove> Gathering::moveKey(const char *word)
{
    const Instant asked = m_clock.now();
    Program key(folder("ana"));
    key.run({"talk", word});
    if (key.ended() != std::optional(0))
        return std::nullopt;
    return KeyMove{asked, m_clock.now()};
}

std::optional<Gathering::KeyMove> Gathering::touchKey(const char *word)
{
    const Instant asked = m_clock.now();
    const auto answer = askTalkRemote(word, folder("ana") + QStringLiteral("/earshot-talk"));
    if (!answer || answer->open != (qstrcmp(word, "on") == 0))
        return std::nullopt;
    return KeyMove{asked, m_clock.now()};
}

QString Gathering::folder(const char *name)
{
    const QString path = m_folder.filePath(name);
    QDir().mkpath(path);
    // Else it is no place for a talk key.
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

} // namespace earshot::test
