#pragma once

#include "recording_words.h"

#include <QWidget>

#include <map>
#include <set>
#include <vector>

class QVBoxLayout;

namespace earshot {

class RecordingRow;
class RowKeys;

/// The rows of the recordings. A row stays the same widget as long as its recording is listed.
class RecordingList : public QWidget
{
    Q_OBJECT
public:
    explicit RecordingList(QWidget *parent = nullptr);

    /// Shows these in this order; returns whether they stood otherwise. Where the row goes that has the focus, the
    /// one in its place gets it, but for a list that gives it away.
    bool show(const std::vector<const LibraryItem *> &items, WallTime now, bool givesFocusAway);

    /// The ids of those that can be removed from a server.
    void setWithdrawable(const std::set<QString> &ids);

    /// Its button, or that of the first row where it is not listed.
    void focusRow(const QString &id);

signals:
    void activated(const QString &id, earshot::RecordingAction action);
    void exportRequested(const QString &id);
    void removeRequested(const QString &id);
    void folderRequested(const QString &id);
    void withdrawRequested(const QString &id);

private:
    RecordingRow *rowOf(const QString &id);
    void putInOrder(const std::vector<QString> &order, bool givesFocusAway);
    void focusAfter(int index);

    QVBoxLayout *m_layout;
    RowKeys *m_keys;
    std::map<QString, RecordingRow *> m_rows;
    std::vector<QString> m_order;
    std::set<QString> m_withdrawable;
};

} // namespace earshot
