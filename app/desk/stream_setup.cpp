#include "desk/stream_setup.h"

#include "wire/json_fields.h"

#include <QJsonArray>
#include <QPointer>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr milliseconds kTimeout{2000};
constexpr seconds kRetryAfter{1};
constexpr int kTriesUntilSaid = 3;
constexpr int kReplicasInACluster = 3;

} // namespace

StreamSetup::Plan StreamSetup::bucket(const char *name, int history)
{
    const QString bucket = QString::fromLatin1(name);
    return {("KV_" + bucket).toLatin1(), {"$KV." + bucket + ".>"},
        {{"max_msgs_per_subject", history}, {"discard", "new"}, {"allow_rollup_hdrs", true},
            {"allow_direct", true}, {"deny_delete", true}, {"storage", "file"}}};
}

StreamSetup::StreamSetup(Clock &clock, Session &session, Plan plan)
    : m_clock(clock)
    , m_session(session)
    , m_plan(std::move(plan))
    , m_timer(clock.makeTimer())
{ }

void StreamSetup::start()
{
    connect(&m_session, &Session::wentLive, this, &StreamSetup::begin, Qt::UniqueConnection);
    begin();
}

void StreamSetup::begin()
{
    const Session::Live *live = m_session.live();
    if (!live)
        return;
    ++m_turn;
    m_tries = 0;
    m_replicas = live->info.cluster.isEmpty() ? 1 : kReplicasInACluster;
    m_bytes = m_plan.maxBytes;
    create();
}

void StreamSetup::ask(
    const QByteArray &verb, const QByteArray &payload, void (StreamSetup::*then)(const JetStreamAnswer &))
{
    m_timer->stop();
    m_session.request("$JS.API.STREAM." + verb + '.' + m_plan.name, payload, kTimeout,
        [self = QPointer(this), turn = m_turn, then](const Result<NatsMessage> &answer) {
            if (self && self->m_turn == turn)
                (self.data()->*then)(readJetStreamAnswer(answer));
        });
}

void StreamSetup::create()
{
    QJsonObject settings = m_plan.settings;
    settings["name"_L1] = QString::fromLatin1(m_plan.name);
    settings["subjects"_L1] = QJsonArray::fromStringList(m_plan.subjects);
    settings["max_bytes"_L1] = m_bytes;
    settings["num_replicas"_L1] = m_replicas;
    ask("CREATE", compactJson(settings), &StreamSetup::onCreated);
}

void StreamSetup::onCreated(const JetStreamAnswer &answer)
{
    const bool replicasRefused
        = answer.error == JetStreamAnswer::NoReplicas || answer.error == JetStreamAnswer::NoPeers;
    if (answer.error == JetStreamAnswer::NameInUse) {
        inspect();
    } else if (answer.isOutOfRoom() && m_bytes > m_plan.leastBytes) {
        m_bytes = std::max(m_bytes / 4, m_plan.leastBytes);
        create();
    } else if (replicasRefused && m_replicas > 1) {
        m_replicas = 1;
        m_bytes = m_plan.maxBytes;
        create();
    } else {
        finish(answer);
    }
}

void StreamSetup::inspect()
{
    ask("INFO", {}, &StreamSetup::onInspected);
}

void StreamSetup::onInspected(const JetStreamAnswer &answer)
{
    if (answer.failure)
        return finish(answer);
    QJsonObject settings = answer.object["config"_L1].toObject();
    const QJsonObject before = settings;
    QStringList subjects = settings["subjects"_L1].toVariant().toStringList();
    for (const QString &wanted : m_plan.subjects) {
        if (!subjects.contains(wanted))
            subjects << wanted;
    }
    settings["subjects"_L1] = QJsonArray::fromStringList(subjects);
    for (const QString &name : m_plan.followed)
        settings[name] = m_plan.settings[name];
    if (before.isEmpty() || settings == before)
        return finish(answer);
    ask("UPDATE", compactJson(settings), &StreamSetup::finish);
}

void StreamSetup::finish(const JetStreamAnswer &answer)
{
    if (!answer.failure)
        emit done(Nothing{});
    else
        tryAgain(*answer.failure);
}

void StreamSetup::tryAgain(const Failure &failure)
{
    if (!m_session.isLive())
        return; // wentLive begins anew
    // Silence may be a cluster that has not elected yet; a word is said at once.
    ++m_tries;
    if (m_tries == kTriesUntilSaid || (m_tries == 1 && failure.cause != Cause::RequestTimeout))
        emit done(failure);
    m_timer->start(m_tries < kTriesUntilSaid ? kRetryAfter : 5 * kRetryAfter, [this] { create(); });
}

} // namespace earshot
