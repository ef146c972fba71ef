#include "bring_up_dialog.h"

#include "button.h"
#include "diagnosis/display_text.h"
#include "field.h"
#include "level_meter.h"
#include "microphone_words.h"
#include "push_to_talk_words.h"
#include "seat_words.h"
#include "text.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <utility>

namespace earshot {

/// A voice near the microphone is above, a quiet room below.
constexpr double kVoiceDb = -45;

BringUpDialog::BringUpDialog(const TalkView &view, const QString &name, QWidget *parent)
    : FittingDialog(parent)
    , m_view(view)
    , m_name(new Field(this))
    , m_check(new QWidget(this))
    , m_device(new Text(Text::Kind::Small, Tone::Dim, m_check))
    , m_level(new Text(Text::Kind::Small, Tone::Dim, m_check))
    , m_meter(new LevelMeter(m_check))
    , m_finding(new Text(Text::Kind::Body, Tone::Ink, m_check))
    , m_settings(new Button(Button::Kind::Link, tr("Choose another microphone"), m_check))
    , m_comeUp(new Button(Button::Kind::Primary, tr("Check my microphone"), this))
{
    setWindowTitle(tr("Come on stage"));
    auto *title = new Text(Text::Kind::Strong, Tone::Ink, this);
    title->show(SeatWords::invited(view.seat));
    auto *advice = new Text(Text::Kind::Body, Tone::Dim, this);
    advice->show(SeatWords::invitedAs(view.seat));
    auto *decline = new Button(Button::Kind::Plain, tr("Not now"), this);
    m_comeUp->reserveFor(tr("Come up anyway"));
    m_name->setMaxLength(kMaxNameLength);
    m_name->setText(name);
    m_name->setPlaceholderText(tr("Your name"));
    m_name->setAccessibleName(tr("Your name"));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(advice);
    auto *line = new QHBoxLayout;
    line->setSpacing(gap(8));
    line->addWidget(m_device, 1, Qt::AlignTop);
    line->addWidget(m_level, 0, Qt::AlignTop);
    m_device->setElided(true);
    auto *measured = new QVBoxLayout(m_check);
    measured->setContentsMargins(0, 0, 0, 0);
    measured->setSpacing(gap(6));
    measured->addWidget(m_meter);
    measured->addLayout(line);
    measured->addWidget(m_finding);
    measured->addWidget(m_settings, 0, Qt::AlignLeading);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    buttons->addStretch();
    buttons->addWidget(decline);
    buttons->addWidget(m_comeUp);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(20), gap(20), gap(20), gap(20));
    layout->setSpacing(gap(12));
    layout->addLayout(words);
    layout->addWidget(m_name);
    layout->addWidget(m_check);
    layout->addStretch(1);
    layout->addLayout(buttons);
    m_check->hide();
    setMinimumWidth(scaled(460));
    connect(m_name, &QLineEdit::textChanged, this, &BringUpDialog::showCheck);
    connect(m_name, &QLineEdit::returnPressed, m_comeUp, &Button::click);
    connect(m_settings, &Button::clicked, this, &BringUpDialog::settingsRequested);
    connect(m_comeUp, &Button::clicked, this, [this] { m_isChecking ? accept() : check(); });
    connect(decline, &Button::clicked, this, &QDialog::reject);
    showCheck();
    m_comeUp->setFocus();
}

QString BringUpDialog::name() const
{
    return m_name->text().simplified();
}

void BringUpDialog::check()
{
    m_isChecking = true;
    m_check->show();
    emit watchRequested(true);
    showCheck();
}

void BringUpDialog::show(const TalkView &view)
{
    m_view = view;
    showCheck();
}

void BringUpDialog::showCheck()
{
    m_comeUp->setEnabled(!name().isEmpty());
    if (!m_isChecking)
        return;
    const bool isOpen = m_view.input.phase == InputPhase::Open;
    const bool isFaulty = !MicrophoneWords::trouble(m_view).isEmpty();
    m_wasHeard = !isFaulty && isOpen && (m_wasHeard || m_view.capture.levelDb > kVoiceDb);
    m_meter->show(isOpen ? m_view.capture.peakDb : -127);
    m_device->show(PushToTalkWords::device(m_view));
    m_level->show(MicrophoneWords::level(m_view));
    const SeatWords::Line finding = SeatWords::micCheck(m_view, m_wasHeard);
    m_finding->setTone(finding.tone);
    m_finding->show(finding.text);
    m_settings->setVisible(!m_wasHeard);
    m_comeUp->setText(m_wasHeard ? tr("Come up") : tr("Come up anyway"));
    m_comeUp->setKind(m_wasHeard ? Button::Kind::Primary : Button::Kind::Plain);
}

void BringUpDialog::hideEvent(QHideEvent *event)
{
    FittingDialog::hideEvent(event);
    if (std::exchange(m_isChecking, false))
        emit watchRequested(false);
}

} // namespace earshot
