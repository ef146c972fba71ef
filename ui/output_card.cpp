#include "output_card.h"

#include "button.h"
#include "device_list.h"
#include "level_meter.h"
#include "settings_words.h"
#include "sound_settings.h"
#include "text.h"
#include "words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

OutputCard::OutputCard(QWidget *parent)
    : Card(parent)
    , m_list(new DeviceList(this))
{
    addCaption(tr("Sound output"));
    m_trouble = new Text(Text::Kind::Body, Tone::Warning, this);
    m_test = new Button(Button::Kind::Plain, tr("&Test sound"), this);
    m_meter = new LevelMeter(this);
    m_level = new Text(Text::Kind::Small, Tone::Dim, this);
    auto *line = new QHBoxLayout;
    line->setSpacing(gap(12));
    line->addWidget(m_test);
    line->addWidget(m_meter, 1);
    line->addWidget(m_level, 0, Qt::AlignVCenter);
    m_level->setMinimumWidth(m_level->fontMetrics().horizontalAdvance(UiWords::decibels(-88)) + 2);
    m_level->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    auto *system = new Button(Button::Kind::Link, tr("S&ystem sound settings"), this);
    system->setVisible(hasSoundSettings());
    body()->addWidget(m_list);
    body()->addSpacing(gap(4));
    body()->addWidget(m_trouble);
    body()->addSpacing(gap(8));
    body()->addLayout(line);
    body()->addSpacing(gap(4));
    body()->addWidget(system, 0, Qt::AlignLeading);
    connect(m_list, &DeviceList::chosen, this, &OutputCard::choose);
    connect(m_test, &Button::clicked, this, &OutputCard::testSoundRequested);
    connect(system, &Button::clicked, this, &OutputCard::systemSettingsRequested);
}

static std::vector<DeviceLine> linesFor(const Settings &settings, const SoundView &view)
{
    std::vector<DeviceLine> lines{{{}, OutputCard::tr("System default"), SettingsWords::defaultDevice(view)}};
    for (const OutputDevice &device : view.devices)
        lines.push_back({device.id, device.name, {}});
    const OutputChoice &choice = settings.sound.output;
    const bool isListed
        = std::ranges::any_of(lines, [&](const DeviceLine &line) { return line.id == choice.name; });
    if (choice.kind == OutputChoice::Kind::Named && !isListed) {
        const QString &title = settings.deviceTitle.isEmpty() ? choice.name : settings.deviceTitle;
        const bool isAway = view.devicesKnown;
        lines.push_back({choice.name, title, isAway ? SettingsWords::awayDevice(view) : QString(), isAway});
    }
    return lines;
}

void OutputCard::show(const Settings &settings, const SoundView &view)
{
    m_choice = settings.sound.output;
    m_list->show(
        linesFor(settings, view), m_choice.kind == OutputChoice::Kind::Named ? m_choice.name : QString());
    const QString trouble = SettingsWords::trouble(view);
    m_trouble->show(trouble);
    m_trouble->setVisible(!trouble.isEmpty());
    m_meter->show(view.levelDb);
    m_level->show(SettingsWords::level(view));
}

void OutputCard::choose(const QString &id, const QString &title)
{
    OutputChoice choice = m_choice;
    choice.kind = id.isEmpty() ? OutputChoice::Kind::System : OutputChoice::Kind::Named;
    choice.name = id;
    if (choice != m_choice)
        emit chosen(choice, title);
}

} // namespace earshot
