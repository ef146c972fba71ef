#include "recordings/recording_writer.h"

#include "recordings/folder_writer.h"

namespace earshot {

Result<std::unique_ptr<RecordingWriter>> RecordingWriter::open(const Plan &plan)
{
    if (!QDir().mkpath(plan.folder))
        return Failure{Cause::FileUnwritable, plan.folder};
    auto writer = std::make_unique<FolderWriter>(plan);
    if (const Outcome outcome = writer->begin(); !outcome)
        return outcome.failure();
    return std::unique_ptr<RecordingWriter>(std::move(writer));
}

} // namespace earshot
