#include "settings_store.h"

#include "client/player.h"
#include "client/reminder_json.h"
#include "client/reminders.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace earshot {

constexpr qint64 kMostBytes = 1024 * 1024;
constexpr int kMostServers = 100;
constexpr int kLongestName = 1000;
constexpr int kLongestKey = 60;
constexpr int kLeastBitrate = 12'000;
constexpr int kMostBitrate = 128'000;
constexpr int kMostReleaseTailMs = 2000;
constexpr int kLeastAhead = 1; // minutes
constexpr int kMostAhead = 24 * 60;

namespace {

struct DelayName {
    DelayChoice::Kind kind;
    const char *name;
};
constexpr std::array kDelayNames{DelayName{DelayChoice::Kind::Smooth, "smooth"},
    DelayName{DelayChoice::Kind::LowDelay, "low"}, DelayName{DelayChoice::Kind::Fixed, "fixed"}};

struct PageName {
    Page page;
    const char *name;
};
constexpr std::array kPageNames{PageName{Page::Events, "events"}, PageName{Page::NowPlaying, "now-playing"},
    PageName{Page::Recordings, "recordings"}, PageName{Page::Host, "host"}};

struct ThemeName {
    ThemeChoice theme;
    const char *name;
};
constexpr std::array kThemeNames{ThemeName{ThemeChoice::System, "system"},
    ThemeName{ThemeChoice::Light, "light"}, ThemeName{ThemeChoice::Dark, "dark"}};

struct ModeName {
    TalkMode mode;
    const char *name;
};
constexpr std::array kModeNames{ModeName{TalkMode::Hold, "hold"}, ModeName{TalkMode::Latch, "latch"},
    ModeName{TalkMode::OpenMicrophone, "open"}};

struct SortName {
    RecordingsSort sort;
    const char *name;
};
constexpr std::array kSortNames{SortName{RecordingsSort::Newest, "newest"},
    SortName{RecordingsSort::Title, "title"}, SortName{RecordingsSort::Longest, "longest"},
    SortName{RecordingsSort::Largest, "largest"}};

QJsonObject recordingsJson(const RecordingsMemory &memory)
{
    const auto *sort = std::ranges::find(kSortNames, memory.sort, &SortName::sort);
    return {
        {QStringLiteral("sort"), QLatin1String(sort->name)},
        {QStringLiteral("speed"), memory.speed},
        {QStringLiteral("skip_silence"), memory.skipsSilence},
        {QStringLiteral("levelling"), memory.levels},
    };
}

RecordingsMemory readRecordings(const QJsonObject &json)
{
    RecordingsMemory memory;
    for (const SortName &known : kSortNames) {
        if (json[QStringLiteral("sort")].toString() == QLatin1String(known.name))
            memory.sort = known.sort;
    }
    memory.speed
        = std::clamp(json[QStringLiteral("speed")].toDouble(1.0), Player::kLeastSpeed, Player::kMostSpeed);
    memory.skipsSilence = json[QStringLiteral("skip_silence")].toBool(false);
    memory.levels = json[QStringLiteral("levelling")].toBool(true);
    return memory;
}

QJsonObject soundJson(const Settings &settings)
{
    const SoundChoice &sound = settings.sound;
    const bool isNamed = sound.output.kind == OutputChoice::Kind::Named;
    const auto *delay = std::ranges::find(kDelayNames, sound.delay.kind, &DelayName::kind);
    return {
        {QStringLiteral("device"), isNamed ? sound.output.name : QString()},
        {QStringLiteral("device_title"), isNamed ? settings.deviceTitle : QString()},
        {QStringLiteral("delay"), QLatin1String(delay->name)},
        {QStringLiteral("fixed_delay_ms"), toMs(sound.delay.fixed)},
        {QStringLiteral("levelling"), sound.levelling},
    };
}

void readSound(const QJsonObject &json, Settings &settings)
{
    SoundChoice &sound = settings.sound;
    const QString device = json[QStringLiteral("device")].toString().left(kLongestName);
    if (!device.isEmpty()) {
        sound.output.kind = OutputChoice::Kind::Named;
        sound.output.name = device;
        settings.deviceTitle = json[QStringLiteral("device_title")].toString().left(kLongestName);
    }
    for (const DelayName &known : kDelayNames) {
        if (json[QStringLiteral("delay")].toString() == QLatin1String(known.name))
            sound.delay.kind = known.kind;
    }
    const double fixed = json[QStringLiteral("fixed_delay_ms")].toDouble(toMs(sound.delay.fixed));
    const double bounded = std::clamp(fixed, toMs(DelayChoice::kLeastFixed), toMs(DelayChoice::kMostFixed));
    sound.delay.fixed = milliseconds{qRound64(bounded)};
    sound.levelling = json[QStringLiteral("levelling")].toBool(true);
}

QJsonObject microphoneJson(const Settings &settings)
{
    const MicrophoneChoice &choice = settings.microphone;
    const bool isNamed = choice.input.kind == InputChoice::Kind::Named;
    const auto *mode = std::ranges::find(kModeNames, choice.mode, &ModeName::mode);
    return {
        {QStringLiteral("device"), isNamed ? choice.input.name : QString()},
        {QStringLiteral("device_title"), isNamed ? settings.microphoneTitle : QString()},
        {QStringLiteral("echo_cancellation"), choice.capture.echoCancellation},
        {QStringLiteral("noise_suppression"), choice.capture.noiseSuppression},
        {QStringLiteral("gain_control"), choice.capture.gainControl},
        {QStringLiteral("feedback_guard"), choice.capture.feedbackGuard},
        {QStringLiteral("bitrate"), choice.capture.bitrate},
        {QStringLiteral("release_tail_ms"), qint64(choice.capture.releaseTail.count())},
        {QStringLiteral("frames_per_packet"), choice.framesPerPacket},
        {QStringLiteral("mode"), QLatin1String(mode->name)},
        {QStringLiteral("cues"), choice.cues},
        {QStringLiteral("duck_monitor"), choice.duckMonitor},
        {QStringLiteral("global_key"), settings.talkKey},
    };
}

/// A whole number within its bounds; `otherwise` where there is none.
int boundedInt(const QJsonValue &value, int otherwise, int least, int most)
{
    return qRound(std::clamp(value.toDouble(otherwise), double(least), double(most)));
}

void readMicrophone(const QJsonObject &json, Settings &settings)
{
    MicrophoneChoice &choice = settings.microphone;
    const QString device = json[QStringLiteral("device")].toString().left(kLongestName);
    if (!device.isEmpty()) {
        choice.input = {.kind = InputChoice::Kind::Named, .name = device};
        settings.microphoneTitle = json[QStringLiteral("device_title")].toString().left(kLongestName);
    }
    CaptureSettings &capture = choice.capture;
    capture.echoCancellation = json[QStringLiteral("echo_cancellation")].toBool(true);
    capture.noiseSuppression = json[QStringLiteral("noise_suppression")].toBool(true);
    capture.gainControl = json[QStringLiteral("gain_control")].toBool(true);
    capture.feedbackGuard = json[QStringLiteral("feedback_guard")].toBool(true);
    capture.bitrate
        = boundedInt(json[QStringLiteral("bitrate")], capture.bitrate, kLeastBitrate, kMostBitrate);
    const int tail = int(capture.releaseTail.count());
    capture.releaseTail
        = milliseconds{boundedInt(json[QStringLiteral("release_tail_ms")], tail, 0, kMostReleaseTailMs)};
    choice.framesPerPacket
        = boundedInt(json[QStringLiteral("frames_per_packet")], choice.framesPerPacket, 1, 3);
    for (const ModeName &known : kModeNames) {
        if (json[QStringLiteral("mode")].toString() == QLatin1String(known.name))
            choice.mode = known.mode;
    }
    choice.cues = json[QStringLiteral("cues")].toBool(true);
    choice.duckMonitor = json[QStringLiteral("duck_monitor")].toBool(true);
    settings.talkKey = json[QStringLiteral("global_key")].toString().left(kLongestKey);
}

void readLook(const QJsonObject &json, Settings &settings)
{
    const QString language = json[QStringLiteral("language")].toString();
    if (language == QLatin1String("de") || language == QLatin1String("en"))
        settings.language = language;
    for (const ThemeName &known : kThemeNames) {
        if (json[QStringLiteral("theme")].toString() == QLatin1String(known.name))
            settings.theme = known.theme;
    }
}

QJsonObject reminderJson(const WindowMemory &memory)
{
    const ReminderChoice &choice = memory.settings.reminders;
    return {
        {QStringLiteral("ahead_min"), int(choice.ahead.count())},
        {QStringLiteral("chime"), choice.chime},
        {QStringLiteral("keep_running"), choice.keepsRunning},
        {QStringLiteral("offered"), memory.keepRunningOffered},
        {QStringLiteral("events"), remindersJson(memory.reminders)},
    };
}

void readReminder(const QJsonObject &json, WindowMemory &memory)
{
    ReminderChoice &choice = memory.settings.reminders;
    choice.ahead = minutes{
        boundedInt(json[QStringLiteral("ahead_min")], int(choice.ahead.count()), kLeastAhead, kMostAhead)};
    choice.chime = json[QStringLiteral("chime")].toBool(true);
    choice.keepsRunning = json[QStringLiteral("keep_running")].toBool();
    memory.keepRunningOffered = json[QStringLiteral("offered")].toBool();
    memory.reminders = readReminders(json[QStringLiteral("events")].toArray(), Reminders::kMost);
}

} // namespace

