#pragma once

#include "base/result.h"
#include "event/recording.h"
#include "event/schedule_card.h"

#include <QByteArray>

#include <map>
#include <vector>

namespace earshot {

/// What is remembered of a fetched recording beside its files (`item.json`): enough to go on without a schedule.
struct LibraryMemory {
    ScheduleCard card; ///< with `recorded`
    QString server; ///< ServerView::id, where it was last to be had
    bool isWanted = false; ///< to be fetched to its end
    /// When the programme was last changed, as it was found to be as its digest says; nothing = it was not yet.
    std::optional<WallTime> checked{};

    bool operator==(const LibraryMemory &) const = default;
};

inline constexpr char kLibraryMemory[] = "item.json";
inline constexpr qint64 kMaxLibraryMemory = 64 * 1024;

/// What the account beside a recording's files tells of that; nothing where it is of no event.
std::optional<LibraryMemory> libraryMemoryOf(const RecordingInfo &info);
/// What its folder's name tells, as `recordingFolder` makes it: of the digest only the beginning. Nothing where it has another form.
std::optional<LibraryMemory> libraryMemoryOf(const QString &folderName);

QByteArray writeLibraryMemory(const LibraryMemory &memory);
/// Fails with BadData and the field.
Result<LibraryMemory> readLibraryMemory(const QByteArray &json);

/// What is remembered of the whole library (`library.json`).
struct LibraryNotes {
    static constexpr qsizetype kMostFiles = 1000;
    static constexpr qsizetype kMostListened = 5000;

    std::vector<QString> files; ///< added from anywhere; absolute
    std::map<QString, milliseconds> listened; ///< by LibraryItem::id

    /// False where it is there already, is no path or there is no room.
    bool addFile(const QString &path);
    /// These, as another program left them, with all that differs in `mine` from what it was.
    LibraryNotes with(const LibraryNotes &former, const LibraryNotes &mine) const;
    bool operator==(const LibraryNotes &) const = default;
};

inline constexpr qint64 kMaxLibraryNotes = 4 * 1024 * 1024;

QByteArray writeLibraryNotes(const LibraryNotes &notes);
/// Passes over what is wrong or too much; fails with BadData where nothing can be read.
Result<LibraryNotes> readLibraryNotes(const QByteArray &json);

/// The same as long as the recording is the same, whichever server has it.
QString recordingId(const RecordingNote &note);
/// Of one that was made on this computer, by its RecordingNote::folder.
QString ownRecordingId(const QString &objectFolder);
/// A folder's name for it: `<event>_<start as yyyyMMddTHHmmssZ>_<12 hexadecimal digits of the programme's digest>`.
QString recordingFolder(const RecordingNote &note);
/// Of the folder's name; nothing where it has another form.
std::optional<WallTime> recordingStart(const QString &objectFolder);
/// `<event>/<start as yyyyMMddTHHmmssZ>`, as RecordingNote::folder.
QString objectFolderOf(const QString &event, WallTime started);

} // namespace earshot
