#include "events_page.h"

#include "button.h"
#include "card.h"
#include "empty_state.h"
#include "event_row.h"
#include "event_words.h"
#include "server_line.h"
#include "status_banner.h"
#include "text.h"
#include "theme.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

/// More rows of one section than anybody reads; a schedule may hold any number.
constexpr size_t kMostRows = 100;

EventsPage::EventsPage(QWidget *parent)
    : QWidget(parent)
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(gap(28), gap(20), gap(28), gap(20));
    layout->setSpacing(gap(14));
    makeHeader(layout);
    m_troubles = new QVBoxLayout;
    m_troubles->setSpacing(gap(14));
    layout->addLayout(m_troubles);
    m_list = new QWidget(content);
    m_rowsLayout = new QVBoxLayout(m_list);
    m_rowsLayout->setContentsMargins(0, 0, 0, 0);
    m_rowsLayout->setSpacing(gap(14));
    layout->addWidget(m_list);
    for (Text *&caption : m_captions) {
        caption = new Text(Text::Kind::Caption, Tone::Faint, m_list);
        caption->hide();
    }
    m_empty = new EmptyState(QStringLiteral("events"), content);
    layout->addWidget(m_empty, 1);
    layout->addStretch();
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(makeScroller(content, this));
    m_empty->addButton(tr("Paste a link"), true, [this] { emit pasteRequested(); });
}

void EventsPage::makeHeader(QVBoxLayout *layout)
{
    m_header = new QBoxLayout(QBoxLayout::LeftToRight);
    m_header->setSpacing(gap(16));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *title = new Text(Text::Kind::Title, Tone::Ink, this);
    title->show(tr("Events"));
    words->addWidget(title);
    m_serverLines = new QVBoxLayout;
    m_serverLines->setSpacing(0);
    words->addLayout(m_serverLines);
    auto *paste = new Button(Button::Kind::Plain, tr("Paste a link"), this);
    connect(paste, &Button::clicked, this, &EventsPage::pasteRequested);
    auto *host = new Button(Button::Kind::Primary, tr("Host an event"), this);
    connect(host, &Button::clicked, this, &EventsPage::hostRequested);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    buttons->addWidget(paste);
    buttons->addWidget(host);
    m_header->addLayout(words, 1);
    m_header->addLayout(buttons);
    m_header->setAlignment(buttons, Qt::AlignTop | Qt::AlignLeading);
    layout->addLayout(m_header);
}

void EventsPage::show(const EventsView &view, WallTime now)
{
    if (m_shownOnce && view == m_view)
        return;
    m_shownOnce = true;
    m_view = view;
    showServers();
    showEmptyState();
    placeRows(now);
}

/// Keeps the widgets of `kept` whose key `alive` knows, deletes the others.
template<typename Map, typename Alive>
static void forget(Map &kept, Alive alive)
{
    std::erase_if(kept, [&](const auto &item) {
        const bool gone = !alive(item.first);
        if (gone)
            item.second->deleteLater(), item.second->hide();
        return gone;
    });
}

void EventsPage::showServers()
{
    const auto find
        = [this](const QString &id) { return std::ranges::find(m_view.servers, id, &ServerView::id); };
    forget(m_lines, [&](const QString &id) { return find(id) != m_view.servers.end(); });
    forget(m_troubleOf,
        [&](const QString &id) { return find(id) != m_view.servers.end() && find(id)->trouble.has_value(); });
    for (const ServerView &server : m_view.servers) {
        ServerLine *&line = m_lines[server.id];
        if (!line) {
            line = new ServerLine(this);
            m_serverLines->addWidget(line);
            connect(line, &ServerLine::refreshRequested, this, &EventsPage::refreshRequested);
            connect(line, &ServerLine::removeRequested, this,
                [this, id = server.id] { emit removeServerRequested(id); });
        }
        line->show(server);
        if (!server.trouble)
            continue;
        StatusBanner *&banner = m_troubleOf[server.id];
        if (!banner) {
            banner = new StatusBanner(StatusBanner::Corners::Round, this);
            m_troubles->addWidget(banner);
            connect(banner, &StatusBanner::acted, this, &EventsPage::refreshRequested);
        }
        Sentence words = sentence(*server.trouble);
        words.headline = tr("%1: %2").arg(EventWords::serverName(server), words.headline);
        words.action = tr("Try again");
        banner->show(server.trouble->severity, words);
    }
}

