#include "hands_card.h"

#include "button.h"
#include "host_words.h"
#include "spoken.h"
#include "spoken_role.h"
#include "text.h"
#include "words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

/// More than anybody brings up from one list; the queue may hold any number.
constexpr int kMostRows = 50;

class HandsCard::Row final : public QWidget
{
public:
    Row(const UserKey &key, HandsCard &card)
        : QWidget(&card)
        , m_key(key)
        , m_name(new Text(Text::Kind::Name, Tone::Ink, this))
        , m_fingerprint(new Text(Text::Kind::Small, Tone::Faint, this))
        , m_age(new Text(Text::Kind::Body, Tone::Faint, this))
        , m_state(new Text(Text::Kind::Small, Tone::Dim, this))
        , m_bringUp(new Button(Button::Kind::Primary, HandsCard::tr("Bring up"), this))
        , m_lower(new Button(Button::Kind::Plain, HandsCard::tr("Lower"), this))
    {
        setSpokenRole(this, QAccessible::ListItem);
        m_name->setElided(true);
        m_fingerprint->show(key.fingerprint());
        m_bringUp->setSlim(true);
        m_bringUp->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_lower->setSlim(true);
        auto *line = new QHBoxLayout;
        line->setSpacing(gap(6));
        line->addWidget(m_name);
        line->addWidget(m_fingerprint, 0, Qt::AlignVCenter);
        line->addStretch(1);
        line->addWidget(m_age);
        auto *buttons = new QHBoxLayout;
        buttons->setSpacing(gap(10));
        buttons->addWidget(m_bringUp, 1);
        buttons->addWidget(m_lower);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, gap(6), 0, gap(6));
        layout->setSpacing(gap(6));
        layout->addLayout(line);
        layout->addWidget(m_state);
        layout->addLayout(buttons);
        m_state->hide();
        connect(m_bringUp, &Button::clicked, &card, [this, &card] { emit card.bringUpRequested(m_key); });
        connect(m_lower, &Button::clicked, &card, [this, &card] { emit card.lowerRequested(m_key); });
    }

    void show(const RaisedHand &hand, const HostScene &scene, WallTime now)
    {
        const QString name = HostWords::personName(hand.key, hand.name);
        const QString alike = HostWords::lookAlike(hand.key, hand.name, scene);
        const QString state = hand.isInvited ? HandsCard::tr("asked to come up") : QString();
        const QString age = HostWords::handAge(hand, now);
        m_name->show(name);
        m_fingerprint->setVisible(!hand.name.trimmed().isEmpty());
        m_age->show(age);
        m_state->show(alike.isEmpty() ? state : alike);
        m_state->setTone(alike.isEmpty() ? Tone::Dim : Tone::Warning);
        m_state->setVisible(!m_state->text().isEmpty());
        m_bringUp->setEnabled(scene.canAct && !hand.isInvited);
        m_lower->setEnabled(scene.canAct);
        setSpokenName(m_bringUp, HandsCard::tr("Bring %1 up").arg(name));
        setSpokenName(m_lower, HandsCard::tr("Lower the hand of %1").arg(name));
        QStringList spoken{
            name, m_fingerprint->text(), HandsCard::tr("hand raised for %1").arg(age), state, alike};
        spoken.removeAll(QString());
        setSpokenName(this, spoken.join(QStringLiteral(", ")));
    }

private:
    UserKey m_key;
    Text *m_name;
    Text *m_fingerprint;
    Text *m_age;
    Text *m_state;
    Button *m_bringUp;
    Button *m_lower;
};

HandsCard::HandsCard(QWidget *parent)
    : Card(parent)
    , m_list(new QVBoxLayout)
    , m_empty(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_more(new Text(Text::Kind::Small, Tone::Dim, this))
{
    setSpokenRole(this, QAccessible::List);
    setAccessibleName(tr("Hands"));
    addCaption(tr("Hands"));
    m_list->setSpacing(0);
    body()->addLayout(m_list);
    body()->addWidget(m_empty);
    body()->addWidget(m_more);
    body()->addStretch();
    m_empty->show(tr("Nobody asks to speak."));
    m_more->hide();
}

HandsCard::Row *HandsCard::makeRow(const UserKey &key)
{
    auto *row = new Row(key, *this);
    m_list->addWidget(row);
    row->setVisible(true);
    return row;
}

void HandsCard::show(const HostScene &scene, WallTime now)
{
    note()->show(UiWords::number(qint64(scene.hands.size())));
    std::map<UserKey, Row *> gone;
    gone.swap(m_rows);
    int at = 0;
    for (const RaisedHand &hand : scene.hands) {
        if (at == kMostRows || m_rows.contains(hand.key))
            continue;
        const auto known = gone.find(hand.key);
        Row *row = known == gone.end() ? makeRow(hand.key) : known->second;
        if (known != gone.end())
            gone.erase(known);
        m_rows[hand.key] = row;
        if (m_list->indexOf(row) != at)
            m_list->insertWidget(at, row);
        row->show(hand, scene, now);
        ++at;
    }
    for (const auto &[key, row] : gone) {
        row->hide();
        row->deleteLater();
    }
    m_empty->setVisible(scene.hands.empty());
    const int more = int(scene.hands.size()) - at;
    m_more->setVisible(more > 0);
    if (more > 0)
        m_more->show(tr("%n more in line", nullptr, more));
}

} // namespace earshot
