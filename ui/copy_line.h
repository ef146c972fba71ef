#pragma once

#include "client/view.h"

#include <QWidget>

namespace earshot {

class Button;
class Text;

/// Whether a listener keeps a copy of what they hear, for how long already, and the button that begins or ends it.
/// Hidden where the host does not allow it.
class CopyLine : public QWidget
{
    Q_OBJECT
public:
    explicit CopyLine(QWidget *parent);

    void show(const NowPlayingView &view, WallTime now);

signals:
    void keepRequested(bool keep);

private:
    QString m_event;
    bool m_isKeeping = false;
    bool m_wasKept = false; ///< some of this event
    bool m_asksToKeep = false;
    Text *m_text;
    Button *m_button;
};

} // namespace earshot
