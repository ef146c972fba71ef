#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "event/recording.h"
#include "recordings/waveform.h"

#include <QByteArray>
#include <QSet>

namespace earshot {

inline const QString kProgramme = QStringLiteral("programme.opus");
inline const QString kWaveform = QStringLiteral("waveform.dat");

/// `<name>-<fingerprint>.opus` in `[a-z0-9-]`, none of `taken`.
QString trackFileName(const QString &speaker, const UserKey &key, const QSet<QString> &taken);

/// What a speaker is called in a recording: of several with one name, the later ones by a number too.
QString speakerLabel(const QString &name, const QString &fingerprint, const QSet<QString> &taken);

/// Replaces the file as a whole, mode 0600. Fails with FileUnwritable.
Outcome writeWhole(const QString &path, const QByteArray &bytes);

/// The overview, into that folder.
Result<RecordingFile> writeWaveformInto(const QString &folder, const Waveform &waveform);

/// Of too many gaps, in order of time, the last ones become one, of cause Limit.
void leaveOutGaps(std::vector<RecordingGap> &gaps, std::size_t most);

/// Gaps of cause Speaker that two speakers have at once were the servers'.
void nameServersGaps(std::vector<RecordingGap> &gaps);

} // namespace earshot
