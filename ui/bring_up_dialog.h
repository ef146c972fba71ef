#pragma once

#include "client/talk_view.h"

#include "fitting_dialog.h"

namespace earshot {

class Button;
class Field;
class LevelMeter;
class Text;

/// The invitation to the stage. Nothing is opened until the person asks for the check of the microphone; only then is
/// it open, and measured, while this dialog is.
class BringUpDialog : public FittingDialog
{
    Q_OBJECT
public:
    BringUpDialog(const TalkView &view, const QString &name, QWidget *parent);

    void show(const TalkView &view);
    QString name() const;

signals:
    void watchRequested(bool watch); ///< the microphone
    void settingsRequested();

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void check();
    void showCheck();

    TalkView m_view;
    bool m_isChecking = false;
    bool m_wasHeard = false;
    Field *m_name;
    QWidget *m_check; ///< what the microphone gives
    Text *m_device;
    Text *m_level;
    LevelMeter *m_meter;
    Text *m_finding;
    Button *m_settings;
    Button *m_comeUp;
};

} // namespace earshot
