#include "reminders_settings_card.h"

#include "option_row.h"
#include "reminder_words.h"
#include "segments.h"
#include "text.h"
#include "theme.h"

#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace earshot {

constexpr std::array kSteps{minutes{5}, minutes{10}, minutes{15}, minutes{30}};

RemindersSettingsCard::RemindersSettingsCard(QWidget *parent)
    : Card(parent)
{
    addCaption(tr("Reminders"));
    QStringList steps;
    for (const minutes step : kSteps)
        steps << ReminderWords::ahead(step);
    m_ahead = new Segments(tr("Before the start"), steps, this);
    auto *ahead = new Text(Text::Kind::Body, Tone::Ink, this);
    ahead->show(tr("Before the start"));
    auto *real = new Text(Text::Kind::Small, Tone::Dim, this);
    real->show(tr("And once more when it really starts, also when it was postponed"));
    body()->addWidget(ahead);
    body()->addSpacing(gap(4));
    body()->addWidget(m_ahead, 0, Qt::AlignLeading);
    body()->addSpacing(gap(4));
    body()->addWidget(real);
    body()->addSpacing(gap(6));
    for (OptionRow **row : {&m_chime, &m_keepsRunning, &m_startsWithSystem}) {
        *row = new OptionRow(OptionRow::Kind::Switch, this);
        body()->addWidget(*row);
    }
    m_chime->show(
        tr("A soft chime at the start"), tr("While you wait in the room, and Earshot is not muted"));
    connect(m_ahead, &Segments::chosen, this,
        [this](int index) { change([index](auto &choice) { choice.ahead = kSteps.at(size_t(index)); }); });
    connect(m_chime, &OptionRow::clicked, this,
        [this](bool on) { change([on](auto &choice) { choice.chime = on; }); });
    connect(m_keepsRunning, &OptionRow::clicked, this,
        [this](bool on) { change([on](auto &choice) { choice.keepsRunning = on; }); });
    connect(m_startsWithSystem, &OptionRow::clicked, this,
        [this](bool on) { change([on](auto &choice) { choice.startsWithSystem = on; }); });
}

void RemindersSettingsCard::show(const ReminderChoice &choice, const WaitingPlace &place)
{
    m_choice = choice;
    const auto step = std::ranges::find(kSteps, choice.ahead);
    m_ahead->setChosen(step == kSteps.end() ? -1 : int(step - kSteps.begin()));
    m_chime->setChecked(choice.chime);
    m_keepsRunning->show(tr("Keep running when the window is closed"),
        place.hasTray ? tr("In the tray; reminders come only while Earshot runs")
                      : tr("This desktop has no tray: the window stays, minimised"));
    m_keepsRunning->setChecked(choice.keepsRunning);
    m_startsWithSystem->show(tr("Start with the system"),
        !place.trouble.isEmpty() ? tr("Could not be set: %1").arg(place.trouble)
            : place.hasTray      ? tr("In the tray, without a window")
                                 : tr("Minimised, as this desktop has no tray"));
    m_startsWithSystem->setDetailTone(place.trouble.isEmpty() ? Tone::Dim : Tone::Warning);
    m_startsWithSystem->setChecked(choice.startsWithSystem);
}

} // namespace earshot
