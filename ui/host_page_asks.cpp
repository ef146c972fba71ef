// What the host's page asks before it acts.

#include "announce_delay_dialog.h"
#include "ask_dialog.h"
#include "diagnosis/diagnose.h"
#include "host_page.h"
#include "host_setup_dialog.h"
#include "icon_button.h"
#include "menu.h"
#include "playing_words.h"
#include "share_dialog.h"
#include "status_banner.h"

namespace earshot {

constexpr int kMostWords = 240;
constexpr int kMostMessage = 1000;

template<typename Then>
static void ask(QWidget *parent, const AskDialog::Question &question, Then then)
{
    auto *dialog = new AskDialog(question, parent);
    QObject::connect(dialog, &QDialog::accepted, parent, [dialog, then] { then(*dialog); });
    dialog->open();
}

void HostPage::openSetup()
{
    if (m_setup || m_scene.kind == HostScene::Kind::Desk)
        return;
    m_host.offer ? askAnother(*m_host.offer) : fillSetup();
}

/// There is one journal: an event that was not ended is forgotten when another begins.
void HostPage::askAnother(const HostOffer &offer)
{
    ask(this,
        {.title = tr("Host another event?"),
            .advice = HostWords::another(offer),
            .button = tr("Host another")},
        [this](const AskDialog &) { fillSetup(); });
}

void HostPage::fillSetup()
{
    const PlanCheck check = [this](const HostPlan &plan) -> std::optional<Failure> {
        return m_hosting ? m_hosting->check(plan) : std::nullopt;
    };
    m_setup = new HostSetupDialog(check, m_ownName, m_now, this);
    connect(m_setup, &QDialog::accepted, this, [this] {
        m_refusal->hide();
        const HostPlan plan = m_setup->plan();
        emit ownNameChosen(plan.hostName);
        if (m_hosting)
            m_hosting->open(plan);
    });
    m_setup->open();
}

void HostPage::openMenu()
{
    auto *menu = new Menu(this);
    const Phase phase = m_scene.event ? m_scene.event->phase : Phase::Scheduled;
    const auto offer = [&](const QString &words, void (HostPage::*then)()) {
        menu->addAction(words, this, then)->setEnabled(m_scene.canAct);
    };
    offer(tr("Share …"), &HostPage::openShare);
    offer(tr("Message to everybody …"), &HostPage::askMessage);
    if (phase == Phase::Live)
        offer(tr("Pause …"), &HostPage::askPause);
    if (phase == Phase::Paused)
        offer(tr("Announce a delay …"), &HostPage::openDelay);
    offer(tr("Title and description …"), &HostPage::askDescribe);
    QAction *copies = menu->addAction(tr("Listeners may keep a copy"), this, &HostPage::toggleCopies);
    copies->setCheckable(true);
    copies->setChecked(m_scene.event && m_scene.event->copiesAllowed);
    copies->setEnabled(m_scene.canAct);
    menu->addSeparator();
    offer(tr("Move to another link …"), &HostPage::askMove);
    if (phase == Phase::Scheduled)
        offer(tr("Cancel the event …"), &HostPage::askCancel);
    menu->addAction(tr("Let go of the event …"), this, &HostPage::askLeave);
    menu->popUpBelow(*m_more, true);
}

void HostPage::toggleCopies()
{
    m_refusal->hide();
    if (m_hosting && m_scene.event)
        m_hosting->setCopiesAllowed(!m_scene.event->copiesAllowed);
}

void HostPage::openShare()
{
    if (!m_shareDialog) {
        m_shareDialog = new ShareDialog(this);
        m_shareDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_shareDialog, &ShareDialog::speakerLinkRequested, this, [this](Role role) {
            if (m_hosting)
                m_hosting->makeSpeakerLink(role);
        });
    }
    m_shareDialog->show(m_host);
    m_shareDialog->QDialog::show();
    m_shareDialog->raise();
    m_shareDialog->activateWindow();
}

void HostPage::openDelay()
{
    if (m_delayDialog || !m_scene.event)
        return;
    m_delayDialog = new AnnounceDelayDialog(*m_scene.event, m_now, this);
    connect(m_delayDialog, &QDialog::accepted, this, [this] {
        m_refusal->hide();
        if (!m_hosting || !m_scene.event)
            return;
        const QString reason = m_delayDialog->reason();
        if (m_scene.event->phase == Phase::Live)
            m_hosting->pause(reason);
        m_hosting->announceDelay(m_delayDialog->newStart(), reason);
    });
    m_delayDialog->open();
}

