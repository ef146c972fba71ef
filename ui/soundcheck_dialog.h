#pragma once

#include "client/talk_view.h"

#include "fitting_dialog.h"

namespace earshot {

class SoundcheckCard;

/// The soundcheck in a window of its own, for speakers who have no page for it.
class SoundcheckDialog : public FittingDialog
{
    Q_OBJECT
public:
    explicit SoundcheckDialog(QWidget *parent);

    void show(const TalkView &view);

signals:
    void startRequested();
    void stopRequested();

private:
    SoundcheckCard *m_card;
};

} // namespace earshot
