#include "recordings/former_files.h"
#include "recordings/ogg_opus_finish.h"
#include "recordings/ogg_opus_mend.h"
#include "recordings/ogg_opus_reader.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdlib>

using namespace earshot;

/// Whatever a crash left of a recording: looking at it does no harm, and what can be finished is a file that can be read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QTemporaryDir folder;
    const QString left = folder.filePath(QStringLiteral("programme.opus"));
    QFile file(left);
    if (!file.open(QIODevice::WriteOnly)
        || file.write(reinterpret_cast<const char *>(data), qint64(size)) < 0)
        std::abort();
    file.close();
    const FormerFiles former(folder.path());
    const qint64 found = former.samplesOf(QStringLiteral("programme.opus"));
    if (found < 0)
        std::abort();
    const qint64 samples = std::min<qint64>(found, kMaxRecording.count() * 48);
    const QString to = folder.filePath(QStringLiteral("finished"));
    const auto finished = finishOggOpus(left, to, {{"TITLE", QStringLiteral("Evening")}}, samples);
    if (finished && finished->bytes != QFile(to).size())
        std::abort();
    if (finished && samples > 0 && readOggOpus(left) && !readOggOpus(to))
        std::abort();
    QFile::remove(to);
    const auto holes = mendOggOpus(left, to);
    if (holes && !holes->empty() && !QFile::exists(to))
        std::abort();
    QFile::remove(to);
    return 0;
}
