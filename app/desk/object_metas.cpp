#include "desk/object_metas.h"

#include "wire/json_fields.h"

#include <QPointer>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr seconds kTimeout{5};

quint64 sequenceIn(const QJsonObject &object, QLatin1String field)
{
    return quint64(std::max<qint64>(0, object[field].toInteger()));
}

} // namespace

ObjectMetas::ObjectMetas(Session &session)
    : m_session(session)
{ }

void ObjectMetas::look(
    std::function<void(const ObjectMeta &)> take, std::function<void(const Outcome &)> done)
{
    ++m_turn;
    m_take = std::move(take);
    m_done = std::move(done);
    ask("INFO", {}, [this](const JetStreamAnswer &answer) {
        if (answer.error == JetStreamAnswer::NoStream)
            return end(Failure{Cause::EventUnknown, {}});
        if (answer.failure)
            return end(*answer.failure);
        const QJsonObject state = answer.object["state"_L1].toObject();
        m_subjects = state["num_subjects"_L1].toInteger();
        lookThrough(std::max(m_next, sequenceIn(state, "first_seq"_L1)), sequenceIn(state, "last_seq"_L1));
    });
}

void ObjectMetas::stop()
{
    ++m_turn;
    m_next = 1;
}

void ObjectMetas::ask(const QByteArray &verb, const QByteArray &payload, Then then)
{
    m_session.request("$JS.API.STREAM." + verb + '.' + kRecordingsStream, payload, kTimeout,
        [self = QPointer(this), turn = m_turn, then = std::move(then)](const Result<NatsMessage> &answer) {
            if (self && self->m_turn == turn)
                then(readJetStreamAnswer(answer));
        });
}

/// Its end is where it was when it began, so that nobody who stores makes it endless.
void ObjectMetas::lookThrough(quint64 first, quint64 last)
{
    m_next = std::max(m_next, last + 1);
    if (first > last)
        return end(Nothing{});
    const quint64 length = (last - first) / kStretches + 1;
    m_stretches = (last - first) / length + 1;
    for (quint64 next = first, turn = m_turn; next <= last && m_turn == turn; next += length)
        lookFurther(next, std::min(next + length - 1, last));
}

void ObjectMetas::lookFurther(quint64 next, quint64 last)
{
    if (next > last)
        return onStretchDone();
    const QJsonObject what{{"seq", qint64(next)}, {"next_by_subj", QString::fromLatin1(allObjectMetas())}};
    ask("MSG.GET", compactJson(what),
        [this, next, last](const JetStreamAnswer &answer) { onMeta(answer, next, last); });
}

void ObjectMetas::onMeta(const JetStreamAnswer &answer, quint64 next, quint64 last)
{
    if (answer.error == JetStreamAnswer::NoMessage)
        return onStretchDone();
    if (answer.failure)
        return end(*answer.failure);
    const QJsonObject message = answer.object["message"_L1].toObject();
    const quint64 sequence = sequenceIn(message, "seq"_L1);
    if (sequence < next)
        return end(Failure{Cause::BadData, u"object order"_s});
    if (sequence > last)
        return onStretchDone();
    const Result<ObjectMeta> meta = readObjectMeta(answer.data());
    if (meta && message["subject"_L1].toString().toLatin1() == objectMetaSubject(meta->name))
        m_take(*meta);
    lookFurther(sequence + 1, last);
}

void ObjectMetas::onStretchDone()
{
    if (--m_stretches == 0)
        end(Nothing{});
}

void ObjectMetas::end(const Outcome &outcome)
{
    ++m_turn;
    std::exchange(m_done, {})(outcome);
}

} // namespace earshot
