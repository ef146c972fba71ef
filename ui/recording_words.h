#pragma once

#include "client/library_view.h"
#include "diagnosis/sentence.h"
#include "event_words.h"
#include "recordings_order.h"

#include <QCoreApplication>

namespace earshot {

/// What the main button of a recording's row does.
enum class RecordingAction { None, Download, Pause, Resume, Retry, Play };

/// One row of the page Recordings in words.
struct RecordingRowWords {
    QString dateLarge; ///< "18"
    QString dateSmall; ///< "Nov", in another year "Nov 2025"
    QString title;
    QString detail;
    Tone detailTone = Tone::Dim;
    PillWords pill;
    std::optional<double> progress; ///< 0…1 while it is fetched
    RecordingAction action = RecordingAction::None;
    QString button;
    QString spoken; ///< the whole row for a screen reader; changes seldom

    bool operator==(const RecordingRowWords &) const = default;
};

/// The page Recordings in words.
class RecordingWords
{
    Q_DECLARE_TR_FUNCTIONS(RecordingWords)
public:
    static QString title(const QString &title); ///< safe to show, never empty
    static QString header(const LibraryView &view); ///< "12 on this computer · 1.1 GB · …"
    static QString count(const LibraryView &view); ///< "12"; empty where none is on this computer
    static RecordingRowWords row(const LibraryItem &item, WallTime now);
    static QString facts(const LibraryItem &item); ///< of the open recording, below its title
    static PillWords pill(const LibraryItem &item);

    static RecordingAction action(const LibraryItem &item);
    static QString button(RecordingAction action, LibraryItem::State state);

    static QString size(qint64 bytes); ///< "58 MB"
    static QString date(WallTime at); ///< "19 Nov 2026"; empty where it is not known
    static QString place(milliseconds at); ///< "1:12:40"
    static QString fileName(const LibraryItem &item); ///< to export it to: "2026-11-19 Night radio.opus"
    static QString sortName(RecordingsSort sort);
    static QString shownOf(size_t shown, size_t all);

    static Sentence trouble(const Failure &failure);
    static Sentence trouble(const LibraryItem &item); ///< which has one
    static Sentence folderTrouble(const Failure &failure);
    /// The last one of these, and how many can be taken back.
    static QString removed(const std::vector<QString> &titles);
    static QString back(const QString &title); ///< after an undo
    static QString exported(const QString &path);
    /// What has become of downloads, for who does not look; empty where nothing ended.
    static QString news(const LibraryView &before, const LibraryView &after);

private:
    static QString gaps(const LibraryItem &item);
    static QString progressWords(const LibraryItem &item);
    static QString detail(const LibraryItem &item);
};

} // namespace earshot
