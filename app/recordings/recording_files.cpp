#include "recordings/recording_files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QSaveFile>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isOfAll(const RecordingGap &gap)
{
    return gap.cause == GapCause::Room || gap.cause == GapCause::Paused || gap.cause == GapCause::Limit;
}

} // namespace

QString trackFileName(const QString &speaker, const UserKey &key, const QSet<QString> &taken)
{
    constexpr qsizetype kMostLength = 40;
    QString base;
    for (const QChar c : speaker.normalized(QString::NormalizationForm_KD).toLower()) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            base += c;
        else if (!c.isMark() && !base.isEmpty() && !base.endsWith(u'-'))
            base += u'-';
    }
    base = base.left(kMostLength);
    while (base.endsWith(u'-'))
        base.chop(1);
    if (base.isEmpty())
        base = u"speaker"_s;
    base += u'-' + key.fingerprint();
    QString name = base + u".opus"_s;
    for (int number = 2; taken.contains(name); ++number)
        name = u"%1-%2.opus"_s.arg(base).arg(number);
    return name;
}

QString speakerLabel(const QString &name, const QString &fingerprint, const QSet<QString> &taken)
{
    const QString base = name.isEmpty() && taken.contains(name) ? fingerprint : name;
    QString label = base;
    for (int number = 2; taken.contains(label); ++number)
        label = u"%1 (%2)"_s.arg(base).arg(number);
    return label;
}

Outcome writeWhole(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    const auto failure = [&file, &path] {
        return Failure{Cause::FileUnwritable, u"%1: %2"_s.arg(path, file.errorString())};
    };
    if (!file.open(QIODevice::WriteOnly))
        return failure();
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (file.write(bytes) != bytes.size() || !file.commit())
        return failure();
    return Nothing{};
}

Result<RecordingFile> writeWaveformInto(const QString &folder, const Waveform &waveform)
{
    const QByteArray bytes = writeWaveform(waveform);
    if (const Outcome outcome = writeWhole(QDir(folder).filePath(kWaveform), bytes); !outcome)
        return outcome.failure();
    return RecordingFile{
        kWaveform, bytes.size(), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256)};
}

void leaveOutGaps(std::vector<RecordingGap> &gaps, std::size_t most)
{
    if (gaps.size() <= most || most == 0)
        return;
    RecordingGap rest{gaps[most - 1].at, milliseconds{0}, GapCause::Limit, {}};
    for (std::size_t i = most - 1; i < gaps.size(); ++i)
        rest.length = std::max(rest.length, gaps[i].at + gaps[i].length - rest.at);
    gaps.resize(most - 1);
    gaps.push_back(rest);
}

void nameServersGaps(std::vector<RecordingGap> &gaps)
{
    // Whose half the other's covers; both in order of time.
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        for (std::size_t k = i + 1; k < gaps.size() && gaps[k].at < gaps[i].at + gaps[i].length; ++k) {
            if (gaps[i].speaker == gaps[k].speaker || isOfAll(gaps[i]) || isOfAll(gaps[k]))
                continue;
            const milliseconds both
                = std::min(gaps[i].at + gaps[i].length, gaps[k].at + gaps[k].length) - gaps[k].at;
            if (both * 2 >= std::max(gaps[i].length, gaps[k].length))
                gaps[i].cause = gaps[k].cause = GapCause::Server;
        }
    }
}

} // namespace earshot
