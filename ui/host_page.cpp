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

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

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
    const bool isNew = !isEmpty && !m_empty->isHidden(); // what had the focus goes away
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
    m_soundcheck->show(talk);
    if (isNew && isVisible())
        setFocus(Qt::OtherFocusReason);
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
    m_subtitle->setTone(m_host.recording.failure ? Tone::Warning : Tone::Dim);
    const PillWords phase = HostWords::phase(m_scene, m_now);
    m_phase->show(phase.text, phase.tone, phase.dot);
    const bool isDesk = m_scene.kind == HostScene::Kind::Desk;
    const Phase at = m_scene.event ? m_scene.event->phase : Phase::Scheduled;
    const bool isScheduled = m_scene.event && at == Phase::Scheduled;
    const bool isOver = at == Phase::Ended || at == Phase::Cancelled || at == Phase::Moved;
    const bool startedHere = m_start->hasFocus() && at == Phase::Live;
    const bool endedHere = focusWidget() == m_end && isOver;
    m_delay->setVisible(isDesk && (isScheduled || at == Phase::Live));
    m_start->setVisible(isDesk && (isScheduled || at == Phase::Paused));
    m_end->setVisible(isDesk && (at == Phase::Live || at == Phase::Paused));
    m_close->setVisible(isDesk && isOver);
    m_more->setVisible(isDesk && m_scene.event && !isOver);
    if (startedHere)
        m_microphone->button()->setFocus(Qt::OtherFocusReason); // the next one to be wanted
    else if (endedHere)
        m_close->setFocus(Qt::OtherFocusReason);
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
        return *state;
    }
    return ProofWords::of(m_talk, m_scene, m_playing);
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

} // namespace earshot
