#include "events_page.h"

#include "button.h"
#include "card.h"
#include "diagnosis/display_text.h"
#include "empty_state.h"
#include "event_row.h"
#include "event_words.h"
#include "events_filter_bar.h"
#include "recording_state.h"
#include "row_keys.h"
#include "server_line.h"
#include "spoken_role.h"
#include "status_banner.h"
#include "tab_order.h"
#include "text.h"
#include "theme.h"

#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

/// More rows of one section than anybody reads; a schedule may hold any number.
constexpr size_t kMostRows = 100;
/// From this width on, in the design, the buttons stand beside the title.
constexpr int kSideBySide = 620;
/// Fewer are seen at a glance.
constexpr size_t kWorthSearching = 8;

EventsPage::EventsPage(HostSigns &signs, QWidget *parent)
    : QWidget(parent)
    , m_signs(signs)
    , m_keys(new RowKeys(this))
{
    setAccessibleName(tr("Events"));
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(gap(28), gap(20), gap(28), gap(20));
    layout->setSpacing(gap(14));
    makeHeader(layout);
    m_troubles = new QVBoxLayout;
    m_troubles->setSpacing(gap(14));
    layout->addLayout(m_troubles);
    m_search = new EventsFilterBar(content);
    m_search->hide();
    layout->addWidget(m_search);
    connect(m_search, &EventsFilterBar::changed, this, [this] { placeRows(m_now); });
    connect(m_search, &EventsFilterBar::left, this, [this] {
        m_isSearching = false;
        placeRows(m_now);
    });
    m_list = new QWidget(content);
    setSpokenRole(m_list, QAccessible::List);
    m_list->setAccessibleName(tr("Events"));
    m_rowsLayout = new QVBoxLayout(m_list);
    m_rowsLayout->setContentsMargins(0, 0, 0, 0);
    m_rowsLayout->setSpacing(gap(14));
    layout->addWidget(m_list);
    for (Text *&caption : m_captions) {
        caption = new Text(Text::Kind::Caption, Tone::Faint, m_list);
        caption->hide();
    }
    m_nothingFound = new Text(Text::Kind::Body, Tone::Dim, content);
    m_nothingFound->show(tr("Nothing on the schedule has all of these words. Titles, hosts, speakers and "
                            "descriptions are searched."));
    m_nothingFound->hide();
    layout->addWidget(m_nothingFound);
    m_empty = new EmptyState(QStringLiteral("events"), content);
    layout->addWidget(m_empty, EmptyState::kStretch);
    layout->addStretch(1); // rows stay as high as they are
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(makeScroller(content, this));
    m_empty->addButton(tr("Paste a link"), true, [this] { emit pasteRequested(); });
}

void EventsPage::makeHeader(QVBoxLayout *layout)
{
    m_header
        = new QBoxLayout(QBoxLayout::TopToBottom); // until it is known that there is room beside each other
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
    m_headButtons = {paste, host};
    m_header->addLayout(words, 1);
    m_header->addLayout(buttons);
    m_header->setAlignment(buttons, Qt::AlignTop | Qt::AlignLeading);
    layout->addLayout(m_header);
}

void EventsPage::show(const EventsView &view, WallTime now)
{
    m_now = now;
    if (m_shownOnce && view == m_view)
        return;
    m_shownOnce = true;
    m_view = view;
    m_signs.note(view, now);
    m_search->showServers(view.servers);
    showServers(now);
    showEmptyState();
    placeRows(now);
    if (!m_isChained)
        chainStops();
}

void EventsPage::showLibrary(const LibraryView &view)
{
    m_library = view;
    if (m_shownOnce)
        placeRows(m_now);
}

void EventsPage::showReminders(const std::vector<Reminder> &reminders)
{
    m_reminders = reminders;
    if (m_shownOnce)
        placeRows(m_now);
}

void EventsPage::beginSearch()
{
    m_isSearching = true;
    placeRows(m_now);
    if (m_search->isVisibleTo(this))
        m_search->begin();
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

void EventsPage::showServers(WallTime now)
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
            m_isChained = false;
            connect(line, &ServerLine::refreshRequested, this, &EventsPage::refreshRequested);
            connect(line, &ServerLine::removeRequested, this,
                [this, id = server.id] { emit removeServerRequested(id); });
        }
        line->show(server, now);
        if (!server.trouble)
            continue;
        StatusBanner *&banner = m_troubleOf[server.id];
        if (!banner) {
            banner = new StatusBanner(StatusBanner::Corners::Round, this);
            m_troubles->addWidget(banner);
            m_isChained = false;
            connect(banner, &StatusBanner::acted, this, &EventsPage::refreshRequested);
        }
        Sentence words = EventWords::trouble(server);
        words.action = tr("Try again");
        const bool isKnown = !server.schedule.empty();
        banner->show(
            isKnown ? std::min(server.trouble->severity, Severity::Warning) : server.trouble->severity,
            words);
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

EventContext EventsPage::contextOf(const EventEntry &entry, WallTime now) const
{
    const bool several = m_view.servers.size() > 1;
    EventContext context{
        now, several ? displayText(entry.server->host, kMaxHostLength) : QString(), entry.asOf};
    context.hostAwaySince = m_signs.awaySince(*entry.server, *entry.card, now);
    context.recording = RecordingState::itemOf(*entry.card, entry.server->id, m_view, m_library);
    // Another server of the same cluster may have stood for it when that was made.
    const auto isOfEvent = [&](const Reminder &reminder) {
        return reminder.event == entry.card->id.text()
            && isSameServer(m_view, reminder.serverId, entry.server->id);
    };
    if (const auto set = std::ranges::find_if(m_reminders, isOfEvent); set != m_reminders.end())
        context.reminder = &*set;
    return context;
}

