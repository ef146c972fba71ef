#pragma once

#include "card.h"
#include "client/host_view.h"

#include <optional>

namespace earshot {

class Button;

/// The link that lets people listen, at hand before the start.
class ShareCard : public Card
{
    Q_OBJECT
public:
    explicit ShareCard(QWidget *parent);

    void show(const HostView &view);

signals:
    void shareRequested(); ///< the whole: code, speakers

private:
    QString m_whole; ///< with the listeners' ticket
    Text *m_link;
    Button *m_copy;
};

/// What is shown of a link: without its secrets.
QString linkForPeople(const QString &link);

} // namespace earshot
