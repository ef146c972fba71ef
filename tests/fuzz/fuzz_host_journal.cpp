#include "client/host_journal.h"

#include <QFile>
#include <QTemporaryDir>

#include <cstdlib>

using namespace earshot;

/// What is read of the file is what its offer can be made of; a crash of the host never makes one of the program.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("hosting.json"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || file.write(reinterpret_cast<const char *>(data), qint64(size)) < 0)
        std::abort();
    file.close();
    const auto memory = HostJournal(path).read();
    if (!memory || !*memory)
        return 0;
    const HostOffer offer = (*memory)->offer();
    if (offer.event != (*memory)->event)
        std::abort();
    if ((*memory)->record && lasting(*(*memory)->record).state.stage.size() > std::size_t(kMaxStage))
        std::abort();
    return 0;
}
