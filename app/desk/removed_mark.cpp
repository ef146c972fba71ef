#include "desk/removed_mark.h"

#include "wire/json_fields.h"
#include "wire/object_meta.h"

#include <QPointer>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr seconds kTimeout{5};
constexpr seconds kRetryAfter{5};

} // namespace

RemovedMark::RemovedMark(Clock &clock, Session &session)
    : m_clock(clock)
    , m_session(session)
    , m_timer(clock.makeTimer())
{ }

QString RemovedMark::programmeOf(const QString &folder)
{
    return folder + "/programme.opus"_L1;
}

void RemovedMark::look(const QString &folder)
{
    if (std::exchange(m_folder, folder) != folder || !m_since)
        m_since = m_clock.now();
    ask();
}

bool RemovedMark::isOpen() const
{
    return m_since && m_clock.now() - *m_since < kHoldsCards;
}

/// Of the stream's leader: another's answer may be older than what brought the question up.
void RemovedMark::ask()
{
    m_timer->stop();
    if (!m_session.isLive())
        return; // whoever is live again looks again
    const QByteArray subject = objectMetaSubject(programmeOf(m_folder));
    m_session.request(QByteArray("$JS.API.STREAM.MSG.GET.") + kRecordingsStream,
        compactJson({{"last_by_subj", QString::fromLatin1(subject)}}), kTimeout,
        [self = QPointer(this), turn = ++m_turn](const Result<NatsMessage> &answer) {
            if (self && self->m_turn == turn)
                self->onMeta(readJetStreamAnswer(answer));
        });
}

void RemovedMark::onMeta(const JetStreamAnswer &answer)
{
    const bool isNone
        = answer.error == JetStreamAnswer::NoMessage || answer.error == JetStreamAnswer::NoStream;
    if (answer.failure && !isNone) {
        m_timer->start(kRetryAfter, [this] { ask(); });
        return;
    }
    m_since.reset();
    const Result<ObjectMeta> meta = readObjectMeta(answer.data());
    if (meta && meta->isDeleted && meta->name == programmeOf(m_folder))
        emit found(m_folder);
    emit known();
}

} // namespace earshot
