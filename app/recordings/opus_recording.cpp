#include "recordings/opus_recording.h"

#include "recordings/opus_bytes.h"

#include <opusfile.h>

#include <algorithm>

namespace earshot {

namespace {

/// Places nearer than this are the same damage.
constexpr qint64 kSameDamage = kFramesPerSecond / 2;
constexpr std::size_t kMostDamage = 10'000;
/// What cannot be read even by going on is given up after so many steps.
constexpr int kTries = 64;
/// Less is not worth opening it anew: 3 s of sound and more.
constexpr qint64 kMoreBytes = 32 * 1024;
constexpr qint64 kLongest = qint64(kFramesPerSecond) * 3600 * 24 * 366;
/// Before a place that is reached by counting packets, so much is decoded: Opus has found its state then (RFC 7845 §4.6).
constexpr qint64 kPreRoll = kFramesPerSecond / 10;

int readBytes(void *bytes, unsigned char *to, int atMost)
{
    return static_cast<OpusBytes *>(bytes)->read(to, atMost);
}

int seekBytes(void *stream, opus_int64 offset, int whence)
{
    auto &bytes = *static_cast<OpusBytes *>(stream);
    const qint64 from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? bytes.position() : bytes.size();
    const qint64 to = from + offset;
    return to >= 0 && to <= bytes.size() && bytes.seek(to) ? 0 : -1;
}

opus_int64 tellBytes(void *bytes)
{
    return static_cast<OpusBytes *>(bytes)->position();
}

/// Passes a packet without decoding it.
int passPacket(void *, OpusMSDecoder *, void *, const ogg_packet *, int, int, int, int)
{
    return 0;
}

struct Free {
    void operator()(::OggOpusFile *file) const { op_free(file); }
};
using File = std::unique_ptr<::OggOpusFile, Free>;

File openFile(OpusBytes &bytes, bool isSeekable)
{
    if (!bytes.seek(0))
        return {};
    const OpusFileCallbacks calls{
        readBytes, isSeekable ? seekBytes : nullptr, isSeekable ? tellBytes : nullptr, nullptr};
    return File(op_open_callbacks(&bytes, &calls, nullptr, 0, nullptr));
}

} // namespace

class OpusRecording::Private
{
public:
    Private(std::unique_ptr<OpusBytes> source, qint64 grownBytes)
        : bytes(std::move(source))
        , growsTo(grownBytes)
    { }

    bool open();
    void readTags();
    bool goOn(int error);
    void noteDamage(qint64 at);
    void skipTo(qint64 to);
    qint64 tell() const { return std::clamp<qint64>(op_pcm_tell(file.get()), 0, kLongest); }

