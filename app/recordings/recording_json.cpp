#include "recordings/recording_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kVersion = 1;
constexpr qsizetype kMaxTextLength = 400;
constexpr qsizetype kMaxTracks = 1000;
constexpr qsizetype kMaxChapters = 10'000;
constexpr qsizetype kMaxGaps = 20'000;
constexpr qint64 kMaxUnixMs = 253'402'300'799'999; ///< the last moment of the year 9999
constexpr qsizetype kSha256Bytes = 32;
constexpr std::array kGapCauses = {"speaker"_L1, "server"_L1, "room"_L1, "paused"_L1, "limit"_L1};

/// Takes bounded fields out of an object; the first that is wrong fails the whole.
class Fields
{
public:
    Fields(QJsonObject object, std::optional<QString> &wrong)
        : m_object(std::move(object))
        , m_wrong(wrong)
    { }

    bool has(QLatin1String name) const { return m_object.contains(name); }
    QString text(QLatin1String name, qsizetype most = kMaxTextLength)
    {
        const QJsonValue value = m_object.value(name);
        if (!value.isString() || value.toString().size() > most)
            fail(name);
        return value.toString().left(most);
    }
    qint64 integer(QLatin1String name, qint64 most)
    {
        const QJsonValue value = m_object.value(name);
        const double number = value.toDouble(-1);
        if (!value.isDouble() || !(number >= 0 && number <= double(most)) || number != std::floor(number)) {
            fail(name);
            return 0;
        }
        return qint64(number);
    }
    milliseconds duration(QLatin1String name) { return milliseconds{integer(name, kMaxRecording.count())}; }
    bool boolean(QLatin1String name)
    {
        if (!m_object.value(name).isBool())
            fail(name);
        return m_object.value(name).toBool();
    }
    Fields object(QLatin1String name)
    {
        if (!m_object.value(name).isObject())
            fail(name);
        return {m_object.value(name).toObject(), m_wrong};
    }
    std::vector<Fields> objects(QLatin1String name, qsizetype most)
    {
        const QJsonArray array = m_object.value(name).toArray();
        std::vector<Fields> list;
        if (!m_object.value(name).isArray() || array.size() > most) {
            fail(name);
            return list;
        }
        for (const QJsonValue &entry : array) {
            if (!entry.isObject())
                fail(name);
            list.emplace_back(entry.toObject(), m_wrong);
        }
        return list;
    }
    void fail(QLatin1String name)
    {
        if (!m_wrong)
            m_wrong = QString(name);
    }

private:
    QJsonObject m_object;
    std::optional<QString> &m_wrong;
};

QJsonObject toJson(const RecordingFile &file)
{
    QJsonObject object{{"name", file.name}, {"bytes", file.bytes}};
    if (!file.sha256.isEmpty())
        object["sha256"] = QString::fromLatin1(file.sha256.toHex());
    return object;
}

RecordingFile fileFrom(Fields fields)
{
    static const QRegularExpression kName(uR"(\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}\z)"_s);
    RecordingFile file{fields.text("name"_L1), fields.integer("bytes"_L1, kMaxRecordingBytes), {}};
    if (!kName.match(file.name).hasMatch()) {
        fields.fail("name"_L1);
        file.name.clear();
    }
    if (fields.has("sha256"_L1)) {
        const QByteArray hex = fields.text("sha256"_L1).toLatin1();
        file.sha256 = QByteArray::fromHex(hex);
        if (file.sha256.size() != kSha256Bytes || file.sha256.toHex() != hex)
            fields.fail("sha256"_L1);
    }
    return file;
}

RecordingTrack trackFrom(Fields fields)
{
    static const QRegularExpression kKey(uR"(\AU[A-Z2-7]{55}\z)"_s);
    RecordingTrack track{
        fileFrom(fields.object("file"_L1)), fields.text("speaker"_L1), fields.text("key"_L1)};
    if (!kKey.match(track.key).hasMatch())
        fields.fail("key"_L1);
    return track;
}