void EventsPage::showRow(const EventEntry &entry, WallTime now)
{
    const Key key{entry.server->id, entry.card->id.text()};
    EventRow *&row = m_rows[key];
    if (!row) {
        row = new EventRow(m_list);
        connect(row, &EventRow::activated, this, [this, key](EventAction action) { activate(key, action); });
    }
    row->show(EventWords::row(*entry.card, contextOf(entry, now)));
}

void EventsPage::placeRows(WallTime now)
{
    EventOrder found = orderEvents(m_view, m_search->filter(), now);
    const size_t all = m_search->filter().isEmpty() ? found.count() : orderEvents(m_view, {}, now).count();
    m_search->setVisible(all > 0 && (m_isSearching || all > kWorthSearching || m_view.servers.size() > 1));
    m_search->showFound(found.count(), all);
    m_nothingFound->setVisible(all > 0 && found.count() == 0);
    std::vector<Key> order;
    for (size_t s = 0; s < found.sections.size(); ++s) {
        std::vector<EventEntry> &entries = found.sections[s];
        m_captions[s]->setVisible(!entries.empty());
        m_captions[s]->show(
            EventWords::section(EventSection(s), found.anyoneLive, entries.size(), kMostRows));
        if (entries.size() > kMostRows)
            entries.resize(kMostRows);
        order.push_back({});
        for (const EventEntry &entry : entries) {
            showRow(entry, now);
            order.push_back({entry.server->id, entry.card->id.text()});
        }
    }
    forget(m_rows, [&](const Key &key) { return std::ranges::find(order, key) != order.end(); });
    if (order == m_order)
        return;
    m_order = order;
    layOut();
}

void EventsPage::layOut()
{
    while (m_rowsLayout->count() > 0)
        delete m_rowsLayout->takeAt(0);
    size_t section = 0;
    for (const Key &key : m_order) {
        QWidget *widget = key.second.isEmpty() ? static_cast<QWidget *>(m_captions[section++]) : m_rows[key];
        m_rowsLayout->addWidget(widget);
        if (!key.second.isEmpty())
            widget->show();
    }
    std::vector<RowKeys::Row> rows;
    for (const Key &key : m_order) {
        if (!key.second.isEmpty())
            rows.push_back(m_rows[key]->stops());
    }
    m_keys->setRows(rows);
    chainStops();
}

/// Tab goes as the eye does.
void EventsPage::chainStops()
{
    std::vector<QWidget *> stops = m_headButtons;
    for (const ServerView &server : m_view.servers) {
        stops.push_back(m_lines.at(server.id)->menuButton());
        if (const auto trouble = m_troubleOf.find(server.id); trouble != m_troubleOf.end())
            stops.push_back(trouble->second->button());
    }
    const std::vector<QWidget *> search = m_search->stops();
    stops.insert(stops.end(), search.begin(), search.end());
    for (const Key &key : m_order) {
        if (key.second.isEmpty())
            continue;
        const std::vector<QWidget *> row = m_rows[key]->stops();
        stops.insert(stops.end(), row.begin(), row.end());
    }
    chainTabs(stops);
    m_isChained = true;
}

void EventsPage::openRecording(const ScheduleCard &card)
{
    if (card.recordingLink.startsWith(QLatin1String("earshot://")))
        emit linkEntered(QString(card.recordingLink));
    else
        emit pageRequested(QUrl(card.recordingLink));
}

void EventsPage::activate(const Key &key, EventAction action)
{
    const auto server = std::ranges::find(m_view.servers, key.first, &ServerView::id);
    if (server == m_view.servers.end())
        return;
    const auto card = std::ranges::find_if(
        server->schedule, [&](const ScheduleCard &c) { return c.id.text() == key.second; });
    if (card == server->schedule.end())
        return;
    // Who is told may change what is shown here.
    const ScheduleCard chosen = *card;
    const bool isReminded = contextOf({&*server, &*card, {}}, m_now).reminder;
    switch (action) {
    case EventAction::None:
        return;
    case EventAction::Join:
        emit joinRequested(key.first, chosen.id);
        return;
    case EventAction::Wait:
        emit waitRequested(key.first, chosen.id);
        return;
    case EventAction::FollowMove:
        emit linkEntered(QString(chosen.movedTo));
        return;
    case EventAction::AddToCalendar:
        emit calendarRequested(key.first, chosen.id);
        return;
    case EventAction::Remind:
        emit reminderRequested(key.first, chosen.id, !isReminded);
        return;
    case EventAction::Recording:
        emit recordingRequested(key.first, chosen.id);
        return;
    case EventAction::OpenRecording:
        return openRecording(chosen);
    }
}

void EventsPage::tick(WallTime now)
{
    m_now = now;
    for (const ServerView &server : m_view.servers)
        m_lines.at(server.id)->show(server, now);
    placeRows(now);
}

void EventsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const auto direction = width() >= scaled(kSideBySide) ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (direction != m_header->direction())
        m_header->setDirection(direction);
}

} // namespace earshot
