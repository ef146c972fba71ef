#include "client/library_memory.h"

#include <cstdlib>

using namespace earshot;

/// What is read of the library's own files is written in a way that reads the same, and names no file elsewhere.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto memory = readLibraryMemory(bytes)) {
        const QByteArray written = writeLibraryMemory(*memory);
        const auto again = readLibraryMemory(written);
        if (written.size() <= kMaxLibraryMemory && (!again || *again != *memory))
            std::abort();
        const QString folder = recordingFolder(*memory->card.recorded);
        if (folder.contains(u'/') || folder.contains(u'\\') || folder.startsWith(u'.') || folder.size() > 200)
            std::abort();
        recordingStart(memory->card.recorded->folder);
    }
    if (const auto notes = readLibraryNotes(bytes)) {
        const QByteArray written = writeLibraryNotes(*notes);
        const auto again = readLibraryNotes(written);
        if (written.size() <= kMaxLibraryNotes && (!again || *again != *notes))
            std::abort();
    }
    return 0;
}
