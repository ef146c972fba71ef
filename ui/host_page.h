#pragma once

#include "client/hosting.h"
#include "client/talking.h"
#include "host_scene.h"
#include "host_words.h"
#include "paste_link_dialog.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QVBoxLayout;

namespace earshot {

class AnnounceDelayDialog;
class Button;
class Card;
class EmptyState;
class HandsCard;
class HostSetupDialog;
class IconButton;
class OfferCard;
class Pill;
class PushToTalkCard;
class ShareCard;
class ShareDialog;
class SoundcheckCard;
class StageCard;
class StatusBanner;
class Text;

/// The page of those who run an event: whether they are heard, their microphone, the stage, and who asks to speak.
/// Acts through Hosting where the event is their own, through Talking where they are a co-host.
class HostPage : public QWidget
{
    Q_OBJECT
public:
    HostPage(LinkCheck checkLink, QWidget *parent);

    /// Either may be null: then nothing happens.
    void use(Hosting *hosting, Talking *talking);
    void show(const HostView &host, const TalkView &talk, const NowPlayingView &playing, WallTime now);
    void setBitrate(int bitsPerSecond);
    /// What was asked for was not done; stays until it is closed, or the next is asked for.
    void showRefusal(const Failure &failure);
    /// Moves running times on.
    void tick(WallTime now);
    /// Asks first where an event can still be taken back.
    void openSetup();
    void setOwnName(const QString &name) { m_ownName = name; }
    /// The microphone's button is let go of.
    void letGo();
    HostWords::State banner() const { return m_shown; } ///< what it says now

signals:
    void detailsRequested();
    void acted(earshot::Action action); ///< the button of a status
    void modeChosen(earshot::TalkMode mode);
    void bitrateChosen(int bitsPerSecond);
    void ownNameChosen(const QString &name);

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHeader(QWidget *parent);
    QWidget *makeContent();
    void connectStage();
    void connectMicrophone();
    void showHeader();
    void showBanner();
    HostWords::State bannerNow();
    void actOnBanner();
    void askAnother(const HostOffer &offer);
    void fillSetup();
    void openMenu();
    void toggleCopies();
    void openShare();
    void openDelay();
    void askMessage();
    void askPause();
    void askDescribe();
    void askMove();
    void askCancel();
    void askEnd();
    void askLeave();
    void askRemove(const UserKey &key, const QString &name);
    void askMute(const UserKey &key, const QString &name);
    void mute(const UserKey &key, bool muted, const QString &reason);
    void arrange();

    LinkCheck m_checkLink;
    QPointer<Hosting> m_hosting;
    QPointer<Talking> m_talking;
    HostView m_host;
    TalkView m_talk;
    NowPlayingView m_playing;
    HostScene m_scene;
    WallTime m_now{};
    QString m_ownName; ///< by which the person was known last
    HostWords::State m_shown;
    enum class Offers {
        Nothing,
        Close,
        Verdict
    } m_offers
        = Offers::Nothing; ///< what the banner's button does

    EmptyState *m_empty = nullptr;
    OfferCard *m_offer = nullptr;
    QWidget *m_content = nullptr;
    QWidget *m_scroller = nullptr;
    StatusBanner *m_refusal = nullptr;
    QBoxLayout *m_header = nullptr;
    Text *m_title = nullptr;
    Text *m_subtitle = nullptr;
    Pill *m_phase = nullptr;
    Button *m_delay = nullptr;
    Button *m_start = nullptr;
    Button *m_end = nullptr;
    Button *m_close = nullptr;
    IconButton *m_more = nullptr;
    ShareCard *m_share = nullptr;
    StatusBanner *m_banner = nullptr;
    QWidget *m_body = nullptr; ///< all below the banner
    QBoxLayout *m_columns = nullptr;
    QVBoxLayout *m_middle = nullptr;
    PushToTalkCard *m_microphone = nullptr;
    SoundcheckCard *m_soundcheck = nullptr;
    StageCard *m_stage = nullptr;
    HandsCard *m_hands = nullptr;
    QPointer<HostSetupDialog> m_setup;
    QPointer<ShareDialog> m_shareDialog;
    QPointer<AnnounceDelayDialog> m_delayDialog;
};

} // namespace earshot
