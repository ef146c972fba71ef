#pragma once

#include "event_words.h"

#include <QWidget>

class QBoxLayout;

namespace earshot {

class Button;
class Pill;
class Text;

/// One event of a schedule.
class EventRow : public QWidget
{
    Q_OBJECT
public:
    explicit EventRow(QWidget *parent = nullptr);

    void show(const EventRowWords &words);
    Button *button() const { return m_button; }

    QSize minimumSizeHint() const override;

signals:
    void activated(earshot::EventAction action);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    int dateWidth() const;

    EventRowWords m_words;
    QBoxLayout *m_layout;
    QBoxLayout *m_end; ///< pill and button
    Text *m_dateLarge;
    Text *m_dateSmall;
    Text *m_title;
    Text *m_detail;
    Pill *m_pill;
    Button *m_button;
};

} // namespace earshot
