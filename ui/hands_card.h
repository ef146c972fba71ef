#pragma once

#include "card.h"
#include "host_scene.h"

#include <map>

class QVBoxLayout;

namespace earshot {

/// Who asks to speak, the next one first.
class HandsCard : public Card
{
    Q_OBJECT
public:
    explicit HandsCard(QWidget *parent);

    void show(const HostScene &scene, WallTime now);

signals:
    void bringUpRequested(const earshot::UserKey &key);
    void lowerRequested(const earshot::UserKey &key);

private:
    class Row;
    Row *makeRow(const UserKey &key);

    QVBoxLayout *m_list;
    Text *m_empty;
    Text *m_more; ///< how many more there are than rows
    std::map<UserKey, Row *> m_rows;
};

} // namespace earshot
