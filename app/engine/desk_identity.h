#pragma once

#include "base/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace earshot {

/// Who a desk of this computer is: the same whenever it is started again from the same data folder, and another
/// for each that runs at the same time. The n-th holds `desk-n.lock` while it runs and reads its name from
/// `desk-n.json`. Network thread.
class DeskIdentity
{
public:
    /// Fails with FileUnwritable; a desk can go on without, and is nobody that it was before.
    static Result<DeskIdentity> take(const QString &folder);

    const QString &name() const { return m_name; }

private:
    std::unique_ptr<QLockFile> m_lock;
    QString m_name;
};

} // namespace earshot