QString SettingsStore::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
        + QStringLiteral("/window.json");
}

WindowMemory SettingsStore::load() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject json = QJsonDocument::fromJson(file.read(kMostBytes)).object();
    WindowMemory memory;
    memory.geometry = QByteArray::fromBase64(json[QStringLiteral("geometry")].toString().toLatin1());
    for (const PageName &known : kPageNames) {
        if (json[QStringLiteral("page")].toString() == QLatin1String(known.name))
            memory.page = known.page;
    }
    memory.volume = std::clamp(json[QStringLiteral("volume")].toDouble(1.0), 0.0, 1.0);
    if (json[QStringLiteral("falling_behind")].toString() == QLatin1String("jump-to-live"))
        memory.fallingBehind = FallingBehind::JumpToLive;
    readSound(json[QStringLiteral("sound")].toObject(), memory.settings);
    readMicrophone(json[QStringLiteral("microphone")].toObject(), memory.settings);
    memory.recordings = readRecordings(json[QStringLiteral("recordings")].toObject());
    memory.settings.ownName = json[QStringLiteral("own_name")].toString().left(kLongestName);
    readLook(json, memory.settings);
    readReminder(json[QStringLiteral("reminders")].toObject(), memory);
    for (const QJsonValue &link : json[QStringLiteral("servers")].toArray()) {
        if (link.isString() && memory.serverLinks.size() < kMostServers)
            memory.serverLinks << link.toString();
    }
    return memory;
}

