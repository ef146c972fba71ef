#include "client/network_side.h"

namespace earshot {

NetworkSide::NetworkSide(Clock &clock, std::uint64_t seed, Playback &playback)
    : m_clock(clock)
    , m_random(seed)
    , m_playback(playback)
    , m_wakefulness(clock, this)
{ }

void NetworkSide::addServer(const Link &server)
{
    objects(server.withoutTicket()).setSession(nullptr, false);
    auto watch = std::make_unique<ServerWatch>(m_clock, m_random, server);
    ServerWatch *added = watch.get();
    connect(added, &ServerWatch::changed, this, [this, added] { emit serverChanged(added->snapshot()); });
    added->follow(m_wakefulness);
    emit serverChanged(added->snapshot());
    m_servers.insert_or_assign(server.withoutTicket(), std::move(watch));
    objects(server.withoutTicket()).setSession(&added->session(), bool(m_join));
    share();
}

void NetworkSide::removeServer(const QString &serverId)
{
    objects(serverId).setSession(nullptr, false);
    m_servers.erase(serverId);
}

void NetworkSide::refresh()
{
    for (auto &[id, watch] : m_servers)
        watch->refresh();
}

void NetworkSide::join(const Link &link, int join)
{
    leave();
    m_join = std::make_unique<EventJoin>(m_clock, m_random, link, m_playback);
    EventJoin *joined = m_join.get();
    joined->setFallingBehind(m_fallingBehind);
    joined->follow(m_wakefulness);
    connect(
        joined, &EventJoin::sessionChanged, this, [=, this](const auto &s) { emit sessionChanged(join, s); });
    connect(joined, &EventJoin::stateReceived, this, [=, this](const auto &s, Instant at) {
        m_state = s;
        if (m_copy)
            m_copy->follow(s);
        emit stateReceived(join, s, at);
    });
    connect(joined, &EventJoin::cardReceived, this, [=, this](const auto &c) { emit cardReceived(join, c); });
    connect(joined, &EventJoin::slotsChanged, this, [=, this](const auto &s) { emit slotsChanged(join, s); });
    connect(joined, &EventJoin::gapsChanged, this, [=, this](const auto &g) { emit gapsChanged(join, g); });
    connect(joined, &EventJoin::transitMeasured, this,
        [=, this](int slot, microseconds transit) { emit transitMeasured(join, slot, transit); });
    m_joinedServer = serverIdOf(link);
    m_joinNumber = join;
    m_event = link.event;
    takeSeat();
    keepCopy();
    share();
    // Another server's bytes come to this computer the same way as the sound.
    for (auto &[id, line] : m_objects)
        line.setHasSound(true);
}

void NetworkSide::setCopyFolder(const QString &folder, CopyFiles *files)
{
    if (m_copyFolder == folder)
        return;
    m_copyFolder = folder;
    m_copyFiles = files;
    keepCopy();
}

/// Begins, or ends with what was kept.
void NetworkSide::keepCopy()
{
    if (std::exchange(m_copy, nullptr))
        emit copyChanged(m_joinNumber, CopyStats{});
    if (!m_join || m_copyFolder.isEmpty())
        return;
    const int join = m_joinNumber;
    m_copy = std::make_unique<OwnCopy>(m_clock, *m_copyFiles, m_copyFolder, *m_event, RecordingWriter::open);
    connect(m_join.get(), &EventJoin::heard, m_copy.get(), &OwnCopy::take);
    connect(m_copy.get(), &OwnCopy::statsChanged, this,
        [=, this](const CopyStats &stats) { emit copyChanged(join, stats); });
    if (m_state)
        m_copy->follow(*m_state);
}

void NetworkSide::takeSeat()
{
    if (!m_join || !m_ownKey || m_join->seat())
        return;
    const int join = m_joinNumber;
    connect(
        m_join.get(), &EventJoin::seatChanged, this, [=, this](const auto &s) { emit seatChanged(join, s); });
    m_join->takeSeat(*m_ownKey);
    JoinedSeat &seat = *m_join->seat();
    connect(&seat, &JoinedSeat::voiceChanged, this, [=, this](const auto &s) { emit voiceChanged(join, s); });
    connect(&seat, &JoinedSeat::voiceReturned, this,
        [=, this](const RtpPacket &packet, Instant at, qint64 position) {
            emit voiceReturned(join, packet, at, position);
        });
    seat.setQueue(m_voiceQueue);
    seat.setFramesPerPacket(m_framesPerPacket);
    seat.setWhere(m_where);
    seat.setHearOneself(m_hearsOneself);
    seat.seat().setMuted(m_isSelfMuted);
}

/// The joined server's schedule comes over the join's line.
void NetworkSide::share()
{
    const auto watch = m_servers.find(m_joinedServer);
    if (!m_join || watch == m_servers.end())
        return;
    objects(m_joinedServer).setSession(nullptr, false);
    watch->second->share(*m_join);
    objects(m_joinedServer).setSession(&watch->second->session(), true);
}

void NetworkSide::leave()
{
    const auto shared = m_join ? m_servers.find(m_joinedServer) : m_servers.end();
    if (shared != m_servers.end())
        objects(m_joinedServer).setSession(nullptr, false);
    for (auto &[id, watch] : m_servers)
        watch->endSharing();
    if (shared != m_servers.end())
        objects(m_joinedServer).setSession(&shared->second->session(), false);
    if (std::exchange(m_copy, nullptr))
        emit copyChanged(m_joinNumber, CopyStats{});
    m_state.reset();
    m_event.reset();
    m_join.reset();
    for (auto &[id, line] : m_objects)
        line.setHasSound(false);
}

void NetworkSide::endAll()
{
    m_objects.clear();
    m_servers.clear();
    m_copy.reset();
    m_join.reset();
}

void NetworkSide::tryNow()
{
    if (m_join)
        m_join->tryNow();
}

void NetworkSide::setFallingBehind(FallingBehind choice)
{
    m_fallingBehind = choice;
    if (m_join)
        m_join->setFallingBehind(choice);
}

void NetworkSide::seek(milliseconds behind)
{
    if (m_join)
        m_join->seek(behind);
}

ObjectLine &NetworkSide::objects(const QString &serverId)
{
    return m_objects.try_emplace(serverId, m_clock).first->second;
}

void NetworkSide::stopReading(quint64 order)
{
    for (auto &[id, line] : m_objects)
        line.stop(order);
}

void NetworkSide::takenOfObject(quint64 order, qint64 bytes)
{
    for (auto &[id, line] : m_objects)
        line.taken(order, bytes);
}

void NetworkSide::setReport(const ReceiverReport &report)
{
    if (!m_join)
        return;
    ReceiverReport whole = report;
    whole.copy = m_copy && m_copy->stats().since && !m_copy->stats().failure;
    m_join->setReport(whole);
}

// ---- the own voice

void NetworkSide::setOwnKey(const NKey &key)
{
    m_ownKey = key;
    takeSeat();
}

void NetworkSide::setVoiceQueue(VoiceQueue *queue)
{
    m_voiceQueue = queue;
    if (seat())
        m_join->seat()->setQueue(queue);
}

void NetworkSide::takeVoice()
{
    if (seat())
        m_join->seat()->takeVoice();
}

void NetworkSide::setFramesPerPacket(int frames)
{
    m_framesPerPacket = frames;
    if (seat())
        m_join->seat()->setFramesPerPacket(frames);
}

void NetworkSide::setWhere(OwnVoice::Where where)
{
    m_where = where;
    if (seat())
        m_join->seat()->setWhere(where);
    emit whereSet(where);
}

void NetworkSide::setHearOneself(bool hear)
{
    m_hearsOneself = hear;
    if (seat())
        m_join->seat()->setHearOneself(hear);
}

// ---- the seat

void NetworkSide::raiseHand(const QString &name)
{
    if (seat())
        seat()->raiseHand(name);
}

void NetworkSide::lowerHand()
{
    if (seat())
        seat()->lowerHand();
}

void NetworkSide::accept(const QString &name)
{
    if (m_join)
        m_join->acceptStage(name);
}

void NetworkSide::decline()
{
    if (seat())
        seat()->decline();
}

void NetworkSide::stepDown()
{
    if (seat())
        seat()->stepDown();
}

void NetworkSide::control(const StageControl &control)
{
    if (seat())
        seat()->control(control);
}

void NetworkSide::setSelfMuted(bool muted)
{
    m_isSelfMuted = muted;
    if (seat())
        seat()->setMuted(muted);
}

} // namespace earshot
