#pragma once

#include "client/library_view.h"

#include <QObject>

namespace earshot {

/// The recordings a person has and can have. Lives on the main thread; what is fetched comes over the network thread and
/// is written on a thread of its own.
class Library : public QObject
{
    Q_OBJECT
public:
    virtual const LibraryView &view() const = 0;

    virtual void fetch(const QString &id) = 0; ///< or goes on
    virtual void pause(const QString &id) = 0;
    /// From this computer; for a while `restore` has it back.
    virtual void remove(const QString &id) = 0;
    virtual void restore() = 0;
    /// Copies the programme to a file of the person's choice, replaced as a whole or not at all.
    virtual void exportTo(const QString &id, const QString &path) = 0;
    /// A file from anywhere becomes an item, where it stays; its id comes by `added`.
    virtual void addFile(const QString &path) = 0;
    /// Where a recording was left; `listened` = nothing when it was heard to its end.
    virtual void setListenedTo(const QString &id, std::optional<milliseconds> listened) = 0;

signals:
    void viewChanged(const earshot::LibraryView &view);
    void added(const QString &id);
    void exported(const QString &path);
    /// What was asked for was not done.
    void refused(const earshot::Failure &failure);
};

} // namespace earshot
