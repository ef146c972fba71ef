#pragma once

#include "card.h"
#include "client/talk_view.h"

class QBoxLayout;

namespace earshot {

class Button;
class LevelMeter;
class TalkButton;

/// What a speaker needs while on stage: push to talk, how loud one is, whether one is heard or why not, the soundcheck
/// and the way down.
class StageBar : public Card
{
    Q_OBJECT
public:
    explicit StageBar(QWidget *parent);

    void show(const TalkView &view);
    /// The talk button is let go of.
    void letGo();

signals:
    void held();
    void released();
    void undoRequested(); ///< the feedback guard lets go
    void soundcheckRequested();
    void stepDownRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QBoxLayout *m_line;
    TalkButton *m_talk;
    Text *m_title;
    LevelMeter *m_meter;
    Text *m_caption;
    Button *m_undo;
    Button *m_soundcheck;
    Button *m_stepDown;
};

} // namespace earshot
