#pragma once

#include "base/result.h"

#include <QFile>
#include <QObject>
#include <QSaveFile>

#include <functional>

namespace earshot {

/// Copies a file, as a whole or not at all, piece by piece so that other work of the thread comes in between. Destroys
/// itself when it is done. Single-threaded.
class FileCopy : public QObject
{
    Q_OBJECT
public:
    /// FileUnreadable or FileUnwritable with the path.
    using Done = std::function<void(const Outcome &)>;
    static void begin(QObject *parent, const QString &from, const QString &to, Done done);

private:
    FileCopy(QObject *parent, const QString &from, const QString &to, Done done);
    void start();
    void copyOn();
    void end(const Outcome &outcome);

    QFile m_from;
    QSaveFile m_to;
    const Done m_done;
};

} // namespace earshot
