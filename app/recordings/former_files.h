#pragma once

#include "base/units.h"

#include <QString>

#include <map>
#include <optional>

namespace earshot {

/// What a former run left in a recording's folder: its files stay until they are replaced by longer ones, and where they hold
/// more of the beginning, beside these under another name ("former-1-…").
class FormerFiles
{
public:
    /// Reads them, without their leftovers.
    explicit FormerFiles(const QString &folder);
    /// Removes what was never playable as a whole.
    static void removeLeftovers(const QString &folder);

    struct Sound {
        qint64 samples = 0; ///< in all
        std::optional<qint64> first; ///< place of the first that is no silence
    };
    /// Samples of the file, 0 where there is none.
    qint64 samplesOf(const QString &name) const;
    /// The file in which a former run wrote this speaker; empty where there is none.
    QString trackOf(const QString &key) const;
    const std::map<QString, QString> &tracks() const { return m_tracks; }
    /// The place of that track's first sound.
    std::optional<qint64> firstSoundOf(const QString &key) const;

    /// Gives it another name, so that it stays. False: it cannot be moved.
    bool keep(const QString &name);

private:
    QString m_folder;
    std::map<QString, Sound> m_sounds; ///< by file
    std::map<QString, QString> m_tracks; ///< file by key
};

} // namespace earshot
