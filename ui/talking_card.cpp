#include "talking_card.h"

#include "microphone_words.h"
#include "option_row.h"
#include "segments.h"
#include "spoken.h"
#include "step_slider.h"
#include "text.h"
#include "words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

constexpr int kFrameMs = 20;

TalkingCard::TalkingCard(QWidget *parent)
    : Card(parent)
    , m_modeMeaning(new Text(Text::Kind::Small, Tone::Dim, this))
    , m_bitrateMeaning(new Text(Text::Kind::Small, Tone::Dim, this))
{
    addCaption(tr("Push to talk"));
    m_mode = new Segments(tr("Push to talk"), {tr("Hold"), tr("Latch"), tr("Open mic")}, this);
    m_tail = new StepSlider({0, 20, 40, 60, 80, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000}, this);
    m_bitrate = new StepSlider(bitrateSteps(), this);
    m_packets = new Segments(tr("Sound in a packet"),
        {UiWords::shortSpan(milliseconds{kFrameMs}), UiWords::shortSpan(milliseconds{2 * kFrameMs}),
            UiWords::shortSpan(milliseconds{3 * kFrameMs})},
        this);
    m_cues = new OptionRow(OptionRow::Kind::Switch, this);
    m_duck = new OptionRow(OptionRow::Kind::Switch, this);
    body()->addWidget(m_mode, 0, Qt::AlignLeading);
    body()->addSpacing(gap(4));
    body()->addWidget(m_modeMeaning);
    body()->addSpacing(gap(10));
    addSlider(m_tail, tr("Stays open after the key"), m_tailFigure, nullptr);
    addSlider(m_bitrate, tr("Sound quality"), m_bitrateFigure, m_bitrateMeaning);
    auto *packets = new Text(Text::Kind::Body, Tone::Ink, this);
    packets->show(tr("Sound in a packet: less is prompter, more spares the line"));
    body()->addWidget(packets);
    body()->addSpacing(gap(4));
    body()->addWidget(m_packets, 0, Qt::AlignLeading);
    body()->addSpacing(gap(6));
    body()->addWidget(m_cues);
    body()->addWidget(m_duck);
    m_cues->show(tr("Sounds when the microphone opens and closes"), tr("It is written and spoken as well"));
    m_duck->show(
        tr("Quieter loudspeakers while I talk"), tr("So that your microphone hears less of the others"));

    connect(m_mode, &Segments::chosen, this,
        [this](int index) { change([index](auto &choice) { choice.mode = TalkMode(index); }); });
    connect(m_tail, &StepSlider::moved, this,
        [this](int ms) { change([ms](auto &choice) { choice.capture.releaseTail = milliseconds{ms}; }); });
    connect(m_bitrate, &StepSlider::moved, this,
        [this](int bits) { change([bits](auto &choice) { choice.capture.bitrate = bits; }); });
    connect(m_packets, &Segments::chosen, this,
        [this](int index) { change([index](auto &choice) { choice.framesPerPacket = index + 1; }); });
    connect(m_cues, &OptionRow::clicked, this,
        [this](bool on) { change([on](auto &choice) { choice.cues = on; }); });
    connect(m_duck, &OptionRow::clicked, this,
        [this](bool on) { change([on](auto &choice) { choice.duckMonitor = on; }); });
}

/// A name and the figure at its end, the slider below, and below that what the figure means.
void TalkingCard::addSlider(StepSlider *slider, const QString &name, Text *&figure, Text *meaning)
{
    auto *title = new Text(Text::Kind::Body, Tone::Ink, this);
    title->show(name);
    figure = new Text(Text::Kind::Label, Tone::Dim, this);
    auto *line = new QHBoxLayout;
    line->setSpacing(gap(12));
    line->addWidget(title, 1);
    line->addWidget(figure);
    body()->addLayout(line);
    body()->addWidget(slider);
    if (meaning)
        body()->addWidget(meaning);
    body()->addSpacing(gap(8));
}

void TalkingCard::show(const MicrophoneChoice &choice)
{
    m_choice = choice;
    m_mode->setChosen(int(choice.mode));
    m_modeMeaning->show(MicrophoneWords::mode(choice.mode));
    const QString tail = UiWords::shortSpan(choice.capture.releaseTail);
    m_tail->show(int(choice.capture.releaseTail.count()));
    m_tailFigure->show(tail);
    setSpokenName(m_tail, tr("Stays open after the key, %1").arg(tail));
    const QString bitrate = MicrophoneWords::bitrate(choice.capture.bitrate);
    m_bitrate->show(choice.capture.bitrate);
    m_bitrateFigure->show(bitrate);
    m_bitrateMeaning->show(MicrophoneWords::bitrateMeaning(choice.capture.bitrate));
    setSpokenName(m_bitrate, tr("Sound quality, %1").arg(bitrate));
    setSpokenDescription(m_bitrate, m_bitrateMeaning->text());
    m_packets->setChosen(choice.framesPerPacket - 1);
    m_cues->setChecked(choice.cues);
    m_duck->setChecked(choice.duckMonitor);
}

} // namespace earshot
