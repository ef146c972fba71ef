#include "mpris.h"

#include "mpris_interfaces.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDBusMessage>
#include <QDateTime>

namespace earshot {

namespace {

using State = PlayerView::State;

const QString kPath = QStringLiteral("/org/mpris/MediaPlayer2");
const QString kService = QStringLiteral("org.mpris.MediaPlayer2.earshot");
const QString kInterface = QStringLiteral("org.mpris.MediaPlayer2.Player");
/// Views come four times a second: who plays gets less far between two of them.
constexpr milliseconds kJump{1500};
constexpr milliseconds kBackwards{200};

qint64 inMicroseconds(milliseconds time)
{
    return microseconds(time).count();
}

QString statusOf(State state)
{
    switch (state) {
    case State::Opening:
    case State::Playing:
    case State::Waiting:
        return QStringLiteral("Playing");
    case State::Paused:
        return QStringLiteral("Paused");
    case State::Closed:
    case State::Ended:
    case State::Failed:
        break;
    }
    return QStringLiteral("Stopped");
}

} // namespace

Mpris::Mpris(Player &player, QDBusConnection bus, QObject *parent)
    : QObject(parent)
    , m_player(player)
    , m_bus(std::move(bus))
{
    new MprisProgram(*this); // both are this object's children
    new MprisPlayer(*this);
    connect(&player, &Player::viewChanged, this, &Mpris::show);
    show(player.view());
}

Mpris::~Mpris()
{
    disappear();
}

QString Mpris::track() const
{
    const QByteArray hash = QCryptographicHash::hash(m_view.source.id.toUtf8(), QCryptographicHash::Sha1);
    return QStringLiteral("/org/earshot/recording/") + QString::fromLatin1(hash.toHex());
}

QVariantMap Mpris::metadata() const
{
    if (!m_view.isOpen())
        return {};
    const PlayerSource &source = m_view.source;
    QVariantMap all{{QStringLiteral("mpris:trackid"), QVariant::fromValue(QDBusObjectPath(track()))},
        {QStringLiteral("mpris:length"), inMicroseconds(m_view.duration)},
        {QStringLiteral("xesam:title"), source.title}};
    if (!source.hostName.isEmpty())
        all.insert(QStringLiteral("xesam:artist"), QStringList(source.hostName));
    if (source.started > WallTime{})
        all.insert(QStringLiteral("xesam:contentCreated"),
            QDateTime::fromMSecsSinceEpoch(toUnixMs(source.started), Qt::UTC).toString(Qt::ISODate));
    return all;
}

QVariantMap Mpris::properties() const
{
    const bool isReady = m_view.isOpen() && m_view.state != State::Opening && m_view.state != State::Failed;
    const bool hasNext = !m_view.chapters.empty() && m_view.chapters.back().at > m_view.position;
    return {{QStringLiteral("PlaybackStatus"), statusOf(m_view.state)},
        {QStringLiteral("Rate"), m_view.speed}, {QStringLiteral("Metadata"), metadata()},
        {QStringLiteral("CanGoNext"), isReady && hasNext}, {QStringLiteral("CanGoPrevious"), isReady},
        {QStringLiteral("CanPlay"), isReady}, {QStringLiteral("CanPause"), isReady},
        {QStringLiteral("CanSeek"), isReady}};
}

void Mpris::show(const PlayerView &view)
{
    const milliseconds moved = view.position - m_view.position;
    const bool hasJumped = view.source.id == m_view.source.id && (moved > kJump || moved < -kBackwards);
    m_view = view;
    if (!view.isOpen()) {
        disappear();
        return;
    }
    if (m_name.isEmpty())
        appear();
    tellChanges();
    if (hasJumped)
        emit seeked(inMicroseconds(view.position));
}

/// Another Earshot of this person may have the name already.
void Mpris::appear()
{
    if (!m_bus.isConnected() || !m_bus.registerObject(kPath, this, QDBusConnection::ExportAdaptors))
        return;
    const QString own = kService + QStringLiteral(".instance%1").arg(QCoreApplication::applicationPid());
    for (const QString &name : {kService, own}) {
        if (m_bus.registerService(name)) {
            m_name = name;
            m_told = properties();
            return;
        }
    }
    m_bus.unregisterObject(kPath);
}

void Mpris::disappear()
{
    if (m_name.isEmpty())
        return;
    m_bus.unregisterService(m_name);
    m_bus.unregisterObject(kPath);
    m_name.clear();
}

void Mpris::tellChanges()
{
    if (m_name.isEmpty())
        return;
    const QVariantMap now = properties();
    QVariantMap changed;
    for (auto property = now.cbegin(); property != now.cend(); ++property) {
        if (m_told.value(property.key()) != property.value())
            changed.insert(property.key(), property.value());
    }
    // Object paths in a variant compare as different.
    if (changed.size() == 1 && changed.contains(QStringLiteral("Metadata"))) {
        QVariantMap before = m_told.value(QStringLiteral("Metadata")).toMap();
        QVariantMap after = metadata();
        const QString id = QStringLiteral("mpris:trackid");
        const bool isSameTrack
            = before.take(id).value<QDBusObjectPath>() == after.take(id).value<QDBusObjectPath>();
        if (isSameTrack && before == after)
            changed.clear();
    }
    m_told = now;
    if (changed.isEmpty())
        return;
    QDBusMessage signal = QDBusMessage::createSignal(
        kPath, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("PropertiesChanged"));
    signal << kInterface << changed << QStringList();
    m_bus.send(signal);
}

MprisPlayer::MprisPlayer(Mpris &mpris)
    : QDBusAbstractAdaptor(&mpris)
    , m_mpris(mpris)
{
    connect(&mpris, &Mpris::seeked, this, &MprisPlayer::Seeked);
}

/// 0 is to act as a pause, says the specification.
void MprisPlayer::setRate(double rate)
{
    if (rate == 0)
        m_mpris.player().pause();
    else
        m_mpris.player().setSpeed(rate);
}

qlonglong MprisPlayer::position() const
{
    return inMicroseconds(m_mpris.player().view().position);
}

void MprisPlayer::PlayPause()
{
    if (statusOf(m_mpris.view().state) == QLatin1String("Playing"))
        m_mpris.player().pause();
    else
        m_mpris.player().play();
}

void MprisPlayer::Seek(qlonglong by)
{
    constexpr qlonglong kFar = microseconds(kMaxRecording).count();
    m_mpris.player().skip(
        std::chrono::duration_cast<milliseconds>(microseconds{std::clamp(by, -kFar, kFar)}));
}

/// Of a track that is not open any more, or out of it: nothing, says the specification.
void MprisPlayer::SetPosition(const QDBusObjectPath &track, qlonglong position)
{
    const qlonglong length = inMicroseconds(m_mpris.view().duration);
    if (track.path() == m_mpris.track() && position >= 0 && position <= length)
        m_mpris.player().seek(std::chrono::duration_cast<milliseconds>(microseconds{position}));
}

} // namespace earshot
