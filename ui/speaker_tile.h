#pragma once

#include "client/view.h"

#include <QWidget>

namespace earshot {

class Avatar;
class Text;

/// One person on the stage: initials, a ring as strong as their voice, mute badge, role and quality.
class SpeakerTile : public QWidget
{
    Q_OBJECT
public:
    explicit SpeakerTile(QWidget *parent = nullptr);

    /// `isLookAlike`: somebody else on stage has a name that can be taken for this one.
    void show(const SpeakerView &speaker, bool isLookAlike = false);
    void showLevel(double levelDb);
    /// How strong the ring is drawn, 0 = none … 8. Repainted only when this changes.
    int ringStep() const;

    static int designWidth() { return 126; }

private:
    Avatar *m_avatar;
    Text *m_name;
    Text *m_role;
    Text *m_likeness;
    Text *m_state;
};

} // namespace earshot
