#include "recordings/programme_writer.h"

#include "recordings/filling_packets.h"

#include <opus.h>

#include <algorithm>
#include <limits>
#include <new>
#include <numeric>
#include <utility>

namespace earshot {

namespace {

constexpr int kSampleRate = 48000;
constexpr int kBitrate = 96'000;
constexpr int kMostBytes = 1276;
constexpr int kTickSamples = kSampleRate / 1000 * ChapterMarks::kTickMs;
constexpr double kHeardPower = 1e-5; ///< -50 dBFS

OpusEncoder *makeEncoder()
{
    int error = OPUS_OK;
    OpusEncoder *encoder = opus_encoder_create(kSampleRate, 1, OPUS_APPLICATION_AUDIO, &error);
    if (!encoder)
        throw std::bad_alloc();
    opus_encoder_ctl(encoder, OPUS_SET_BITRATE(kBitrate));
    opus_encoder_ctl(encoder, OPUS_SET_VBR(1));
    return encoder;
}

int lookaheadOf(OpusEncoder *encoder)
{
    opus_int32 lookahead = 0;
    opus_encoder_ctl(encoder, OPUS_GET_LOOKAHEAD(&lookahead));
    return lookahead;
}

} // namespace

void ProgrammeWriter::Free::operator()(OpusEncoder *encoder) const
{
    opus_encoder_destroy(encoder);
}

ProgrammeWriter::ProgrammeWriter(const QString &path, quint32 serial, const std::vector<OpusTag> &tags)
    : m_encoder(makeEncoder())
    , m_file(path, {1, lookaheadOf(m_encoder.get()), serial}, tags)
{ }

ProgrammeWriter::~ProgrammeWriter() = default;

int ProgrammeWriter::addVoice()
{
    m_voices.push_back(std::make_unique<Voice>());
    return int(m_voices.size()) - 1;
}

void ProgrammeWriter::add(int voice, PlacedPacket packet)
{
    m_voices[std::size_t(voice)]->renderer.add(std::move(packet));
}

void ProgrammeWriter::renderTo(qint64 place)
{
    while (m_rendered + kBlock <= place)
        renderBlock(std::numeric_limits<qint64>::max());
}

void ProgrammeWriter::renderToEnd(qint64 place)
{
    while (m_rendered < place + m_file.form().preSkip || m_filled > 0)
        renderBlock(place);
    m_file.endPage();
}

void ProgrammeWriter::renderBlock(qint64 end)
{
    const auto block = std::span(m_frame).subspan(std::size_t(m_filled), kBlock);
    std::fill(block.begin(), block.end(), 0.0f);
    std::array<float, kBlock> sound;
    for (const auto &voice : m_voices) {
        sound.fill(0);
        if (!voice->renderer.mix(m_rendered, sound))
            continue;
        voice->energy = std::inner_product(sound.begin(), sound.end(), sound.begin(), voice->energy);
        std::transform(sound.begin(), sound.end(), block.begin(), block.begin(), std::plus{});
    }
    m_limiter.process(block);
    const qint64 heard = std::clamp<qint64>(end - m_rendered, 0, kBlock);
    m_meter.add(block.first(std::size_t(heard)));
    m_rendered += kBlock;
    if (m_rendered % kTickSamples == 0)
        endTick();
    m_filled += kBlock;
    if (m_filled == kFrame)
        encode();
}

void ProgrammeWriter::endTick()
{
    std::vector<int> heard;
    for (std::size_t i = 0; i < m_voices.size(); ++i) {
        if (m_voices[i]->energy > kHeardPower * kTickSamples)
            heard.push_back(int(i));
        m_voices[i]->energy = 0;
    }
    m_marks.add(heard);
}

void ProgrammeWriter::encode()
{
    m_filled = 0;
    const bool isSilent = std::ranges::all_of(m_frame, [](float x) { return std::abs(x) < 1e-9f; });
    m_silentFrames = isSilent ? std::min(m_silentFrames + 1, 2) : 0;
    // After two silent frames the decoder is as at its beginning, so the encoder may begin anew as well.
    if (m_silentFrames == 2) {
        if (!std::exchange(m_isFresh, true))
            opus_encoder_ctl(m_encoder.get(), OPUS_RESET_STATE);
        m_file.add(kSilentPacket, kFrame);
        return;
    }
    m_isFresh = false;
    std::array<std::uint8_t, kMostBytes> bytes;
    const int size = opus_encode_float(m_encoder.get(), m_frame.data(), kFrame, bytes.data(), kMostBytes);
    m_file.add(
        size > 0 ? std::span<const std::uint8_t>(bytes).first(std::size_t(size)) : kSilentPacket, kFrame);
}

} // namespace earshot
