#pragma once

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace earshot {

class Text;

/// A white panel with a thin line around it, and optionally a caption with a note at its end.
class Card : public QWidget
{
    Q_OBJECT
public:
    explicit Card(QWidget *parent = nullptr);

    /// Adds the caption line; returns the caption.
    Text *addCaption(const QString &text);
    /// The small text at the end of the caption line.
    Text *note() const { return m_note; }
    QVBoxLayout *body() const { return m_body; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_body;
    Text *m_note = nullptr;
};

/// A vertical scroller without a frame whose bar is a slim handle; its content takes the whole width.
QScrollArea *makeScroller(QWidget *content, QWidget *parent);

} // namespace earshot
