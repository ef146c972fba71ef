#pragma once

#include "event/event_state.h"

#include "fitting_dialog.h"

namespace earshot {

class Button;
class NoteField;
class Text;
class TimeField;

/// A new time and its reason, and the sentence that everybody who waits will read.
class AnnounceDelayDialog : public FittingDialog
{
    Q_OBJECT
public:
    AnnounceDelayDialog(const EventState &event, WallTime now, QWidget *parent);

    WallTime newStart() const;
    QString reason() const;
    /// Moves the judgement on: a time that was ahead passes.
    void tick(WallTime now);

private:
    void judge();

    Phase m_phase;
    WallTime m_planned; ///< before
    WallTime m_now;
    TimeField *m_time;
    NoteField *m_reason;
    Text *m_preview;
    Button *m_announce;
};

} // namespace earshot
