#include "event_order.h"

#include "event/when_ready.h"
#include "folded.h"

#include <algorithm>
#include <map>

namespace earshot {

static bool matches(const ScheduleCard &card, const QStringList &words)
{
    if (words.isEmpty())
        return true;
    const QString all = folded(
        QStringList{card.title, card.hostName, card.speakerNames.join(u'\n'), card.description}.join(u'\n'));
    return std::ranges::all_of(words, [&](const QString &word) { return all.contains(word); });
}

/// The cards that stand for an event of which other servers of the cluster have one too.
static std::map<std::pair<QString, QString>, const ServerView *> chosenServers(
    const EventsView &view, const EventFilter &filter)
{
    std::map<std::pair<QString, QString>, const ServerView *> chosen; // by account and event
    for (const ServerView &server : view.servers) {
        if (server.account.isEmpty() || (!filter.serverId.isEmpty() && server.id != filter.serverId))
            continue;
        for (const ScheduleCard &card : server.schedule) {
            const ServerView *&best = chosen[{server.account, card.id.text()}];
            const auto isCurrent
                = [](const ServerView *s) { return s->state == ServerView::State::UpToDate; };
            if (!best || (!isCurrent(best) && isCurrent(&server)))
                best = &server;
        }
    }
    return chosen;
}

static void sort(EventOrder &order)
{
    const auto begin = [](const EventEntry &e) {
        const WallTime at = e.card->started.value_or(EventWords::firstPlanned(*e.card));
        return at == kWhenReady ? WallTime::max() : at; // nobody waits for a time
    };
    const auto isWaiting
        = [](const EventEntry &e) { return e.card->phase != Phase::Live && e.card->phase != Phase::Paused; };
    auto &[live, upcoming, past] = order.sections;
    std::ranges::stable_sort(live, [&](const EventEntry &a, const EventEntry &b) {
        return std::pair(isWaiting(a), begin(a)) < std::pair(isWaiting(b), begin(b));
    });
    std::ranges::stable_sort(upcoming, {}, [](const EventEntry &e) { return e.card->planned; });
    std::ranges::stable_sort(past, std::greater{}, begin);
}

bool isSameServer(const EventsView &view, const QString &id, const QString &otherId)
{
    const auto accountOf = [&](const QString &server) {
        const auto found = std::ranges::find(view.servers, server, &ServerView::id);
        return found == view.servers.end() ? QString() : found->account;
    };
    return id == otherId || (!accountOf(id).isEmpty() && accountOf(id) == accountOf(otherId));
}

EventOrder orderEvents(const EventsView &view, const EventFilter &filter, WallTime now)
{
    const QStringList words = folded(filter.words).simplified().split(u' ', Qt::SkipEmptyParts);
    const auto chosen = chosenServers(view, filter);
    EventOrder order;
    for (const ServerView &server : view.servers) {
        if (!filter.serverId.isEmpty() && server.id != filter.serverId)
            continue;
        const std::optional<WallTime> asOf = EventWords::asOf(server, now);
        for (const ScheduleCard &card : server.schedule) {
            const auto known = chosen.find({server.account, card.id.text()});
            if ((known != chosen.end() && known->second != &server) || !matches(card, words))
                continue;
            order.sections[size_t(EventWords::sectionOf(card, now, asOf))].push_back({&server, &card, asOf});
            order.anyoneLive |= !asOf && (card.phase == Phase::Live || card.phase == Phase::Paused);
        }
    }
    sort(order);
    return order;
}

} // namespace earshot
