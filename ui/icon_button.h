#pragma once

#include <QAbstractButton>

namespace earshot {

/// A small round button that shows an icon; its words are its accessible name and tool tip.
class IconButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit IconButton(QString iconName, QWidget *parent = nullptr, int iconPx = 16);

    void setPicture(const QString &iconName);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    QString m_iconName;
    int m_iconPx; ///< in the design
    bool m_ring = false;
};

} // namespace earshot
