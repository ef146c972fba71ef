#include "client/published_page.h"

#include "event/findable_events.h"

#include <QUrl>

#include <algorithm>

namespace earshot {

namespace {

constexpr std::chrono::hours kTicketRenewal{24};

} // namespace

std::optional<ServerAddress> PublishedPage::readServer(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isSecure = url.scheme() == QLatin1String("wss")
        || (url.scheme() == QLatin1String("ws") && isLoopbackHost(url.host()));
    if (!url.isValid() || url.host().isEmpty() || !isSecure || !url.userInfo().isEmpty() || url.hasQuery()
        || url.hasFragment())
        return std::nullopt;
    return ServerAddress{url, {}};
}

PublishedPage::PublishedPage(Clock &clock, LocalServer &server, const Options &options)
    : m_clock(clock)
    , m_server(server)
    , m_options(options)
    , m_writer(clock, options.path, [this] { return page(); })
{
    connect(&m_writer, &PageWriter::written, this, &PublishedPage::written);
    connect(&m_writer, &PageWriter::failed, this, &PublishedPage::failed);
    connect(&server.desk(), &Desk::published, this, &PublishedPage::onPublished);
    m_writer.start();
}

/// Each beacon says all; what a page of some seconds' age need not repeat is the counts.
void PublishedPage::onPublished(const EventState &state)
{
    if (std::exchange(m_revisions[state.id], state.revision) != state.revision)
        m_writer.update();
}

std::optional<DiscoveryPage> PublishedPage::page()
{
    if (!m_server.desk().isInCharge())
        return std::nullopt;
    if (m_ticket.isEmpty() || m_clock.wall() - m_ticketMade >= kTicketRenewal) {
        m_ticket = m_server.link().ticket;
        m_ticketMade = m_clock.wall();
    }
    DiscoveryPage page{m_options.name, m_options.servers, m_ticket,
        findableEvents(m_server.desk().schedule(), std::nullopt), m_options.note, {}};
    if (page.servers.empty())
        page.servers = {m_server.engine().addresses().webSocket};
    for (const ScheduleCard &card : page.schedule) {
        if (card.message)
            page.note += (page.note.isEmpty() ? QString() : QStringLiteral("\n")) + card.message->text;
    }
    return page;
}

} // namespace earshot
