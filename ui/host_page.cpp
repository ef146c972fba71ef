#include "host_page.h"

#include "button.h"
#include "card.h"
#include "empty_state.h"
#include "hands_card.h"
#include "icon_button.h"
#include "offer_card.h"
#include "pill.h"
#include "proof_words.h"
#include "push_to_talk_button.h"
#include "push_to_talk_card.h"
#include "share_card.h"
#include "share_dialog.h"
#include "soundcheck_card.h"
#include "stage_card.h"
#include "status_banner.h"
#include "text.h"
#include "theme.h"

#include <QEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

constexpr int kTalkWidth = 290; ///< in the design
constexpr int kMiddleWidth = 330; ///< at least
constexpr int kHandsWidth = 208;

HostPage::HostPage(LinkCheck checkLink, QWidget *parent)
    : QWidget(parent)
    , m_checkLink(std::move(checkLink))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *above = new QVBoxLayout;
    above->setContentsMargins(gap(28), 0, gap(28), 0);
    m_refusal = new StatusBanner(StatusBanner::Corners::Round, this);
    m_offer = new OfferCard(this);
    above->addSpacing(gap(14));
    above->addWidget(m_refusal);
    above->addWidget(m_offer);
    m_refusal->hide();
    m_offer->hide();
    m_scroller = makeScroller(makeContent(), this);
    m_empty = new EmptyState(QStringLiteral("host"), this);
    m_empty->show(tr("You host nothing now"),
        tr("Give an event a title, and send people the link. On this computer, or on a server."));
    m_empty->addButton(tr("Host an event"), true, [this] { openSetup(); });
    layout->addLayout(above);
    layout->addWidget(m_scroller, 1);
    layout->addWidget(m_empty, 1);
    m_scroller->hide();
    connect(m_refusal, &StatusBanner::acted, m_refusal, &QWidget::hide);
    connect(m_offer, &OfferCard::takeBackRequested, this, [this] {
        if (m_hosting)
            m_hosting->takeBack();
    });
    connect(m_offer, &OfferCard::forgetRequested, this, [this] {
        if (m_hosting)
            m_hosting->forgetOffer();
    });
    connectStage();
    connectMicrophone();
}

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
    m_start = new Button(Button::Kind::Primary, tr("Start the event"), header);
    m_delay = new Button(Button::Kind::Plain, tr("Announce a delay"), header);
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
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, m_body);
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

void HostPage::use(Hosting *hosting, Talking *talking)
{
    m_hosting = hosting;
    m_talking = talking;
}

void HostPage::setBitrate(int bitsPerSecond)
{
    m_microphone->setBitrate(bitsPerSecond);
}

void HostPage::letGo()
{
    m_microphone->button()->letGo();
}

void HostPage::show(const HostView &host, const TalkView &talk, const NowPlayingView &playing, WallTime now)
{
    m_host = host;
    m_talk = talk;
    m_playing = playing;
    m_now = now;
    m_scene = hostScene(host, talk, playing);
    const bool isEmpty = m_scene.kind == HostScene::Kind::Nothing;
    m_empty->setVisible(isEmpty);
    m_scroller->setVisible(!isEmpty);
    m_offer->setVisible(isEmpty && host.offer.has_value());
    if (m_shareDialog)
        m_shareDialog->show(host);
    if (isEmpty) {
        if (host.offer)
            m_offer->show(*host.offer, now);
        return;
    }
    m_body->setVisible(m_scene.event.has_value());
    const bool isBefore = m_scene.event && m_scene.event->phase == Phase::Scheduled;
    if (isBefore && m_scene.kind == HostScene::Kind::Desk)
        m_share->show(host);
    else
        m_share->hide();
    m_microphone->show(talk);
    m_soundcheck->show(talk.soundcheck);
    tick(now);
    arrange();
}

void HostPage::tick(WallTime now)
{
    m_now = now;
    if (m_scene.kind == HostScene::Kind::Nothing)
        return;
    showHeader();
    showBanner();
    m_stage->show(m_scene, now);
    m_hands->show(m_scene, now);
}

