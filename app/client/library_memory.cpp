#include "client/library_memory.h"

#include "wire/card_json.h"
#include "wire/messages.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxPath = 4096;
constexpr qsizetype kMaxId = 4200;

QString stampForm()
{
    return QStringLiteral("yyyyMMdd'T'HHmmss'Z'");
}

QString shortDigest(const RecordingNote &note)
{
    return QString::fromLatin1(note.programme.sha256.left(6).toHex());
}

} // namespace

std::optional<LibraryMemory> libraryMemoryOf(const RecordingInfo &info)
{
    const auto event = EventId::parse(info.event);
    if (!event)
        return std::nullopt;
    LibraryMemory memory{.card = {.id = *event}};
    memory.card.title = info.title;
    memory.card.hostName = info.hostName;
    memory.card.phase = Phase::Ended;
    memory.card.planned = info.started;
    memory.card.started = info.started;
    memory.card.recording = RecordingPromise::Ready;
    const MissedTime missed = missedIn(info.gaps);
    memory.card.recorded = RecordingNote{objectFolderOf(info.event, info.started), info.programme,
        info.duration, missed.parts, std::min(missed.length, kMaxRecording), {}};
    return memory;
}

std::optional<LibraryMemory> libraryMemoryOf(const QString &folderName)
{
    static const QRegularExpression kForm(uR"(\A(.+)_(\d{8}T\d{6}Z)_([0-9a-f]{12})\z)"_s);
    const auto parts = kForm.match(folderName);
    const auto event = EventId::parse(parts.captured(1));
    const auto started = recordingStart(parts.captured(2));
    if (!event || !started)
        return std::nullopt;
    RecordingInfo info{.event = event->text(), .title = event->text(), .started = *started};
    info.programme = {u"programme.opus"_s, 0, QByteArray::fromHex(parts.captured(3).toLatin1())};
    return libraryMemoryOf(info);
}

QByteArray writeLibraryMemory(const LibraryMemory &memory)
{
    QJsonObject object{{"v", kWireVersion}, {"card", cardToJson(memory.card)}, {"server", memory.server},
        {"wanted", memory.isWanted}};
    if (memory.checked)
        object["checked"] = qint64(toUnixMs(*memory.checked));
    return compactJson(object);
}

Result<LibraryMemory> readLibraryMemory(const QByteArray &json)
{
    const Result<JsonFields> parsed = JsonFields::parse(json, kMaxLibraryMemory);
    if (!parsed)
        return parsed.failure();
    JsonFields fields = *parsed;
    const Result<ScheduleCard> card = cardFromJson(fields.object("card"_L1));
    if (!card)
        return card.failure();
    if (!card->recorded)
        fields.fail("recorded"_L1);
    LibraryMemory memory{*card, fields.exactText("server"_L1, kMaxLinkLength), fields.boolean("wanted"_L1),
        fields.optionalTime("checked"_L1)};
    if (fields.failure())
        return *fields.failure();
    return memory;
}

bool LibraryNotes::addFile(const QString &path)
{
    if (path.isEmpty() || path.size() > kMaxPath || files.size() >= std::size_t(kMostFiles)
        || std::ranges::find(files, path) != files.end())
        return false;
    files.push_back(path);
    return true;
}

LibraryNotes LibraryNotes::with(const LibraryNotes &former, const LibraryNotes &mine) const
{
    const auto has = [](const LibraryNotes &notes, const QString &path) {
        return std::ranges::find(notes.files, path) != notes.files.end();
    };
    LibraryNotes all = *this;
    std::erase_if(all.files, [&](const QString &path) { return has(former, path) && !has(mine, path); });
    for (const QString &path : mine.files) {
        if (!has(former, path))
            all.addFile(path);
    }
    std::erase_if(all.listened, [&](const auto &one) {
        return former.listened.contains(one.first) && !mine.listened.contains(one.first);
    });
    for (const auto &[id, at] : mine.listened) {
        const auto before = former.listened.find(id);
        const bool hasRoom = all.listened.size() < std::size_t(kMostListened) || all.listened.contains(id);
        if ((before == former.listened.end() || before->second != at) && hasRoom)
            all.listened[id] = at;
    }
    return all;
}

QByteArray writeLibraryNotes(const LibraryNotes &notes)
{
    QJsonArray files;
    for (const QString &path : notes.files)
        files.append(path);
    QJsonArray listened;
    for (const auto &[id, at] : notes.listened)
        listened.append(QJsonObject{{"id", id}, {"ms", qint64(at.count())}});
    return compactJson({{"v", kWireVersion}, {"files", files}, {"listened", listened}});
}

Result<LibraryNotes> readLibraryNotes(const QByteArray &json)
{
    const Result<JsonFields> parsed = JsonFields::parse(json, kMaxLibraryNotes);
    if (!parsed)
        return parsed.failure();
    LibraryNotes notes;
    for (const QJsonValue &file : parsed->whole()["files"_L1].toArray())
        notes.addFile(file.toString());
    for (const QJsonValue &entry : parsed->whole()["listened"_L1].toArray()) {
        JsonFields of(entry.toObject());
        const QString id = of.exactText("id"_L1, kMaxId);
        const milliseconds at = of.duration("ms"_L1, kMaxRecording);
        if (!of.failure() && !id.isEmpty()
            && notes.listened.size() < std::size_t(LibraryNotes::kMostListened))
            notes.listened[id] = at;
    }
    return notes;
}

QString recordingId(const RecordingNote &note)
{
    return note.folder + u'#' + shortDigest(note);
}

QString ownRecordingId(const QString &objectFolder)
{
    return QStringLiteral("own:") + objectFolder;
}

QString recordingFolder(const RecordingNote &note)
{
    return QString(note.folder).replace(u'/', u'_') + u'_' + shortDigest(note);
}

std::optional<WallTime> recordingStart(const QString &objectFolder)
{
    // By hand: a library asks this of each of its recordings whenever one of them changes.
    const QStringView stamp = QStringView(objectFolder).sliced(objectFolder.lastIndexOf(u'/') + 1);
    if (stamp.size() != 16 || stamp[8] != u'T' || stamp[15] != u'Z')
        return std::nullopt;
    const auto number = [stamp](qsizetype from, qsizetype digits) {
        int made = 0;
        for (const QChar c : stamp.sliced(from, digits))
            made = c >= u'0' && c <= u'9' && made >= 0 ? made * 10 + (c.unicode() - u'0') : -1;
        return made;
    };
    const QDateTime at(QDate(number(0, 4), number(4, 2), number(6, 2)),
        QTime(number(9, 2), number(11, 2), number(13, 2)), Qt::UTC);
    if (!at.isValid() || at.toMSecsSinceEpoch() < 0)
        return std::nullopt;
    return wallFromUnixMs(at.toMSecsSinceEpoch());
}

QString objectFolderOf(const QString &event, WallTime started)
{
    return event + u'/' + QDateTime::fromMSecsSinceEpoch(toUnixMs(started), Qt::UTC).toString(stampForm());
}

} // namespace earshot