    std::unique_ptr<OpusBytes> bytes;
    qint64 growsTo;
    File file; ///< before the bytes that it reads
    bool isSeekable = true; ///< false: its end makes no sense, so it is read from the beginning
    RecordingTags tags;
    qint64 available = 0;
    bool isCut = false;
    qint64 position = 0;
    std::vector<qint64> damage;
};

/// Anew, with the bytes that are there now. False: what was open stays so.
bool OpusRecording::Private::open()
{
    const qint64 place = bytes->position();
    const std::optional<OpusBytes::End> end = bytes->end();
    File opened = openFile(*bytes, true);
    const bool hasEnd = bool(opened);
    if (!hasEnd)
        opened = openFile(*bytes, false);
    if (!opened) {
        bytes->seek(place);
        return false;
    }
    file = std::move(opened);
    isSeekable = hasEnd;
    isCut = growsTo == 0 && !(end && end->isMarked && end->isLast);
    const qint64 told = isSeekable ? op_pcm_total(file.get(), -1)
        : end                      ? end->granule - op_head(file.get(), -1)->pre_skip
                                   : 0;
    available = std::clamp<qint64>(told, 0, kLongest);
    position = 0;
    return true;
}

void OpusRecording::Private::readTags()
{
    const OpusTags *all = op_tags(file.get(), isSeekable ? 0 : -1);
    if (!all)
        return;
    std::vector<QByteArray> comments;
    for (int i = 0; i < all->comments && comments.size() < kMaxRecordingTags; ++i)
        comments.emplace_back(all->user_comments[i], std::min(all->comment_lengths[i], 4096));
    tags = readRecordingTags(comments);
}

void OpusRecording::Private::noteDamage(qint64 at)
{
    const auto isNear = [at](qint64 known) { return std::abs(known - at) < kSameDamage; };
    if (damage.size() < kMostDamage && std::ranges::none_of(damage, isNear))
        damage.insert(std::ranges::upper_bound(damage, at), at);
}

/// After an error. False: there is no way on.
bool OpusRecording::Private::goOn(int error)
{
    noteDamage(position);
    if (error == OP_HOLE || error == OP_EBADPACKET)
        return true;
    if (!isSeekable)
        return false;
    for (qint64 step = kFramesPerSecond; position + step < available; step *= 2) {
        if (op_pcm_seek(file.get(), position + step) == 0 && tell() > position) {
            position = tell();
            return true;
        }
    }
    return false;
}

/// In a file whose end makes no sense: by counting packets.
void OpusRecording::Private::skipTo(qint64 to)
{
    if (to < position) {
        if (File again = openFile(*bytes, false)) {
            file = std::move(again);
            position = 0;
        }
    }
    std::vector<float> unheard(kFramesPerSecond * kStereo / 4);
    op_set_decode_callback(file.get(), passPacket, nullptr);
    bool isPassing = true;
    for (int errors = 0; position < to && errors < kTries;) {
        if (isPassing && position >= to - kPreRoll) {
            op_set_decode_callback(file.get(), nullptr, nullptr);
            isPassing = false;
        }
        const qint64 wanted = std::max<qint64>(1, isPassing ? to - kPreRoll - position : to - position);
        const int room = int(std::min<qint64>(wanted * kStereo, qint64(unheard.size())));
        const int frames = op_read_float_stereo(file.get(), unheard.data(), room);
        if (frames > 0)
            position += frames;
        else if (frames == 0)
            break;
        else
            ++errors;
    }
    op_set_decode_callback(file.get(), nullptr, nullptr);
}

OpusRecording::OpusRecording(std::unique_ptr<Private> p)
    : d(std::move(p))
{ }

OpusRecording::~OpusRecording() = default;

Result<std::unique_ptr<OpusRecording>> OpusRecording::of(std::unique_ptr<OpusBytes> bytes, qint64 growsTo)
{
    auto d = std::make_unique<Private>(std::move(bytes), growsTo);
    if (!d->open())
        return Failure{Cause::BadData, QStringLiteral("no Opus sound")};
    d->readTags();
    return std::unique_ptr<OpusRecording>(new OpusRecording(std::move(d)));
}

Result<std::unique_ptr<OpusRecording>> OpusRecording::open(const QString &path, qint64 growsTo)
{
    auto bytes = OpusBytes::open(path);
    if (!bytes)
        return bytes.failure();
    return of(std::move(*bytes), growsTo);
}

Result<std::unique_ptr<OpusRecording>> OpusRecording::ofMemory(const QByteArray &bytes)
{
    return of(OpusBytes::ofMemory(bytes), 0);
}

const RecordingTags &OpusRecording::tags() const
{
    return d->tags;
}

qint64 OpusRecording::available() const
{
    return std::max(d->available, d->position);
}

qint64 OpusRecording::length() const
{
    if (!isGrowing() || d->bytes->size() == 0)
        return available();
    return std::max(available(), qint64(double(available()) * double(d->growsTo) / double(d->bytes->size())));
}

bool OpusRecording::isGrowing() const
{
    return d->bytes->size() < d->growsTo;
}

bool OpusRecording::isCut() const
{
    return d->isCut;
}

const std::vector<qint64> &OpusRecording::damage() const
{
    return d->damage;
}

qint64 OpusRecording::position() const
{
    return d->position;
}

OpusRecording::Piece OpusRecording::read(std::span<float> stereo)
{
    for (int tries = 0; tries < kTries; ++tries) {
        const int frames = op_read_float_stereo(d->file.get(), stereo.data(), int(stereo.size()));
        if (frames > 0) {
            const qint64 begin = std::max<qint64>(0, d->isSeekable ? d->tell() - frames : d->position);
            d->position = begin + frames;
            return {frames, begin};
        }
        if (frames == 0 || !d->goOn(frames))
            break;
    }
    return {0, d->position};
}

void OpusRecording::seek(qint64 position)
{
    const qint64 to = std::clamp<qint64>(position, 0, available());
    if (!d->isSeekable) {
        d->skipTo(to);
        return;
    }
    ::OggOpusFile *file = d->file.get();
    if (op_pcm_seek(file, to) != 0) {
        // Damaged around there: by its share of the bytes, then on to the next that can be read.
        d->noteDamage(to);
        const double share = d->available > 0 ? double(to) / double(d->available) : 0;
        if (op_raw_seek(file, opus_int64(share * double(op_raw_total(file, -1)))) != 0)
            op_pcm_seek(file, 0);
    }
    d->position = d->tell();
}

bool OpusRecording::grow()
{
    const qint64 now = d->bytes->sizeNow();
    if (!isGrowing() || now < std::min(d->bytes->size() + kMoreBytes, d->growsTo) || !d->bytes->look())
        return false;
    const qint64 position = d->position;
    const qint64 before = d->available;
    if (!isGrowing())
        d->growsTo = 0; // all is there
    if (!d->open())
        return false;
    seek(position);
    return d->available > before;
}

} // namespace earshot
