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

QString sourceWords(const SpeakerEvidence &speaker, Instant now)
{
    switch (sourceFault(speaker, now)) {
    case SourceFault::Howl:
        return Words::tr("howls at %1 Hz")
            .arg(QLocale().toString(std::clamp(speaker.audio->howlHz, 1, 24'000)));
    case SourceFault::Clipping:
        return Words::tr("too loud, distorted");
    case SourceFault::Muffled:
        return Words::tr("phone quality");
    case SourceFault::Choppy:
    case SourceFault::ServerChoppy:
    case SourceFault::SomewhereChoppy:
    case SourceFault::None:
        break;
    }
    return {};
}

QString microphoneWords(const SpeakerEvidence &speaker, Instant now)
{
    const std::optional<milliseconds> age = sinceLastPacket(speaker, now);
    switch (speakerHealth(speaker, now)) {
    case SpeakerHealth::Sounding:
        if (const QString fault = sourceWords(speaker, now); !fault.isEmpty())
            return fault;
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

QString missingWords(const SpeakerEvidence &speaker, Instant now)
{
    const LossShare share = lossBy(sourceFault(speaker, now), speaker, now);
    return Words::tr("%1 of %2 packets missing")
        .arg(QLocale().toString(share.lost), QLocale().toString(share.due));
}

QString uplinkWords(const SpeakerEvidence &speaker, Instant now)
{
    const std::optional<milliseconds> age = sinceLastPacket(speaker, now);
    switch (speakerHealth(speaker, now)) {
    case SpeakerHealth::Sounding:
    case SpeakerHealth::SilentMicrophone: {
        if (sourceFault(speaker, now) == SourceFault::Choppy)
            return missingWords(speaker, now);
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

QString ageWords(Instant seen, Instant now)
{
    return durationWords(std::chrono::duration_cast<milliseconds>(ageOf(seen, now)));
}

/// A server on this computer has a name that was made up; what matters is that it is here.
QString serverNameOf(const SessionStats &session)
{
    const QString &host = session.serverHost;
    if (isOnThisComputer(host))
        return Words::tr("this computer");
    return displayText(session.serverName.isEmpty() ? host : session.serverName);
}

QString serverWordsOf(const SessionStats &session, Instant now)
{
    const QString name = serverNameOf(session);
    if (session.phase != LinePhase::Live) {
        if (name.isEmpty())
            return unknown();
        return session.lostAt ? Words::tr("%1, connection ended %2 ago", "server, time")
                                    .arg(name, ageWords(*session.lostAt, now))
                              : name;
    }
    if (session.drainingSince)
        return Words::tr("%1, is being shut down").arg(name);
    if (session.roundTrip)
        return Words::tr("%1, answers in %2").arg(name, millisecondsWords(*session.roundTrip));
    return Words::tr("%1, connected").arg(name);
}

QString connectionWords(
    const Evidence &evidence, HopHealth health, const SpeakerEvidence *speaker, Instant now)
{
    const SessionStats &session = evidence.session;
    const bool isOffline = session.online == false && !isOnThisComputer(session.serverHost);
    if (isOffline && session.phase != LinePhase::Idle && session.phase != LinePhase::Live)
        return Words::tr("no network");
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
    if (isLineSlow(evidence, now))
        return Words::tr("too slow, %1 behind").arg(millisecondsWords(speaker->audio->lateness));
    if (burstSpeaker(evidence, now))
        return Words::tr("in bursts, buffer %1").arg(millisecondsWords(speaker->audio->target));
    return Words::tr("%1 late, jitter %2")
        .arg(QLocale().toString(qulonglong(speaker->audio->late)), millisecondsWords(speaker->audio->jitter));
}

QString outputWords(const OutputStats &output, HopHealth health)
{
    const QString device
        = output.deviceName.isEmpty() ? Words::tr("sound device") : displayText(output.deviceName);
    if (health == HopHealth::Bad && output.suspended)
        return Words::tr("%1: sleeps", "device").arg(device);
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
    return percent ? Words::tr("%1, %2", "device, volume in percent")
                         .arg(device, QLocale().toString(*percent) + QStringLiteral("\u00a0%"))
                   : device;
}

} // namespace

std::array<HopWords, 5> hopWords(const Evidence &evidence, const std::array<HopState, 5> &hops, Instant now)
{
    const SpeakerEvidence *speaker = pathSpeaker(evidence, {}, now);
    const QString name = speaker ? nameOnStage(speaker->member, evidence.speakers) : QString();
    const bool isKnown = speaker && evidence.session.phase == LinePhase::Live;
    const bool isServerChoppy = isKnown && speakerHealth(*speaker, now) == SpeakerHealth::Sounding
        && sourceFault(*speaker, now) == SourceFault::ServerChoppy;
    const auto age = [&](const std::optional<Instant> &seen) {
        return seen ? std::optional(std::chrono::duration_cast<milliseconds>(ageOf(*seen, now)))
                    : std::nullopt;
    };
    const SessionStats &session = evidence.session;
    const std::optional<Instant> lineSeen
        = session.phase == LinePhase::Live || !session.failedAt ? session.lastBytes : session.failedAt;
    const std::optional<Instant> heard
        = speaker && speaker->audio ? speaker->audio->lastPacket : std::nullopt;
    return {{
        {name.isEmpty() ? Words::tr("Microphone") : Words::tr("%1’s microphone").arg(name),
            isKnown ? microphoneWords(*speaker, now) : unknown(), age(heard)},
        {name.isEmpty() ? Words::tr("Uplink") : Words::tr("%1’s uplink").arg(name),
            isKnown ? uplinkWords(*speaker, now) : unknown(), age(heard)},
        {Words::tr("Server", "hop"),
            isServerChoppy ? missingWords(*speaker, now) : serverWordsOf(evidence.session, now),
            age(lineSeen)},
        {Words::tr("Your connection"), connectionWords(evidence, hops[3].health, speaker, now),
            age(lineSeen)},
        {Words::tr("Your speakers"), outputWords(evidence.output, hops[4].health),
            age(evidence.output.lastPull)},
    }};
}

} // namespace earshot
