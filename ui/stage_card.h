#pragma once

#include "card.h"
#include "host_scene.h"

#include <map>

class QVBoxLayout;

namespace earshot {

/// Who is on stage besides oneself, and what a host can do with them.
class StageCard : public Card
{
    Q_OBJECT
public:
    explicit StageCard(QWidget *parent);

    void show(const HostScene &scene, WallTime now);

signals:
    void muteRequested(const earshot::UserKey &key, bool muted);
    void muteWithReasonRequested(const earshot::UserKey &key, const QString &name);
    void removeRequested(const earshot::UserKey &key, const QString &name);
    void coHostRequested(const earshot::UserKey &key, bool coHost);

private:
    class Row;
    Row *makeRow(const UserKey &key);

    QVBoxLayout *m_list;
    Text *m_empty;
    std::map<UserKey, Row *> m_rows;
};

} // namespace earshot
