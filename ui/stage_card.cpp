#include "stage_card.h"

#include "button.h"
#include "host_words.h"
#include "menu.h"
#include "person_avatar.h"
#include "spoken.h"
#include "spoken_role.h"
#include "text.h"
#include "words.h"

#include <QContextMenuEvent>
#include <QGridLayout>

namespace earshot {

class StageCard::Row final : public QWidget
{
public:
    Row(const UserKey &key, StageCard &card)
        : QWidget(&card)
        , m_card(card)
        , m_key(key)
        , m_avatar(new PersonAvatar(this))
        , m_name(new Text(Text::Kind::Name, Tone::Ink, this))
        , m_state(new Text(Text::Kind::Small, Tone::Dim, this))
        , m_mute(new Button(Button::Kind::Plain, StageCard::tr("Mute"), this))
        , m_remove(new Button(Button::Kind::Plain, StageCard::tr("Remove"), this))
    {
        m_name->setElided(true);
        m_mute->setSlim(true);
        m_remove->setSlim(true);
        m_grid = new QGridLayout(this);
        m_grid->setContentsMargins(0, gap(3), 0, gap(3));
        m_grid->setHorizontalSpacing(gap(7));
        m_grid->setVerticalSpacing(0);
        m_grid->setColumnStretch(1, 1);
        m_grid->addWidget(m_avatar, 0, 0, 2, 1);
        m_grid->addWidget(m_name, 0, 1, Qt::AlignBottom);
        place();
        connect(m_avatar, &PersonAvatar::clicked, this, &Row::openMenu);
        connect(m_mute, &Button::clicked, this, [this] { emit m_card.muteRequested(m_key, !m_isMuted); });
        connect(
            m_remove, &Button::clicked, this, [this] { emit m_card.removeRequested(m_key, m_name->text()); });
    }

    void show(const StageMember &member, const HostScene &scene, WallTime now)
    {
        const SpeakerView *heard = scene.speaker(member.key);
        const QString name = HostWords::personName(member.key, member.name);
        const QString alike = HostWords::lookAlike(member.key, member.name, scene);
        const QString state = HostWords::member(member, heard, now);
        m_isMuted = member.mutedByHost;
        m_isCoHost = member.role == Role::CoHost;
        m_isHost = member.role == Role::Host;
        m_isDesk = scene.kind == HostScene::Kind::Desk;
        m_canAct = scene.canAct;
        m_avatar->show(member.key, member.name, member.presence == Presence::Present);
        setSpokenName(m_avatar, StageCard::tr("More for %1").arg(name));
        m_avatar->setToolTip(m_avatar->accessibleName().toHtmlEscaped());
        m_name->show(name);
        m_state->show(UiWords::joined({member.key.fingerprint(), alike.isEmpty() ? state : alike}));
        arrange();
        m_state->setTone(alike.isEmpty() ? HostWords::memberTone(member, heard) : Tone::Warning);
        if (const QString words = m_isMuted ? StageCard::tr("Unmute") : StageCard::tr("Mute");
            words != m_mute->text()) {
            m_mute->setText(words);
            m_mute->updateGeometry();
        }
        m_mute->setEnabled(m_canAct);
        m_remove->setEnabled(m_canAct && !m_isHost);
        setSpokenName(m_mute, (m_isMuted ? StageCard::tr("Unmute %1") : StageCard::tr("Mute %1")).arg(name));
        setSpokenName(m_remove, StageCard::tr("Remove %1 from the stage").arg(name));
        QStringList spoken{name, member.key.fingerprint(), state, alike};
        spoken.removeAll(QString());
        setSpokenName(this, spoken.join(QStringLiteral(", ")));
    }

protected:
    void contextMenuEvent(QContextMenuEvent *) override { openMenu(); }
    void resizeEvent(QResizeEvent *event) override
    {
        QWidget::resizeEvent(event);
        arrange();
    }

private:
    /// Words that would wrap beside the buttons get the whole line below them.
    void arrange()
    {
        const int buttons = m_mute->sizeHint().width() + m_remove->sizeHint().width();
        const int room = width() - m_avatar->sizeHint().width() - buttons - 3 * gap(7);
        const bool isLong = m_state->fontMetrics().horizontalAdvance(m_state->text()) > room;
        if (isLong == m_isLong)
            return;
        m_isLong = isLong;
        place();
    }
    void place()
    {
        for (QWidget *widget : {static_cast<QWidget *>(m_state), static_cast<QWidget *>(m_mute),
                 static_cast<QWidget *>(m_remove)})
            m_grid->removeWidget(widget);
        const int rows = m_isLong ? 1 : 2;
        m_grid->setAlignment(m_name, m_isLong ? Qt::AlignVCenter : Qt::AlignBottom);
        m_grid->addWidget(m_state, 1, 1, 1, m_isLong ? 3 : 1, Qt::AlignTop);
        m_grid->addWidget(m_mute, 0, 2, rows, 1, Qt::AlignVCenter);
        m_grid->addWidget(m_remove, 0, 3, rows, 1, Qt::AlignVCenter);
    }
    void openMenu()
    {
        auto *menu = new Menu(this);
        const QString name = m_name->text();
        QAction *mute = menu->addAction(StageCard::tr("Mute with a reason …"), &m_card,
            [this, name] { emit m_card.muteWithReasonRequested(m_key, name); });
        mute->setEnabled(m_canAct && !m_isMuted);
        if (m_isDesk && !m_isHost) {
            menu->addAction(
                    m_isCoHost ? StageCard::tr("No longer a co-host") : StageCard::tr("Make a co-host"),
                    &m_card, [this] { emit m_card.coHostRequested(m_key, !m_isCoHost); })
                ->setEnabled(m_canAct);
        }
        menu->popUpBelow(*m_avatar);
    }

