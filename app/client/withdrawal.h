#pragma once

#include "base/result.h"

#include <QObject>

#include <set>

namespace earshot {

/// Takes recordings off the servers that a person hosts on. What is on this computer stays. Lives on the main thread.
class Withdrawal : public QObject
{
    Q_OBJECT
public:
    /// LibraryItem::id of all that can be taken off a server now: also of what was made on this computer and is on a server
    /// besides.
    virtual const std::set<QString> &offered() const = 0;
    /// For everybody, and for good. `withdrawn` follows.
    virtual void withdraw(const QString &id) = 0;

signals:
    void offeredChanged();
    /// Fails as `RecordingRemover`. What was begun and broke off is offered again, and gone on with then.
    void withdrawn(const QString &title, const earshot::Outcome &outcome);
};

} // namespace earshot
