#pragma once

#include "card.h"
#include "client/view.h"

namespace earshot {

class CopyLine;

/// Connected and hearing, each with its definition; "–" where not known, and since when where frozen. Below them the own
/// copy, where the host allows one.
class ListenersCard : public Card
{
    Q_OBJECT
public:
    explicit ListenersCard(QWidget *parent = nullptr);

    void show(const NowPlayingView &view);
    /// Moves the running time on.
    void tick(const NowPlayingView &view, WallTime now);

signals:
    void copyRequested(bool keep);

private:
    Text *m_connected;
    Text *m_hearing;
    Text *m_interval;
    Text *m_frozen;
    CopyLine *m_copy;
};

} // namespace earshot
