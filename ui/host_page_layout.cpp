// What is where on the host's page, and what its cards ask for.

#include "button.h"
#include "card.h"
#include "hands_card.h"
#include "host_page.h"
#include "icon_button.h"
#include "pill.h"
#include "push_to_talk_button.h"
#include "push_to_talk_card.h"
#include "share_card.h"
#include "soundcheck_card.h"
#include "stage_card.h"
#include "status_banner.h"
#include "text.h"
#include "theme.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

constexpr int kTalkWidth = 290; ///< in the design
constexpr int kMiddleWidth = 330; ///< at least
constexpr int kHandsWidth = 208;

QWidget *HostPage::makeHeader(QWidget *parent)
{
    auto *header = new QWidget(parent);
    m_header = new QBoxLayout(QBoxLayout::LeftToRight, header);
    m_header->setContentsMargins(0, 0, 0, gap(2));
    m_header->setSpacing(gap(10));
    m_title = new Text(Text::Kind::Title, Tone::Ink, header);
    m_subtitle = new Text(Text::Kind::Body, Tone::Dim, header);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    m_phase = new Pill(false, header);
    m_delay = new Button(Button::Kind::Plain, tr("Announce a delay"), header);
    m_start = new Button(Button::Kind::Primary, tr("Start the event"), header);
    m_end = new Button(Button::Kind::Danger, tr("End event"), header);
    m_close = new Button(Button::Kind::Plain, tr("Close"), header);
    m_more = new IconButton(QStringLiteral("more"), header, 18);
    m_more->setAccessibleName(tr("More for this event"));
    m_more->setToolTip(tr("More for this event"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    buttons->addWidget(m_phase, 0, Qt::AlignVCenter);
    for (QWidget *button :
        {static_cast<QWidget *>(m_delay), static_cast<QWidget *>(m_start), static_cast<QWidget *>(m_end),
            static_cast<QWidget *>(m_close), static_cast<QWidget *>(m_more)}) {
        buttons->addWidget(button, 0, Qt::AlignVCenter);
        button->hide();
    }
    m_header->addLayout(words, 1);
    m_header->addLayout(buttons);
    m_header->setAlignment(buttons, Qt::AlignTop | Qt::AlignLeading);
    connect(m_start, &Button::clicked, this, [this] {
        if (m_hosting)
            m_hosting->start();
    });
    connect(m_close, &Button::clicked, this, [this] {
        if (m_hosting)
            m_hosting->close();
    });
    connect(m_delay, &Button::clicked, this, &HostPage::openDelay);
    connect(m_end, &Button::clicked, this, &HostPage::askEnd);
    connect(m_more, &IconButton::clicked, this, &HostPage::openMenu);
    return header;
}

QWidget *HostPage::makeContent()
{
    m_content = new QWidget(this);
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(gap(28), gap(6), gap(28), gap(20));
    layout->setSpacing(gap(14));
    layout->addWidget(makeHeader(m_content));
    m_banner = new StatusBanner(StatusBanner::Corners::Round, m_content);
    m_share = new ShareCard(m_content);
    layout->addWidget(m_banner);
    layout->addWidget(m_share);
    m_body = new QWidget(m_content);
    m_columns = new QBoxLayout(
        QBoxLayout::TopToBottom, m_body); // the least wide: windows grow for what is shown first
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(gap(14));
    m_middle = new QVBoxLayout;
    m_middle->setSpacing(gap(14));
    m_microphone = new PushToTalkCard(m_body);
    m_soundcheck = new SoundcheckCard(m_body);
    m_stage = new StageCard(m_body);
    m_hands = new HandsCard(m_body);
    m_middle->addWidget(m_soundcheck);
    m_middle->addWidget(m_stage, 1);
    m_columns->addWidget(m_microphone);
    m_columns->addLayout(m_middle, 1);
    m_columns->addWidget(m_hands);
    layout->addWidget(m_body, 1);
    layout->addStretch();
    connect(m_banner, &StatusBanner::acted, this, &HostPage::actOnBanner);
    connect(m_banner, &StatusBanner::detailsRequested, this, &HostPage::detailsRequested);
    connect(m_share, &ShareCard::shareRequested, this, &HostPage::openShare);
    return m_content;
}

void HostPage::connectStage()
{
    connect(m_stage, &StageCard::muteRequested, this,
        [this](const UserKey &key, bool muted) { mute(key, muted, {}); });
    connect(m_stage, &StageCard::muteWithReasonRequested, this, &HostPage::askMute);
    connect(m_stage, &StageCard::removeRequested, this, &HostPage::askRemove);
    connect(m_stage, &StageCard::coHostRequested, this, [this](const UserKey &key, bool coHost) {
        if (m_hosting)
            m_hosting->setCoHost(key, coHost);
    });
    connect(m_hands, &HandsCard::bringUpRequested, this, [this](const UserKey &key) {
        if (m_scene.kind == HostScene::Kind::Desk && m_hosting)
            m_hosting->bringUp(key);
        else if (m_scene.kind == HostScene::Kind::CoHost && m_talking)
            m_talking->bringUp(key);
    });
    connect(m_hands, &HandsCard::lowerRequested, this, [this](const UserKey &key) {
        if (m_scene.kind == HostScene::Kind::Desk && m_hosting)
            m_hosting->dismiss(key);
        else if (m_scene.kind == HostScene::Kind::CoHost && m_talking)
            m_talking->lowerHandOf(key);
    });
}

void HostPage::connectMicrophone()
{
    const auto tell = [this](auto then) {
        return [this, then](auto... values) {
            if (m_talking)
                then(*m_talking, values...);
        };
    };
    PushToTalkButton *button = m_microphone->button();
    connect(button, &PushToTalkButton::held, this, tell([](Talking &t) { t.press(TalkSource::Button); }));
    connect(
        button, &PushToTalkButton::released, this, tell([](Talking &t) { t.release(TalkSource::Button); }));
    connect(m_microphone, &PushToTalkCard::undoRequested, this, tell([](Talking &t) { t.undoGuard(); }));
    connect(m_microphone, &PushToTalkCard::hearOneselfRequested, this,
        tell([](Talking &t, bool hear) { t.hearOneself(hear); }));
    connect(
        m_soundcheck, &SoundcheckCard::startRequested, this, tell([](Talking &t) { t.startSoundcheck(); }));
    connect(m_soundcheck, &SoundcheckCard::stopRequested, this, tell([](Talking &t) { t.stopSoundcheck(); }));
    connect(m_microphone, &PushToTalkCard::modeChosen, this, &HostPage::modeChosen);
    connect(m_microphone, &PushToTalkCard::bitrateChosen, this, &HostPage::bitrateChosen);
}

/// How wide `card` is at least with what it shows now: layouts learn of a change within them only later, from the
/// innermost to the outermost.
static int leastWidth(const QWidget *card)
{
    const QList<QWidget *> inside = card->findChildren<QWidget *>();
    for (auto widget = inside.crbegin(); widget != inside.crend(); ++widget) {
        if (QLayout *layout = (*widget)->layout())
            layout->activate();
    }
    card->layout()->activate();
    return card->minimumSizeHint().width();
}

/// Three columns as in the design; hands below the stage where it is narrower; all below each other where it is narrow.
void HostPage::arrange()
{
    const int room = width() - 2 * gap(28) - gap(10);
    const int talk = std::max(scaled(kTalkWidth), leastWidth(m_microphone));
    const int hands = std::max(scaled(kHandsWidth), leastWidth(m_hands));
    const int middle = std::max({scaled(kMiddleWidth), leastWidth(m_soundcheck), leastWidth(m_stage)});
    const bool isWide = room >= talk + middle + hands + 2 * gap(14);
    const bool hasTwo = room >= talk + middle + gap(14);
    m_columns->setDirection(hasTwo ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    const bool isBelowStage = !isWide;
    if (isBelowStage != (m_middle->indexOf(m_hands) >= 0)) {
        m_middle->removeWidget(m_hands);
        m_columns->removeWidget(m_hands);
        if (isBelowStage)
            m_middle->addWidget(m_hands);
        else
            m_columns->addWidget(m_hands);
    }
    const auto fix = [](QWidget *card, bool fixed, int width) {
        card->setMinimumWidth(fixed ? width : 0);
        card->setMaximumWidth(fixed ? width : QWIDGETSIZE_MAX);
    };
    fix(m_microphone, hasTwo, talk);
    fix(m_hands, isWide, hands);
    m_header->activate();
    const int headerNeeds = scaled(330) + m_header->itemAt(1)->minimumSize().width();
    m_header->setDirection(room >= headerNeeds ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

bool HostPage::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void HostPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace earshot
