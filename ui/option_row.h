#pragma once

#include "theme.h"

#include <QAbstractButton>

class QHBoxLayout;

namespace earshot {

class Text;

/// A line of a card that can be chosen: a mark, a name, what it means below, and what it costs at the end. Of the
/// radio rows with the same parent one holds; a switch stands for itself.
class OptionRow : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Kind { Radio, Switch };

    OptionRow(Kind kind, QWidget *parent);

    void show(const QString &title, const QString &detail, const QString &note = {});
    void setDetailTone(Tone tone);
    /// Where the words of a radio row begin.
    int indent() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeRoom();
    QSize markSize() const;
    QRectF markBox() const;
    void paintRadio(QPainter &painter, const Tokens &tokens) const;
    void paintSwitch(QPainter &painter, const Tokens &tokens) const;

    Kind m_kind;
    Text *m_title;
    Text *m_detail;
    Text *m_note;
    bool m_ring = false;
};

} // namespace earshot
