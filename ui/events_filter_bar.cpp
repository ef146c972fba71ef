#include "events_filter_bar.h"

#include "button.h"
#include "field.h"
#include "menu.h"
#include "text.h"
#include "theme.h"
#include "words.h"

#include <QActionGroup>
#include <QBoxLayout>
#include <QKeyEvent>

#include <algorithm>

namespace earshot {

constexpr int kMostLetters = 200;
/// Of the design, in width.
constexpr int kLeastField = 180;
constexpr int kMostField = 340;
constexpr int kFoundRoom = 150;

EventsFilterBar::EventsFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_field(new Field(this))
    , m_server(new Button(Button::Kind::Plain, QString(), this))
    , m_found(new Text(Text::Kind::Body, Tone::Dim, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(gap(10));
    m_field->setPlaceholderText(tr("Title, name or word"));
    m_field->setAccessibleName(tr("Search the events"));
    m_field->setMaxLength(kMostLetters);
    m_field->setClearButtonEnabled(false);
    m_field->installEventFilter(this);
    m_layout->addWidget(m_field);
    m_layout->addWidget(m_server);
    m_layout->addWidget(m_found, 1);
    m_layout->addStretch();
    m_found->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_found->hide();
    m_server->hide();
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_filter.words = words;
        emit changed();
    });
    connect(m_server, &Button::clicked, this, &EventsFilterBar::openMenu);
    showChosen();
}

void EventsFilterBar::showServers(const std::vector<ServerView> &servers)
{
    m_servers.clear();
    for (const ServerView &server : servers)
        m_servers.emplace_back(server.id, EventWords::serverName(server));
    const bool isKnown = std::ranges::any_of(
        servers, [this](const ServerView &server) { return server.id == m_filter.serverId; });
    if (!isKnown || servers.size() < 2)
        m_filter.serverId.clear();
    m_server->setVisible(servers.size() > 1);
    showChosen();
}

void EventsFilterBar::showChosen()
{
    const auto chosen
        = std::ranges::find(m_servers, m_filter.serverId, [](const auto &s) { return s.first; });
    const QString name = chosen == m_servers.end() ? tr("All servers") : chosen->second;
    m_server->setText(withMenuMark(m_server->fontMetrics().elidedText(name, Qt::ElideRight, scaled(240))));
    m_server->setAccessibleName(tr("Events of: %1").arg(name));
    m_server->updateGeometry();
}

void EventsFilterBar::openMenu()
{
    auto *menu = new Menu(this);
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &id, const QString &name) {
        QAction *action = menu->addAction(
            QString(name).replace(u'&', QStringLiteral("&&")), this, [this, id] { chooseServer(id); });
        action->setCheckable(true);
        action->setChecked(id == m_filter.serverId);
        group->addAction(action);
    };
    add({}, tr("All servers"));
    for (const auto &[id, name] : m_servers)
        add(id, name);
    menu->popUpBelow(*m_server);
}

void EventsFilterBar::chooseServer(const QString &id)
{
    m_filter.serverId = id;
    showChosen();
    emit changed();
}

void EventsFilterBar::showFound(size_t found, size_t all)
{
    const auto number = [](size_t n) { return UiWords::number(qint64(n)); };
    QString words;
    if (m_filter.isEmpty())
        words.clear();
    else if (found == 0)
        words = tr("No event found");
    else if (all == 1)
        words = tr("1 event found");
    else
        words = tr("%1 of %2 events").arg(number(found), number(all));
    if (words == m_found->text())
        return;
    m_found->show(words);
    m_found->setVisible(!words.isEmpty());
    m_field->setAccessibleDescription(words);
}

std::vector<QWidget *> EventsFilterBar::stops() const
{
    return {m_field, m_server};
}

void EventsFilterBar::begin()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

/// Escape takes the words away first; only then it is the window's.
bool EventsFilterBar::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        if (m_field->text().isEmpty())
            emit left();
        else
            m_field->clear();
    }
    return true;
}

QSize EventsFilterBar::minimumSizeHint() const
{
    const int server = m_server->isVisibleTo(this) ? m_server->sizeHint().width() : 0;
    return {std::max({scaled(kLeastField), server, m_found->minimumSizeHint().width()}), 0};
}

void EventsFilterBar::resizeEvent(QResizeEvent *)
{
    const int server = m_server->isVisibleTo(this) ? m_server->sizeHint().width() + gap(10) : 0;
    const int room = width() - server - scaled(kFoundRoom);
    const bool isNarrow = room < scaled(kLeastField);
    // Whatever is found, the field keeps its width.
    m_field->setFixedWidth(std::clamp(isNarrow ? width() : room, scaled(kLeastField), scaled(kMostField)));
    m_layout->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace earshot
