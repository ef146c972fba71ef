#pragma once

#include <QFile>

#include <memory>

namespace earshot {

/// Of several programs that would write the same file, one does. Ends with its program, however that ends.
class FileLock
{
public:
    FileLock();
    ~FileLock();

    enum class Taken { Yes, ByAnother, Impossible };
    /// `file` is open. ByAnother also where another has put the open file elsewhere meanwhile.
    Taken take(QFile &file);
    /// Kept while the file is closed and renamed.
    void release();

private:
    struct Held;
    std::unique_ptr<Held> m_held;
};

} // namespace earshot