void HostPage::askMessage()
{
    const std::optional<HostMessage> &message = m_scene.event ? m_scene.event->message : std::nullopt;
    ask(this,
        {.title = tr("Message to everybody"),
            .advice = tr("All listeners see it at once, and whoever comes later. Empty: the present one is "
                         "taken back."),
            .field = tr("Message"),
            .placeholder = tr("Message"),
            .text = message ? message->text : QString(),
            .button = tr("Send"),
            .mostCharacters = kMostMessage},
        [this](const AskDialog &dialog) {
            if (m_hosting)
                m_hosting->setMessage(dialog.text());
        });
}

void HostPage::askPause()
{
    ask(this,
        {.title = tr("Pause the event?"),
            .advice = tr("Listeners stay joined and are told that it goes on. Until then nobody is heard, "
                         "and nothing is recorded."),
            .field = tr("Notice"),
            .placeholder = tr("Notice, as everybody will read it"),
            .button = tr("Pause"),
            .mostCharacters = kMostWords},
        [this](const AskDialog &dialog) {
            if (m_hosting)
                m_hosting->pause(dialog.text());
        });
}

void HostPage::askDescribe()
{
    ask(this,
        {.title = tr("Title and description"),
            .advice = tr("Everybody sees the change at once."),
            .subject = tr("Title"),
            .subjectText = m_scene.event ? m_scene.event->title : QString(),
            .field = tr("Description"),
            .placeholder = tr("Description (may be left out)"),
            .text = m_host.description,
            .button = tr("Change"),
            .needsText = true,
            .mostCharacters = kMostMessage},
        [this](const AskDialog &dialog) {
            if (m_hosting)
                m_hosting->describe(dialog.subject(), dialog.text());
        });
}

void HostPage::askMove()
{
    const auto check = [this](const QString &text) -> QString {
        const std::optional<Failure> failure = m_checkLink ? m_checkLink(text) : std::nullopt;
        return failure ? sentence(verdictForFailure(*failure, {})).headline : QString();
    };
    ask(this,
        {.title = tr("Move to another link?"),
            .advice
            = tr("The event ends here. All listeners are offered that link, and follow by one press."),
            .field = tr("Link"),
            .placeholder = QStringLiteral("earshot://"),
            .button = tr("Move everybody"),
            .isDangerous = true,
            .needsText = true,
            .mostCharacters = 8192,
            .check = check},
        [this](const AskDialog &dialog) {
            if (m_hosting)
                m_hosting->moveTo(dialog.text());
        });
}

void HostPage::askCancel()
{
    ask(this,
        {.title = tr("Cancel the event?"),
            .advice
            = tr("Everybody who waits is told that it will not take place. It cannot be started any more."),
            .field = tr("Reason"),
            .placeholder = tr("Reason, as everybody will read it"),
            .button = tr("Cancel the event"),
            .isDangerous = true},
        [this](const AskDialog &dialog) {
            if (m_hosting)
                m_hosting->cancel(dialog.text());
        });
}

void HostPage::askEnd()
{
    ask(this,
        {.title = tr("End the event?"),
            .advice = tr("All listeners are told that it is over. It cannot be started again."),
            .button = tr("End event"),
            .isDangerous = true},
        [this](const AskDialog &) {
            if (m_hosting)
                m_hosting->end();
        });
}

void HostPage::askLeave()
{
    ask(this,
        {.title = tr("Let go of the event?"),
            .advice
            = tr("It is not ended: nobody steers it until you take it back, or a co-host’s desk goes on."),
            .button = tr("Let go"),
            .isDangerous = true},
        [this](const AskDialog &) {
            if (m_hosting)
                m_hosting->close();
        });
}

void HostPage::askRemove(const UserKey &key, const QString &name)
{
    ask(this,
        {.title = tr("Remove %1 from the stage?").arg(name),
            .advice = tr("Nobody hears %1 from then on. The reason is shown to them.").arg(name),
            .field = tr("Reason"),
            .placeholder = tr("Reason (may be left out)"),
            .button = tr("Remove"),
            .isDangerous = true},
        [this, key](const AskDialog &dialog) {
            m_refusal->hide();
            if (m_scene.kind == HostScene::Kind::Desk && m_hosting)
                m_hosting->remove(key, dialog.text());
            else if (m_scene.kind == HostScene::Kind::CoHost && m_talking)
                m_talking->removeFromStage(key, dialog.text());
        });
}

void HostPage::askMute(const UserKey &key, const QString &name)
{
    ask(this,
        {.title = tr("Mute %1?").arg(name),
            .advice = tr("Nobody hears %1 until you unmute them. The reason is shown to them.").arg(name),
            .field = tr("Reason"),
            .placeholder = tr("Reason, as they will read it"),
            .button = tr("Mute")},
        [this, key](const AskDialog &dialog) { mute(key, true, dialog.text()); });
}

} // namespace earshot
