#pragma once

#include "base/units.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace earshot {

/// A file that a library lists beside what it fetched.
struct ListedFile {
    QString path;
    qint64 bytes = 0; ///< 0 = it is not there any more, or nobody can tell
    milliseconds duration{0};
    bool isInFolder = false; ///< somebody put it into the library's folder
    WallTime change{}; ///< the last one
};

/// What files are like that may lie anywhere: also on a network share that is away, which holds up whoever asks for
/// minutes. So a thread asks that nobody waits for longer than a moment, and that may outlive this.
class FilesElsewhere
{
public:
    using Look
        = std::function<ListedFile(const QString &path)>; ///< from any thread; takes what time it takes
    using Looked = std::function<void()>;

    /// `looked`: a look that took longer than a moment is over; from its thread.
    explicit FilesElsewhere(Look look, Looked looked);
    ~FilesElsewhere();

    /// Each as it is now; as it was last, with 0 bytes where nobody knows, as long as a share does not answer.
    std::vector<ListedFile> look(const QStringList &paths);

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace earshot
