#pragma once

#include "base/ids.h"

#include <QAbstractButton>

namespace earshot {

/// Somebody's initials on their colour; pressing it opens what else can be done with them.
class PersonAvatar : public QAbstractButton
{
    Q_OBJECT
public:
    explicit PersonAvatar(QWidget *parent);

    void show(const UserKey &key, const QString &name, bool isHere);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    QColor m_color;
    bool m_isHere = true;
    bool m_ring = false;
};

} // namespace earshot
