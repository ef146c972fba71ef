#pragma once

#include <QAbstractButton>

namespace earshot {

/// One page in the sidebar: icon, name and a small note at the end. Without an icon: something that is less than
/// a page.
class NavItem : public QAbstractButton
{
    Q_OBJECT
public:
    NavItem(QString iconName, const QString &text, QWidget *parent = nullptr);

    void setCurrent(bool current);
    void setNote(const QString &note);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override; ///< without the note, which is left out where it does not fit

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    QSize sizeWith(const QString &note) const;
    int iconRoom() const;
    QFont nameFont(bool current) const;
    QFont noteFont() const;
    void nameAccessibly();

    QString m_iconName;
    QString m_note;
    bool m_current = false;
    bool m_ring = false;
};

} // namespace earshot