Outcome SettingsStore::save(const WindowMemory &memory) const
{
    const auto *page = std::ranges::find(kPageNames, memory.page, &PageName::page);
    const auto *theme = std::ranges::find(kThemeNames, memory.settings.theme, &ThemeName::theme);
    const QJsonObject json{
        {QStringLiteral("v"), 1}, // later versions may add fields; these keep their meaning
        {QStringLiteral("geometry"), QString::fromLatin1(memory.geometry.toBase64())},
        {QStringLiteral("page"), QLatin1String(page->name)},
        {QStringLiteral("volume"), memory.volume},
        {QStringLiteral("falling_behind"),
            memory.fallingBehind == FallingBehind::JumpToLive ? QStringLiteral("jump-to-live")
                                                              : QStringLiteral("play-faster")},
        {QStringLiteral("recordings"), recordingsJson(memory.recordings)},
        {QStringLiteral("sound"), soundJson(memory.settings)},
        {QStringLiteral("microphone"), microphoneJson(memory.settings)},
        {QStringLiteral("own_name"), memory.settings.ownName},
        {QStringLiteral("language"), memory.settings.language},
        {QStringLiteral("theme"), QLatin1String(theme->name)},
        {QStringLiteral("reminders"), reminderJson(memory)},
        {QStringLiteral("servers"), QJsonArray::fromStringList(memory.serverLinks)},
    };
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    const bool written = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(QJsonDocument(json).toJson()) > 0 && file.commit();
    if (!written)
        return Failure{Cause::FileUnwritable, file.errorString()};
    return Nothing{};
}

} // namespace earshot