    StageCard &m_card;
    UserKey m_key;
    PersonAvatar *m_avatar;
    Text *m_name;
    Text *m_state;
    Button *m_mute;
    Button *m_remove;
    QGridLayout *m_grid;
    bool m_isLong = false; ///< the words below the name
    bool m_isMuted = false;
    bool m_isCoHost = false;
    bool m_isHost = false;
    bool m_isDesk = false;
    bool m_canAct = false;
};

StageCard::StageCard(QWidget *parent)
    : Card(parent)
    , m_list(new QVBoxLayout)
    , m_empty(new Text(Text::Kind::Body, Tone::Dim, this))
{
    setSpokenRole(this, QAccessible::List);
    setAccessibleName(tr("Stage"));
    addCaption(tr("Stage"));
    m_list->setSpacing(gap(2));
    body()->addLayout(m_list);
    body()->addWidget(m_empty);
    body()->addStretch();
    m_empty->show(tr("Nobody else is on stage. Bring up a raised hand, or send a speaker’s link."));
}

StageCard::Row *StageCard::makeRow(const UserKey &key)
{
    auto *row = new Row(key, *this);
    m_list->addWidget(row);
    row->setVisible(true);
    return row;
}

void StageCard::show(const HostScene &scene, WallTime now)
{
    const Stage stage = scene.event ? scene.event->stage : Stage{};
    note()->show(UiWords::number(qint64(stage.size())));
    std::map<UserKey, Row *> gone;
    gone.swap(m_rows);
    int at = 0;
    for (const StageMember &member : stage) {
        if (scene.ownKey == member.key || m_rows.contains(member.key))
            continue;
        const auto known = gone.find(member.key);
        Row *row = known == gone.end() ? makeRow(member.key) : known->second;
        if (known != gone.end())
            gone.erase(known);
        m_rows[member.key] = row;
        if (m_list->indexOf(row) != at)
            m_list->insertWidget(at, row);
        row->show(member, scene, now);
        ++at;
    }
    for (const auto &[key, row] : gone) {
        row->hide();
        row->deleteLater();
    }
    m_empty->setVisible(m_rows.empty());
}

} // namespace earshot