/// A program of before the cause Limit reads Room, and not what it does not know.
QJsonObject toJson(const RecordingGap &gap)
{
    const bool isLimit = gap.cause == GapCause::Limit;
    QJsonObject object{{"at", qint64(gap.at.count())}, {"length", qint64(gap.length.count())},
        {"cause", kGapCauses.at(std::size_t(isLimit ? GapCause::Room : gap.cause))},
        {"speaker", gap.speaker}};
    if (isLimit)
        object["limit"] = true;
    return object;
}

RecordingGap gapFrom(Fields fields)
{
    RecordingGap gap{fields.duration("at"_L1), fields.duration("length"_L1), {}, fields.text("speaker"_L1)};
    const QString cause = fields.text("cause"_L1);
    for (std::size_t i = 0; i < kGapCauses.size(); ++i) {
        if (cause == kGapCauses[i]) {
            gap.cause = fields.has("limit"_L1) && fields.boolean("limit"_L1) ? GapCause::Limit : GapCause(i);
            return gap;
        }
    }
    fields.fail("cause"_L1);
    return gap;
}

template<typename Items>
bool isInOrder(const Items &items)
{
    return std::is_sorted(
        items.begin(), items.end(), [](const auto &a, const auto &b) { return a.at < b.at; });
}

} // namespace

QByteArray writeRecordingInfo(const RecordingInfo &info)
{
    QJsonArray tracks;
    for (const RecordingTrack &track : info.tracks)
        tracks.append(
            QJsonObject{{"file", toJson(track.file)}, {"speaker", track.speaker}, {"key", track.key}});
    QJsonArray chapters;
    for (const RecordingChapter &chapter : info.chapters)
        chapters.append(QJsonObject{{"at", qint64(chapter.at.count())}, {"title", chapter.title}});
    QJsonArray gaps;
    for (const RecordingGap &gap : info.gaps)
        gaps.append(toJson(gap));
    const QJsonObject object{{"v", kVersion}, {"event", info.event}, {"title", info.title},
        {"host", info.hostName}, {"started", qint64(toUnixMs(info.started))},
        {"duration", qint64(info.duration.count())}, {"programme", toJson(info.programme)},
        {"waveform", toJson(info.waveform)}, {"tracks", tracks}, {"chapters", chapters}, {"gaps", gaps},
        {"whole", info.isWhole}};
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

Result<RecordingInfo> readRecordingInfo(const QByteArray &json)
{
    const auto bad = [](const QString &what) { return Failure{Cause::BadData, what}; };
    if (json.size() > kMaxRecordingJson)
        return bad(u"size"_s);
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return bad(u"syntax"_s);
    std::optional<QString> wrong;
    Fields fields(document.object(), wrong);
    if (fields.integer("v"_L1, kVersion) != kVersion)
        fields.fail("v"_L1);
    RecordingInfo info;
    info.event = fields.text("event"_L1);
    info.title = fields.text("title"_L1);
    info.hostName = fields.text("host"_L1);
    info.started = wallFromUnixMs(fields.integer("started"_L1, kMaxUnixMs));
    info.duration = fields.duration("duration"_L1);
    info.programme = fileFrom(fields.object("programme"_L1));
    info.waveform = fileFrom(fields.object("waveform"_L1));
    for (const Fields &track : fields.objects("tracks"_L1, kMaxTracks))
        info.tracks.push_back(trackFrom(track));
    for (Fields &chapter : fields.objects("chapters"_L1, kMaxChapters))
        info.chapters.push_back({chapter.duration("at"_L1), chapter.text("title"_L1)});
    for (const Fields &gap : fields.objects("gaps"_L1, kMaxGaps))
        info.gaps.push_back(gapFrom(gap));
    info.isWhole = fields.boolean("whole"_L1);
    if (!isInOrder(info.chapters))
        fields.fail("chapters"_L1);
    if (!isInOrder(info.gaps))
        fields.fail("gaps"_L1);
    if (wrong)
        return bad(*wrong);
    return info;
}

} // namespace earshot
