#pragma once

#include "base/sha256.h"
#include "base/units.h"

#include <QFile>

#include <functional>

namespace earshot {

/// When a file was last changed; the beginning of time where there is none.
WallTime changeOf(const QString &path);

/// Reads a file, piece by piece so that other work of the thread comes in between, and says whether it is as its digest
/// says. Single-threaded. Its callback may destroy it.
class KeptCheck : public QObject
{
    Q_OBJECT
public:
    enum class Finding {
        Right,
        Other, ///< bytes
        Unknown, ///< it cannot be read to its end, or was changed meanwhile
    };
    /// With the file's last change as it was when reading began.
    using Done = std::function<void(Finding finding, WallTime change)>;
    KeptCheck(const QString &path, const QByteArray &sha256, Done done);

    void start();

private:
    void readOn();

    const QString m_path; ///< an open file may not know it
    QFile m_file;
    const QByteArray m_sha256;
    const Done m_done;
    WallTime m_change{};
    Sha256 m_hash;
};

} // namespace earshot
