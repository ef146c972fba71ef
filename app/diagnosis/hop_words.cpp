#include "diagnosis/display_text.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/rungs.h"
#include "diagnosis/sentence.h"
#include "diagnosis/thresholds.h"
#include "diagnosis/words.h"

#include <QLocale>

#include <cmath>

namespace earshot {

namespace {

constexpr char16_t kUnknown[] = u"–";
/// Quieter than this is a room, not a voice (dBFS).
constexpr double kTalkingAboveDb = -50.0;

QString unknown()
{
    return QString::fromUtf16(kUnknown);
}

/// Whole numbers only within what a level, rate or percentage can be; anything else is unknown.
std::optional<int> rounded(double value)
{
    if (!std::isfinite(value) || std::abs(value) > 1e6)
        return std::nullopt;
    return int(std::lround(value));
}

QString decibels(double level)
{
    const std::optional<int> whole = rounded(level);
    if (!whole)
        return unknown();
    const QString sign = *whole < 0 ? QString(QChar(0x2212)) : QString();
    return Words::tr("%1 dB").arg(sign + QLocale().toString(std::abs(*whole)));
}

QString millisecondsWords(microseconds duration)
{
    if (duration < milliseconds{1})
        return Words::tr("under 1 ms");
    return Words::tr("%1 ms").arg(QLocale().toString(rounded(toMs(duration)).value_or(0)));
}

QString bandWords(OpusBandwidth bandwidth)
{
    switch (bandwidth) {
    case OpusBandwidth::Narrow:
        return Words::tr("phone quality");
    case OpusBandwidth::Medium:
        return Words::tr("medium band");
    case OpusBandwidth::Wide:
        return Words::tr("wide band");
    case OpusBandwidth::SuperWide:
        return Words::tr("super-wide band");
    case OpusBandwidth::Full:
        return Words::tr("full band");
    case OpusBandwidth::Unknown:
        break;
    }
    return {};
}

/// Since the last packet, where one ever came.
std::optional<milliseconds> sinceLastPacket(const SpeakerEvidence &speaker, Instant now)
{
    if (!speaker.audio || !speaker.audio->lastPacket)
        return std::nullopt;
    return std::chrono::duration_cast<milliseconds>(ageOf(*speaker.audio->lastPacket, now));
}

QString microphoneWords(const SpeakerEvidence &speaker, Instant now)
{
    const std::optional<milliseconds> age = sinceLastPacket(speaker, now);
    switch (speakerHealth(speaker, now)) {
    case SpeakerHealth::Sounding:
        if (speaker.audio->flowing && speaker.audio->levelDb > kTalkingAboveDb)
            return Words::tr("talking, %1").arg(decibels(speaker.audio->levelDb));
        return Words::tr("open, not talking");
    case SpeakerHealth::SilentMicrophone:
        return Words::tr("digital silence for %1")
            .arg(durationWords(std::chrono::duration_cast<milliseconds>(ageOf(*speaker.silentSince, now))));
    case SpeakerHealth::Muted:
        return Words::tr("muted");
    case SpeakerHealth::Dropped:
        return age ? Words::tr("last heard %1 ago").arg(durationWords(*age)) : Words::tr("never heard yet");
    case SpeakerHealth::Quiet:
        return age ? Words::tr("open, last heard %1 ago").arg(durationWords(*age))
                   : Words::tr("open, never heard yet");
    case SpeakerHealth::Away:
        break;
    }
    return Words::tr("not here yet");
}

QString uplinkWords(const SpeakerEvidence &speaker, Instant now)
{
    const std::optional<milliseconds> age = sinceLastPacket(speaker, now);
    switch (speakerHealth(speaker, now)) {
    case SpeakerHealth::Sounding:
    case SpeakerHealth::SilentMicrophone: {
        const std::optional<int> rate = rounded(speaker.audio->bitsPerSecond / 1000.0);
        if (!rate || *rate <= 0)
            return Words::tr("last packet %1 ago").arg(durationWords(age.value_or(milliseconds{0})));
        const QString kilobits = Words::tr("%1 kbit/s").arg(QLocale().toString(*rate));
        const QString band = bandWords(speaker.audio->bandwidth);
        return band.isEmpty() ? kilobits : Words::tr("%1, %2", "two facts").arg(kilobits, band);
    }
    case SpeakerHealth::Dropped:
        return age ? Words::tr("no packet for %1").arg(durationWords(*age)) : Words::tr("connection dropped");
    case SpeakerHealth::Muted:
        return Words::tr("connected");
    case SpeakerHealth::Quiet:
        return age ? Words::tr("connected, no packet for %1").arg(durationWords(*age))
                   : Words::tr("connected, no packet yet");
    case SpeakerHealth::Away:
        break;
    }
    return Words::tr("not connected yet");
}

/// A server on this computer has a name that was made up; what matters is that it is here.
QString serverNameOf(const SessionStats &session)
{
    const QString &host = session.serverHost;
    const QStringList here{
        QStringLiteral("127."), QStringLiteral("localhost"), QStringLiteral("::1"), QStringLiteral("[::1]")};
    if (std::ranges::any_of(here, [&](const QString &start) { return host.startsWith(start); }))
        return Words::tr("this computer");
    return displayText(session.serverName.isEmpty() ? host : session.serverName);
}

QString serverWordsOf(const SessionStats &session)
{
    const QString name = serverNameOf(session);
    if (session.phase != LinePhase::Live)
        return name.isEmpty() ? unknown() : name;
    if (session.roundTrip)
        return Words::tr("%1, answers in %2").arg(name, millisecondsWords(*session.roundTrip));
    return Words::tr("%1, connected").arg(name);
}

QString connectionWords(
    const Evidence &evidence, HopHealth health, const SpeakerEvidence *speaker, Instant now)
{
    const SessionStats &session = evidence.session;
    switch (session.phase) {
    case LinePhase::Idle:
        return unknown();
    case LinePhase::Dialing:
        return Words::tr("connecting");
    case LinePhase::Joining:
        return Words::tr("being let in");
    case LinePhase::Waiting:
        return session.nextTry && *session.nextTry > now
            ? Words::tr("next try in %1")
                  .arg(durationWords(std::chrono::duration_cast<milliseconds>(*session.nextTry - now)))
            : Words::tr("not connected");
    case LinePhase::Refused:
        return Words::tr("not let in");
    case LinePhase::Live:
        break;
    }
    if (health == HopHealth::Bad)
        return Words::tr("nothing for %1")
            .arg(durationWords(std::chrono::duration_cast<milliseconds>(
                ageOf(session.lastBytes.value_or(session.phaseSince), now))));
    if (!speaker || !speaker->audio || !speaker->audio->lastPacket)
        return Words::tr("connected");
    return Words::tr("%1 late, jitter %2")
        .arg(QLocale().toString(qulonglong(speaker->audio->late)), millisecondsWords(speaker->audio->jitter));
}

QString outputWords(const OutputStats &output, HopHealth health)
{
    const QString device
        = output.deviceName.isEmpty() ? Words::tr("sound device") : displayText(output.deviceName);
    if (output.failure && output.failure->cause == Cause::DeviceMissing)
        return Words::tr("no sound device");
    if (health == HopHealth::Bad)
        return Words::tr("%1: takes no sound").arg(device);
    if (output.nullDevice)
        return Words::tr("no device, as chosen");
    if (output.muted)
        return Words::tr("%1, muted").arg(device);
    if (output.phase != OutputPhase::Playing && output.deviceName.isEmpty())
        return unknown();
    const std::optional<int> percent = rounded(output.volume * 100.0);
    return percent
        ? Words::tr("%1, %2 %", "device, volume in percent").arg(device, QLocale().toString(*percent))
        : device;
}

} // namespace

std::array<HopWords, 5> hopWords(const Evidence &evidence, const std::array<HopState, 5> &hops, Instant now)
{
    const SpeakerEvidence *speaker = pathSpeaker(evidence, {}, now);
    const QString name = speaker ? nameOnStage(speaker->member, evidence.speakers) : QString();
    const bool isKnown = speaker && evidence.session.phase == LinePhase::Live;
    return {{
        {name.isEmpty() ? Words::tr("Microphone") : Words::tr("%1’s microphone").arg(name),
            isKnown ? microphoneWords(*speaker, now) : unknown()},
        {name.isEmpty() ? Words::tr("Uplink") : Words::tr("%1’s uplink").arg(name),
            isKnown ? uplinkWords(*speaker, now) : unknown()},
        {Words::tr("Server", "hop"), serverWordsOf(evidence.session)},
        {Words::tr("Your connection"), connectionWords(evidence, hops[3].health, speaker, now)},
        {Words::tr("Your speakers"), outputWords(evidence.output, hops[4].health)},
    }};
}

} // namespace earshot
