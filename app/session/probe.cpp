#include "session/probe.h"

#include "wire/json_fields.h"
#include "wire/upgrade_answer.h"

#include <QHostInfo>
#include <QNetworkProxy>

#include <algorithm>

namespace earshot {

namespace {

constexpr milliseconds kResolveLimit{2400};
constexpr milliseconds kStepLimit{2000};
/// An address that answers later than this beside a good one is told as silent.
constexpr milliseconds kSlowAddress{500};
constexpr qsizetype kMaxDetail = 400;
constexpr std::array kSteps{
    ProbeStep::Resolve, ProbeStep::Tcp, ProbeStep::Tls, ProbeStep::Http, ProbeStep::Page};

QByteArray hostField(const QUrl &url)
{
    const QString host = QUrl::toAce(url.host());
    const QString bracketed = url.host().contains(u':') ? QStringLiteral("[%1]").arg(url.host()) : host;
    return (url.port() > 0 ? QStringLiteral("%1:%2").arg(bracketed).arg(url.port()) : bracketed).toLatin1();
}

QByteArray sixteenBytes(Random &random)
{
    const std::array<quint64, 2> drawn{random.next(), random.next()};
    return QByteArray(reinterpret_cast<const char *>(drawn.data()), sizeof drawn);
}

QString certificateWords(const ProbedCertificate &certificate)
{
    const auto day = [](const std::optional<WallTime> &time) {
        return time ? QDateTime::fromMSecsSinceEpoch(toUnixMs(*time), Qt::UTC).toString(Qt::ISODate)
                    : QStringLiteral("?");
    };
    return QStringLiteral("certificate for %1, issued by %2, valid %3 to %4")
        .arg(certificate.names.mid(0, 3).join(QStringLiteral(", ")), certificate.issuer,
            day(certificate.validFrom), day(certificate.validUntil));
}

} // namespace

Probe::Probe(Clock &clock, Random &random)
    : m_clock(clock)
    , m_random(random)
    , m_stepDeadline(clock.makeTimer())
    , m_deadline(clock.makeTimer())
    , m_grace(clock.makeTimer())
    , m_page(clock)
{
    connect(&m_lookup, &HostLookup::answered, this, &Probe::onResolved);
    connect(&m_page, &DiscoveryReader::pageRead, this, &Probe::onPage);
    connect(&m_page, &DiscoveryReader::failed, this, &Probe::onNoPage);
}

Probe::~Probe()
{
    stop();
}

void Probe::start(const Target &target)
{
    stop();
    m_target = target;
    m_stats.emplace();
    m_stats->host = target.server.display();
    m_stats->begun = m_clock.now();
    for (const ProbeStep step : kSteps)
        m_stats->findings.push_back({.step = step});
    m_begun.fill(m_clock.now());
    m_deadline->start(kLongestProbe, [this] { onTimeIsUp(); });
    if (!pageIsOnServer())
        readPage();
    resolve();
}

void Probe::stop()
{
    for (Timer *timer : {m_stepDeadline.get(), m_deadline.get(), m_grace.get()})
        timer->stop();
    dropSockets();
    m_page.stop();
    m_isLookingPlain = false;
    m_stats.reset();
}

/// The sockets themselves go with the next start or `stop`: one of them may be calling.
void Probe::hangUp()
{
    if (m_dial)
        m_dial->stop();
    for (QObject *user :
        std::initializer_list<QObject *>{m_dial.get(), m_tls.get(), m_http.get(), m_plainHttp.get()}) {
        if (user)
            user->disconnect(this);
    }
    for (QAbstractSocket *socket :
        std::initializer_list<QAbstractSocket *>{m_socket.get(), m_plainSocket.get()}) {
        if (socket)
            socket->abort();
    }
}

void Probe::dropSockets()
{
    m_lookup.stop();
    m_http.reset();
    m_plainHttp.reset();
    m_tls.reset();
    m_dial.reset();
    m_socket.reset();
    m_plainSocket.reset();
}

quint16 Probe::port() const
{
    return quint16(m_target.server.url.port(isSecure() ? 443 : 80));
}

bool Probe::pageIsOnServer() const
{
    const QUrl page = m_target.page.discoveryUrl();
    const bool pageIsSecure = page.scheme() == QLatin1String("https");
    return page.host() == m_target.server.url.host() && pageIsSecure == isSecure()
        && page.port(pageIsSecure ? 443 : 80) == port();
}

/// Not the server's own host, and neither above nor below it (`www.`).
bool Probe::isElsewhere(const QString &host) const
{
    const QString own = m_target.server.url.host();
    return !host.isEmpty() && host != own && !host.endsWith(u'.' + own) && !own.endsWith(u'.' + host);
}

// ---- resolve

void Probe::resolve()
{
    begin(ProbeStep::Resolve, kResolveLimit);
    const QHostAddress literal(m_target.server.url.host());
    if (!literal.isNull()) {
        pass(ProbeStep::Resolve, QStringLiteral("an address, no name"));
        return dial({literal});
    }
    m_lookup.start(m_target.server.url.host());
}

void Probe::onResolved(const QHostInfo &result)
{
    const QString words = boundedText(result.errorString(), kMaxDetail);
    if (result.error() == QHostInfo::HostNotFound)
        return breakOff(ProbeStep::Resolve, {Cause::DnsNotFound, words});
    if (result.error() != QHostInfo::NoError || result.addresses().isEmpty())
        return breakOff(ProbeStep::Resolve, {Cause::DnsNoAnswer, words});
    QStringList addresses;
    for (const QHostAddress &address : familiesInTurn(result.addresses()).mid(0, ProbeDial::kMaxAddresses))
        addresses << address.toString();
    pass(ProbeStep::Resolve, addresses.join(QStringLiteral(", ")));
    dial(result.addresses());
}

// ---- TCP

void Probe::dial(const QList<QHostAddress> &addresses)
{
    m_address = addresses.first();
    begin(ProbeStep::Tcp, kStepLimit);
    m_dial = std::make_unique<ProbeDial>(m_clock);
    connect(m_dial.get(), &ProbeDial::connected, this, &Probe::onConnected);
    connect(m_dial.get(), &ProbeDial::settled, this, &Probe::onDialSettled);
    m_dial->start(addresses, port());
}

void Probe::onConnected()
{
    m_address = m_dial->connectedAddress();
    m_socket = m_dial->takeConnected();
    pass(ProbeStep::Tcp, m_dial->detail());
    m_grace->start(kSlowAddress, [this] { finishIfDone(); });
    if (pageIsOnServer())
        readPage();
    if (isSecure()) {
        shakeHands();
    } else {
        skip(ProbeStep::Tls, QStringLiteral("plain, within this computer"));
        askForUpgrade();
    }
}

void Probe::onDialSettled()
{
    if (!m_socket)
        return breakOff(ProbeStep::Tcp, m_dial->failure());
    finding(ProbeStep::Tcp).detail = m_dial->detail();
    finishIfDone();
}

// ---- TLS

void Probe::shakeHands()
{
    begin(ProbeStep::Tls, kStepLimit);
    m_tls = std::make_unique<ProbeTls>(m_clock);
    connect(m_tls.get(), &ProbeTls::believed, this, [this](const QString &protocol) {
        m_stats->certificate = m_tls->certificate();
        const auto &certificate = m_tls->certificate();
        pass(ProbeStep::Tls,
            certificate ? protocol + QStringLiteral(", ") + certificateWords(*certificate) : protocol);
        askForUpgrade();
    });
    connect(m_tls.get(), &ProbeTls::failed, this, &Probe::onDistrusted);
    m_tls->start(*m_socket, m_target.server.url.host(), m_target.server.certificateSha256);
}

void Probe::onDistrusted(const Failure &failure)
{
    m_stats->certificate = m_tls->certificate();
    breakOff(ProbeStep::Tls, failure);
}

// ---- HTTP

void Probe::askForUpgrade()
{
    begin(ProbeStep::Http, kStepLimit);
    const QUrl &url = m_target.server.url;
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    m_http = std::make_unique<ProbeHttp>(m_clock);
    connect(m_http.get(), &ProbeHttp::answered, this, &Probe::onAnswer);
    connect(m_http.get(), &ProbeHttp::failed, this,
        [this](const Failure &failure) { breakOff(ProbeStep::Http, failure); });
    m_http->start(
        *m_socket, upgradeRequest(hostField(url), path.isEmpty() ? "/" : path, sixteenBytes(m_random)));
}

void Probe::onAnswer(const HttpAnswer &answer)
{
    m_stats->httpStatus = answer.status;
    m_stats->redirectHost = answer.redirectHost;
    m_stats->answersHtml = isPageForPeople(answer.status, answer.isHtml);
    m_stats->retryAfter = answer.retryAfter;
    noteDate(answer.date);
    const UpgradeAnswer judged = judgeUpgrade(answer);
    if (const auto *failure = std::get_if<Failure>(&judged))
        return breakOff(ProbeStep::Http, *failure);
    pass(ProbeStep::Http, answer.words);
    finishIfDone();
}

/// A portal lets nobody through, but answers plain HTTP itself. The page's own address is asked for, which a
/// web server that happens to run there does not have.
void Probe::lookPlain()
{
    m_isLookingPlain = true;
    const QUrl page = m_target.page.discoveryUrl();
    m_plainSocket = std::make_unique<QTcpSocket>();
    m_plainSocket->setProxy(QNetworkProxy::NoProxy);
    m_plainHttp = std::make_unique<ProbeHttp>(m_clock);
    connect(m_plainHttp.get(), &ProbeHttp::answered, this, &Probe::onPlainAnswer);
    connect(
        m_plainHttp.get(), &ProbeHttp::failed, this,
        [this] {
            m_isLookingPlain = false;
            finishIfDone();
        },
        Qt::QueuedConnection);
    QUrl host;
    host.setHost(m_target.server.url.host());
    const QByteArray request = getRequest(hostField(host), page.path().toLatin1());
    m_plainSocket->connectToHost(m_address, m_target.plainPort);
    m_plainHttp->start(*m_plainSocket, request);
}

void Probe::onPlainAnswer(const HttpAnswer &answer)
{
    m_isLookingPlain = false;
    noteDate(answer.date);
    const bool isPage = isPageForPeople(answer.status, answer.isHtml) && answer.redirectHost.isEmpty();
    const bool leadsAway = answer.isRedirect() && isElsewhere(answer.redirectHost);
    const QString said = QStringLiteral("port %1: %2").arg(QString::number(m_target.plainPort), answer.words);
    if (isPage || leadsAway) {
        m_stats->httpStatus = answer.status;
        m_stats->redirectHost = answer.redirectHost;
        m_stats->answersHtml = isPageForPeople(answer.status, answer.isHtml);
        const QString detail = leadsAway ? said + QStringLiteral(", leads to ") + answer.redirectHost
                                         : said + QStringLiteral(", a web page");
        fail(ProbeStep::Http, {Cause::HttpStatus, detail, answer.status});
    } else {
        finding(ProbeStep::Http).detail = said;
    }
    finishIfDone();
}

/// The Date field is cut to whole seconds.
void Probe::noteDate(const std::optional<WallTime> &date)
{
    if (date && !m_stats->clockOffset)
        m_stats->clockOffset = *date + milliseconds{500} - m_clock.wall();
}

// ---- page

void Probe::readPage()
{
    m_begun[size_t(ProbeStep::Page)] = m_clock.now();
    m_page.read(m_target.page);
}

void Probe::onPage(const DiscoveryPage &page)
{
    noteDate(m_page.answer().date);
    pass(ProbeStep::Page,
        QStringLiteral("%1 servers, %2 events").arg(page.servers.size()).arg(page.schedule.size()));
    emit pageRead(page);
    if (m_stats)
        finishIfDone();
}

void Probe::onNoPage(const Failure &failure)
{
    noteDate(m_page.answer().date);
    fail(ProbeStep::Page, failure);
    finishIfDone();
}

// ---- findings

void Probe::begin(ProbeStep step, milliseconds limit)
{
    m_begun[size_t(step)] = m_clock.now();
    m_stepDeadline->start(limit, [this, step] { onDeadline(step); });
}

void Probe::close(ProbeStep step, ProbeOutcome outcome, const QString &detail)
{
    ProbeFinding &closed = finding(step);
    closed.outcome = outcome;
    closed.detail = boundedText(detail, kMaxDetail);
    closed.took = outcome == ProbeOutcome::Skipped
        ? milliseconds{0}
        : std::chrono::duration_cast<milliseconds>(m_clock.now() - m_begun[size_t(step)]);
    emit changed();
}

void Probe::pass(ProbeStep step, const QString &detail)
{
    if (step != ProbeStep::Page)
        m_stepDeadline->stop();
    close(step, ProbeOutcome::Good, detail);
}

void Probe::fail(ProbeStep step, const Failure &failure)
{
    finding(step).failure = failure;
    finding(step).failure->detail = boundedText(failure.detail, kMaxDetail);
    close(step, ProbeOutcome::Failed, failure.detail);
}

void Probe::skip(ProbeStep step, const QString &detail)
{
    close(step, ProbeOutcome::Skipped, detail);
}

/// The steps after a broken one cannot be tried; what still can is looked at.
void Probe::breakOff(ProbeStep step, const Failure &failure)
{
    m_stepDeadline->stop();
    fail(step, failure);
    for (const ProbeStep later : {ProbeStep::Tcp, ProbeStep::Tls, ProbeStep::Http}) {
        if (later > step)
            skip(later);
    }
    const bool pageNeedsIt = step < ProbeStep::Http && pageIsOnServer();
    if (pageNeedsIt && finding(ProbeStep::Page).outcome == ProbeOutcome::Running) {
        m_page.stop();
        skip(ProbeStep::Page);
    }
    const bool mayBePortal = step == ProbeStep::Tcp || step == ProbeStep::Tls;
    if (mayBePortal && isSecure() && !m_address.isNull())
        lookPlain();
    finishIfDone();
}

void Probe::onDeadline(ProbeStep step)
{
    switch (step) {
    case ProbeStep::Resolve:
        m_lookup.stop();
        return breakOff(step, {Cause::DnsNoAnswer, QStringLiteral("the resolver does not answer")});
    case ProbeStep::Tcp:
        return breakOff(step, m_dial->failure());
    case ProbeStep::Tls:
        m_tls.reset();
        return breakOff(step, {Cause::ConnectTimeout, QStringLiteral("TLS handshake not finished")});
    case ProbeStep::Http:
        m_http.reset();
        return breakOff(step, {Cause::ConnectTimeout, QStringLiteral("no answer to the WebSocket request")});
    case ProbeStep::Page:
        break;
    }
}

/// The step that runs now has taken what the ones before it left.
void Probe::onTimeIsUp()
{
    m_isLookingPlain = false;
    for (const ProbeStep step : kSteps) {
        if (step != ProbeStep::Page && finding(step).outcome == ProbeOutcome::Running) {
            onDeadline(step);
            break;
        }
    }
    if (!isRunning())
        return;
    if (finding(ProbeStep::Page).outcome == ProbeOutcome::Running) {
        m_page.stop();
        fail(ProbeStep::Page, {Cause::ConnectTimeout, QStringLiteral("no page in time")});
    }
    finish();
}

void Probe::finishIfDone()
{
    const bool isOpen = std::ranges::any_of(
        m_stats->findings, [](const ProbeFinding &one) { return one.outcome == ProbeOutcome::Running; });
    const bool awaitsAddresses = m_dial && m_socket && !m_dial->isSettled() && m_grace->isActive();
    if (isRunning() && !isOpen && !m_isLookingPlain && !awaitsAddresses)
        finish();
}

void Probe::finish()
{
    for (Timer *timer : {m_stepDeadline.get(), m_deadline.get(), m_grace.get()})
        timer->stop();
    if (m_dial && m_socket)
        finding(ProbeStep::Tcp).detail = m_dial->detail();
    hangUp();
    const ProbeFinding &http = finding(ProbeStep::Http);
    const bool pageIsHtml = isPageForPeople(m_page.answer().status, m_page.answer().isHtml);
    m_stats->answersHtml = m_stats->answersHtml || (pageIsHtml && http.outcome != ProbeOutcome::Good);
    m_stats->isDone = true;
    emit changed();
    emit finished();
}

} // namespace earshot