void EventsPage::showEmptyState()
{
    const bool noEvents
        = std::ranges::all_of(m_view.servers, [](const ServerView &s) { return s.schedule.empty(); });
    m_list->setVisible(!noEvents);
    m_empty->setVisible(noEvents);
    if (m_view.servers.empty())
        m_empty->show(tr("No events yet"),
            tr("Earshot shows the events of the servers you know. Paste a link that an organiser sent you."));
    else if (std::ranges::any_of(
                 m_view.servers, [](const ServerView &s) { return s.state == ServerView::State::Reading; }))
        m_empty->show(tr("Reading the schedule …"), tr("This takes a moment."));
    else if (std::ranges::all_of(
                 m_view.servers, [](const ServerView &s) { return s.state == ServerView::State::Failed; }))
        m_empty->show(tr("No schedule could be read"),
            tr("The reason stands above. A link to another server works as well."));
    else
        m_empty->show(tr("No events are planned"),
            tr("The schedule was read and is empty. It is checked again by itself."));
}

void EventsPage::placeRows(WallTime now)
{
    std::array<std::vector<Entry>, 3> sections;
    bool anyoneLive = false;
    for (const ServerView &server : m_view.servers) {
        for (const ScheduleCard &card : server.schedule) {
            sections[size_t(EventWords::sectionOf(card, now))].push_back({&server, &card});
            anyoneLive |= card.phase == Phase::Live || card.phase == Phase::Paused;
        }
    }
    const auto begin
        = [](const Entry &e) { return e.card->started.value_or(EventWords::firstPlanned(*e.card)); };
    const auto isWaiting = [](const Entry &e) { return e.card->phase == Phase::Scheduled; };
    std::ranges::stable_sort(sections[0], [&](const Entry &a, const Entry &b) {
        return std::pair(isWaiting(a), begin(a)) < std::pair(isWaiting(b), begin(b));
    });
    std::ranges::stable_sort(sections[1], {}, [](const Entry &e) { return e.card->planned; });
    std::ranges::stable_sort(sections[2], std::greater{}, begin);

    std::vector<Key> order;
    const bool several = m_view.servers.size() > 1;
    for (size_t s = 0; s < sections.size(); ++s) {
        m_captions[s]->setVisible(!sections[s].empty());
        m_captions[s]->show(EventWords::section(EventSection(s), anyoneLive, sections[s].size(), kMostRows));
        if (sections[s].size() > kMostRows)
            sections[s].resize(kMostRows);
        order.push_back({});
        for (const Entry &entry : sections[s]) {
            const Key key{entry.server->id, entry.card->id.text()};
            EventRow *&row = m_rows[key];
            if (!row) {
                row = new EventRow(m_list);
                connect(row, &EventRow::activated, this, [this, key] { activate(key); });
            }
            row->show(EventWords::row(
                *entry.card, several ? EventWords::serverName(*entry.server) : QString(), now));
            order.push_back(key);
        }
    }
    forget(m_rows, [&](const Key &key) { return std::ranges::find(order, key) != order.end(); });
    if (order == m_order)
        return;
    m_order = order;
    while (m_rowsLayout->count() > 0)
        delete m_rowsLayout->takeAt(0);
    size_t section = 0;
    for (const Key &key : m_order) {
        QWidget *widget = key.second.isEmpty() ? static_cast<QWidget *>(m_captions[section++]) : m_rows[key];
        m_rowsLayout->addWidget(widget);
        if (!key.second.isEmpty())
            widget->show();
    }
    // Tab goes through the rows as they stand.
    QWidget *before = nullptr;
    for (const Key &key : m_order) {
        if (key.second.isEmpty())
            continue;
        QWidget *button = m_rows[key]->button();
        if (before)
            setTabOrder(before, button);
        before = button;
    }
}

void EventsPage::activate(const Key &key)
{
    for (const ServerView &server : m_view.servers) {
        if (server.id != key.first)
            continue;
        for (const ScheduleCard &card : server.schedule) {
            if (card.id.text() != key.second)
                continue;
            if (card.phase == Phase::Moved)
                emit linkEntered(QString(card.movedTo));
            else
                emit joinRequested(QString(server.id), EventId(card.id));
            return;
        }
    }
}

void EventsPage::tick(WallTime now)
{
    placeRows(now);
}

void EventsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const auto direction = width() >= scaled(480) ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (direction != m_header->direction())
        m_header->setDirection(direction);
}

} // namespace earshot
