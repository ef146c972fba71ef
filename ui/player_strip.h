#pragma once

#include "client/player_view.h"

#include <QWidget>

namespace earshot {

class Button;
class IconButton;
class Text;

/// The open recording on the other pages: what plays, pause, the way to its page, close.
class PlayerStrip : public QWidget
{
    Q_OBJECT
public:
    explicit PlayerStrip(QWidget *parent = nullptr);

    /// `silencesEvent`: an event is joined and not heard while the recording plays.
    void show(const PlayerView &view, bool silencesEvent);

    QSize minimumSizeHint() const override;

signals:
    void playToggled();
    void pageRequested();
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    IconButton *m_play;
    Text *m_title;
    Text *m_detail;
    Button *m_show;
    IconButton *m_close;
};

} // namespace earshot
