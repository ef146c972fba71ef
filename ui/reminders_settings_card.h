#pragma once

#include "card.h"
#include "settings.h"

namespace earshot {

class OptionRow;
class Segments;

/// What the desktop has for a program that waits.
struct WaitingPlace {
    bool hasTray = true;
    QString trouble; ///< why the start with the system could not be set; empty: it could

    bool operator==(const WaitingPlace &) const = default;
};

/// When one is reminded, what one hears, and whether Earshot waits while its window is closed.
class RemindersSettingsCard : public Card
{
    Q_OBJECT
public:
    explicit RemindersSettingsCard(QWidget *parent);

    void show(const ReminderChoice &choice, const WaitingPlace &place);

signals:
    void chosen(const earshot::ReminderChoice &choice);

private:
    template<typename Change>
    void change(Change how)
    {
        ReminderChoice choice = m_choice;
        how(choice);
        if (choice != m_choice)
            emit chosen(choice);
    }

    ReminderChoice m_choice;
    Segments *m_ahead = nullptr;
    OptionRow *m_chime = nullptr;
    OptionRow *m_keepsRunning = nullptr;
    OptionRow *m_startsWithSystem = nullptr;
};

} // namespace earshot
