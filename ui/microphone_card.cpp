#include "microphone_card.h"

#include "button.h"
#include "device_list.h"
#include "level_meter.h"
#include "microphone_words.h"
#include "option_row.h"
#include "text.h"
#include "words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

MicrophoneCard::MicrophoneCard(QWidget *parent)
    : Card(parent)
    , m_list(new DeviceList(this))
    , m_meter(new LevelMeter(this))
    , m_level(new Text(Text::Kind::Small, Tone::Dim, this))
    , m_check(new Button(Button::Kind::Link, tr("Check my microphone"), this))
    , m_trouble(new Text(Text::Kind::Body, Tone::Warning, this))
{
    addCaption(tr("Microphone"));
    auto *line = new QHBoxLayout;
    line->setSpacing(gap(12));
    line->addWidget(m_meter, 1);
    line->addWidget(m_level, 0, Qt::AlignVCenter);
    m_level->setMinimumWidth(m_level->fontMetrics().horizontalAdvance(UiWords::decibels(-88)) + 2);
    m_level->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    line->addWidget(m_check, 0, Qt::AlignVCenter);
    m_check->setSlim(true);
    body()->addWidget(m_list);
    body()->addSpacing(gap(6));
    body()->addLayout(line);
    body()->addSpacing(gap(4));
    body()->addWidget(m_trouble);
    body()->addSpacing(gap(6));
    addSwitch(m_noise, &CaptureSettings::noiseSuppression);
    addSwitch(m_gain, &CaptureSettings::gainControl);
    addSwitch(m_echo, &CaptureSettings::echoCancellation);
    addSwitch(m_guard, &CaptureSettings::feedbackGuard);
    connect(m_check, &Button::clicked, this, [this] { emit checkRequested(!m_isChecking); });
    connect(m_list, &DeviceList::chosen, this, [this](const QString &id, const QString &title) {
        MicrophoneChoice choice = m_choice;
        choice.input = {id.isEmpty() ? InputChoice::Kind::System : InputChoice::Kind::Named, id};
        emit chosen(choice, title);
    });
}

void MicrophoneCard::addSwitch(OptionRow *&row, bool CaptureSettings::*setting)
{
    row = new OptionRow(OptionRow::Kind::Switch, this);
    body()->addWidget(row);
    connect(row, &OptionRow::clicked, this, [this, setting](bool on) {
        MicrophoneChoice choice = m_choice;
        choice.capture.*setting = on;
        emit chosen(choice, m_title);
    });
}

static std::vector<DeviceLine> linesFor(const Settings &settings, const TalkView &view)
{
    std::vector<DeviceLine> lines{
        {{}, MicrophoneCard::tr("System default"), MicrophoneWords::defaultDevice(view)}};
    for (const InputDevice &device : view.devices) {
        const QString drawback = device.isHandsFree ? MicrophoneWords::handsFree() : QString();
        lines.push_back({device.id, device.name, drawback, false, device.isHandsFree});
    }
    const InputChoice &choice = settings.microphone.input;
    const bool isListed
        = std::ranges::any_of(lines, [&](const DeviceLine &line) { return line.id == choice.name; });
    if (choice.kind == InputChoice::Kind::Named && !isListed) {
        const QString &title = settings.microphoneTitle.isEmpty() ? choice.name : settings.microphoneTitle;
        const bool isAway = view.devicesKnown;
        lines.push_back({choice.name, title, isAway ? MicrophoneWords::awayDevice(view) : QString(), isAway});
    }
    return lines;
}

void MicrophoneCard::show(const Settings &settings, const TalkView &view, bool isChecking)
{
    m_isChecking = isChecking;
    m_choice = settings.microphone;
    m_title = settings.microphoneTitle;
    const InputChoice &input = m_choice.input;
    m_list->show(linesFor(settings, view), input.kind == InputChoice::Kind::Named ? input.name : QString());
    const bool isOpen = view.input.phase == InputPhase::Open;
    m_meter->show(isOpen ? view.capture.peakDb : -127);
    m_meter->setVisible(isOpen || isChecking);
    m_level->show(isOpen || isChecking ? MicrophoneWords::level(view) : MicrophoneWords::closed());
    // On stage it is open without being asked for here, and nothing here closes it.
    m_check->setVisible(isChecking || view.seat.phase != SeatPhase::OnStage);
    m_check->setText(isChecking ? tr("Stop the check") : tr("Check my microphone"));
    const QString trouble = MicrophoneWords::trouble(view);
    m_trouble->show(trouble);
    m_trouble->setVisible(!trouble.isEmpty());
    const CaptureSettings &capture = m_choice.capture;
    m_noise->show(tr("Noise suppression"), MicrophoneWords::noiseSuppression(view, capture));
    m_gain->show(tr("Gain control"), MicrophoneWords::gainControl(view, capture));
    m_echo->show(tr("Echo cancellation"), MicrophoneWords::echoCancellation(view, capture));
    m_guard->show(tr("Feedback guard"), MicrophoneWords::feedbackGuard(view, capture));
    m_noise->setChecked(capture.noiseSuppression);
    m_gain->setChecked(capture.gainControl);
    m_echo->setChecked(capture.echoCancellation);
    m_guard->setChecked(capture.feedbackGuard);
}

} // namespace earshot
