#pragma once

#include "event_words.h"

#include <QWidget>

#include <array>

class QBoxLayout;

namespace earshot {

class Button;
class Pill;
class Text;

/// One event of a schedule. Reached by the keyboard as its buttons are; Enter presses the first, the menu key opens
/// all that can be done with it.
class EventRow : public QWidget
{
    Q_OBJECT
public:
    explicit EventRow(QWidget *parent = nullptr);

    void show(const EventRowWords &words);
    /// In the order of the Tab key: the row, then its buttons.
    std::vector<QWidget *> stops() const;

    QSize minimumSizeHint() const override;

signals:
    void activated(earshot::EventAction action);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void arrange();
    void showButton(Button &button, const EventButton &words);
    int dateWidth() const;

    EventRowWords m_words;
    QBoxLayout *m_layout;
    QBoxLayout *m_end; ///< pill and buttons
    Text *m_dateLarge;
    Text *m_dateSmall;
    Text *m_title;
    Text *m_detail;
    Pill *m_pill;
    std::array<Button *, 2> m_buttons;
    bool m_ring = false; ///< focused by the keyboard
};

} // namespace earshot