static void setWords(Button *button, const QString &words)
{
    if (button->text() == words)
        return;
    button->setText(words);
    button->updateGeometry();
}

void HostPage::showHeader()
{
    m_title->show(HostWords::title(m_host, m_scene));
    m_subtitle->show(HostWords::subtitle(m_host, m_scene, m_now));
    const PillWords phase = HostWords::phase(m_scene, m_now);
    m_phase->show(phase.text, phase.tone, phase.dot);
    const bool isDesk = m_scene.kind == HostScene::Kind::Desk;
    const Phase at = m_scene.event ? m_scene.event->phase : Phase::Scheduled;
    const bool isScheduled = m_scene.event && at == Phase::Scheduled;
    const bool isOver = at == Phase::Ended || at == Phase::Cancelled || at == Phase::Moved;
    m_delay->setVisible(isDesk && (isScheduled || at == Phase::Live));
    m_start->setVisible(isDesk && (isScheduled || at == Phase::Paused));
    m_end->setVisible(isDesk && (at == Phase::Live || at == Phase::Paused));
    m_close->setVisible(isDesk && isOver);
    m_more->setVisible(isDesk && m_scene.event && !isOver);
    setWords(m_start, at == Phase::Paused ? tr("Go on") : tr("Start the event"));
    for (Button *button : {m_delay, m_start, m_end})
        button->setEnabled(m_scene.canAct);
}

static bool isAboutSpeaking(const Verdict &verdict)
{
    return verdict.severity != Severity::Good && verdict.severity != Severity::Info
        && (verdict.id.startsWith(QLatin1String("mic.")) || verdict.id.startsWith(QLatin1String("talk."))
            || verdict.id.startsWith(QLatin1String("host.")));
}

/// What weighs most: the desk cannot act, then what is wrong with the own voice, then where the event stands, then
/// whether one is heard.
HostWords::State HostPage::bannerNow()
{
    m_offers = Offers::Nothing;
    const std::optional<HostWords::State> state = HostWords::state(m_host, m_scene, m_now);
    const bool isDeskTrouble = state && (m_host.state != HostView::State::InCharge || m_host.unkept);
    if (isDeskTrouble) {
        m_offers = m_host.state == HostView::State::Failed ? Offers::Close : Offers::Nothing;
        return *state;
    }
    if (isAboutSpeaking(m_playing.verdict)) {
        m_offers = Offers::Verdict;
        return {m_playing.verdict.severity, sentence(m_playing.verdict)};
    }
    if (state && !m_talk.talk.open) {
        m_offers = m_scene.event->phase == Phase::Paused ? Offers::GoOn : Offers::Nothing;
        HostWords::State shown = *state;
        if (m_scene.kind != HostScene::Kind::Desk)
            shown.words.action.clear();
        return shown;
    }
    return ProofWords::of(m_talk, m_scene);
}

void HostPage::showBanner()
{
    m_shown = bannerNow();
    m_banner->show(m_shown.severity, m_shown.words);
    m_banner->setDetailsOffered(m_playing.open);
}

void HostPage::actOnBanner()
{
    switch (m_offers) {
    case Offers::Nothing:
        return;
    case Offers::GoOn:
        if (m_hosting)
            m_hosting->start();
        return;
    case Offers::Close:
        if (m_hosting)
            m_hosting->close();
        return;
    case Offers::Verdict:
        emit acted(m_playing.verdict.action);
        return;
    }
}

void HostPage::showRefusal(const Failure &failure)
{
    Sentence words = HostWords::failure(failure);
    words.action = tr("Close");
    m_refusal->show(Severity::Warning, words);
    m_refusal->setVisible(true);
}

void HostPage::mute(const UserKey &key, bool muted, const QString &reason)
{
    m_refusal->hide();
    if (m_scene.kind == HostScene::Kind::Desk && m_hosting)
        m_hosting->setMuted(key, muted, reason);
    else if (m_scene.kind == HostScene::Kind::CoHost && m_talking)
        m_talking->setMutedOnStage(key, muted, reason);
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
