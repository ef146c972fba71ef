#include "client/files_elsewhere.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace earshot {

namespace {

constexpr milliseconds kMoment{300};

} // namespace

struct FilesElsewhere::Shared {
    const Look look;
    std::mutex mutex;
    std::condition_variable isOver;
    // Guarded by mutex.
    Looked looked; ///< empty = nobody waits
    std::map<QString, ListedFile> known; ///< of those that were asked for last
    bool isLooking = false;
    bool isLate = false;
    bool isNew = false; ///< `known`, and `looked` was told so

    void lookAt(const QStringList &paths)
    {
        std::map<QString, ListedFile> found;
        for (const QString &path : paths)
            found[path] = look(path);
        const std::scoped_lock lock(mutex);
        known.swap(found);
        isLooking = false;
        isNew = std::exchange(isLate, false);
        if (isNew && looked)
            looked();
        isOver.notify_all();
    }
};

FilesElsewhere::FilesElsewhere(Look look, Looked looked)
    : m_shared(new Shared{.look = std::move(look), .looked = std::move(looked)})
{ }

FilesElsewhere::~FilesElsewhere()
{
    std::unique_lock lock(m_shared->mutex);
    m_shared->looked = {};
    m_shared->isOver.wait_for(lock, kMoment, [this] { return !m_shared->isLooking; });
}

std::vector<ListedFile> FilesElsewhere::look(const QStringList &paths)
{
    std::unique_lock lock(m_shared->mutex);
    // A share that is slow is not asked again for being done.
    const bool isKnown = std::exchange(m_shared->isNew, false)
        && std::ranges::all_of(paths, [this](const QString &path) { return m_shared->known.contains(path); });
    if (!m_shared->isLooking && !isKnown && !paths.isEmpty()) {
        m_shared->isLooking = true;
        std::thread([shared = m_shared, paths] { shared->lookAt(paths); }).detach();
        m_shared->isLate = !m_shared->isOver.wait_for(lock, kMoment, [this] { return !m_shared->isLooking; });
    }
    std::vector<ListedFile> files;
    for (const QString &path : paths) {
        const auto found = m_shared->known.find(path);
        files.push_back(found == m_shared->known.end() ? ListedFile{.path = path} : found->second);
    }
    return files;
}

} // namespace earshot
