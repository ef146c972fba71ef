#pragma once

#include "mpris.h"

#include <QDBusAbstractAdaptor>
#include <QDBusObjectPath>
#include <QStringList>

namespace earshot {

/// `org.mpris.MediaPlayer2`: the program.
class MprisProgram : public QDBusAbstractAdaptor
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.mpris.MediaPlayer2")
    Q_PROPERTY(bool CanQuit READ yes)
    Q_PROPERTY(bool CanRaise READ yes)
    Q_PROPERTY(bool HasTrackList READ no)
    Q_PROPERTY(QString Identity READ identity)
    Q_PROPERTY(QString DesktopEntry READ desktopEntry)
    Q_PROPERTY(QStringList SupportedUriSchemes READ nothing)
    Q_PROPERTY(QStringList SupportedMimeTypes READ nothing)
public:
    explicit MprisProgram(Mpris &mpris)
        : QDBusAbstractAdaptor(&mpris)
        , m_mpris(mpris)
    { }

    bool yes() const { return true; }
    bool no() const { return false; }
    QString identity() const { return QStringLiteral("Earshot"); }
    QString desktopEntry() const { return QStringLiteral("earshot"); }
    QStringList nothing() const { return {}; }

public slots:
    void Raise() { emit m_mpris.raiseRequested(); }
    void Quit() { emit m_mpris.quitRequested(); }

private:
    Mpris &m_mpris;
};

/// `org.mpris.MediaPlayer2.Player`: what plays. Times in microseconds.
class MprisPlayer : public QDBusAbstractAdaptor
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.mpris.MediaPlayer2.Player")
    Q_PROPERTY(QString PlaybackStatus READ playbackStatus)
    Q_PROPERTY(double Rate READ rate WRITE setRate)
    Q_PROPERTY(double MinimumRate READ minimumRate)
    Q_PROPERTY(double MaximumRate READ maximumRate)
    Q_PROPERTY(QVariantMap Metadata READ metadata)
    Q_PROPERTY(double Volume READ volume)
    Q_PROPERTY(qlonglong Position READ position)
    Q_PROPERTY(bool CanGoNext READ canGoNext)
    Q_PROPERTY(bool CanGoPrevious READ canGoPrevious)
    Q_PROPERTY(bool CanPlay READ canPlay)
    Q_PROPERTY(bool CanPause READ canPlay)
    Q_PROPERTY(bool CanSeek READ canPlay)
    Q_PROPERTY(bool CanControl READ canControl)
public:
    explicit MprisPlayer(Mpris &mpris);

    QString playbackStatus() const { return property("PlaybackStatus").toString(); }
    double rate() const { return m_mpris.view().speed; }
    void setRate(double rate);
    double minimumRate() const { return Player::kLeastSpeed; }
    double maximumRate() const { return Player::kMostSpeed; }
    QVariantMap metadata() const { return m_mpris.metadata(); }
    double volume() const { return 1; } ///< the desktop has a volume for each program
    qlonglong position() const;
    bool canGoNext() const { return property("CanGoNext").toBool(); }
    bool canGoPrevious() const { return property("CanGoPrevious").toBool(); }
    bool canPlay() const { return property("CanPlay").toBool(); }
    bool canControl() const { return true; }

public slots:
    void Next() { m_mpris.player().nextChapter(); }
    void Previous() { m_mpris.player().previousChapter(); }
    void Play() { m_mpris.player().play(); }
    void Pause() { m_mpris.player().pause(); }
    void PlayPause();
    void Stop() { m_mpris.player().pause(); } ///< the place is kept
    void Seek(qlonglong by);
    void SetPosition(const QDBusObjectPath &track, qlonglong position);
    void OpenUri(const QString &) { } ///< CanControl, but no SupportedUriSchemes

signals:
    void Seeked(qlonglong position);

private:
    QVariant property(const char *name) const { return m_mpris.properties().value(QLatin1String(name)); }

    Mpris &m_mpris;
};

} // namespace earshot
