#include "wire/host_lookup.h"

#include <QHostInfo>

#include <utility>

namespace earshot {

/// The slot is named as text. Qt 6.4 carries the answer to a function in an object of the asking thread
/// (QHostInfoResult) that takes every queued call for the answer. QCoreApplication::aboutToQuit sends it one
/// more, its deleteLater: the function would be called a second time, after its end, where the program quits
/// while an answer is on its way.
void HostLookup::start(const QString &host)
{
    stop();
    m_id = QHostInfo::lookupHost(host, this, SLOT(onAnswer(QHostInfo)));
}

void HostLookup::stop()
{
    if (const int id = std::exchange(m_id, kNone); id != kNone)
        QHostInfo::abortHostLookup(id);
}

void HostLookup::onAnswer(const QHostInfo &answer)
{
    if (answer.lookupId() != m_id)
        return; // was on its way when it was stopped
    m_id = kNone;
    emit answered(answer);
}

} // namespace earshot
