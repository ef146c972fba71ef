#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>

#include <opusfile.h>

#include <memory>
#include <vector>

namespace earshot::test {

/// An Ogg Opus file as another program's library (opusfile) plays it.
class OpusPlayback
{
public:
    static OpusPlayback ofFile(const QString &path)
    {
        return OpusPlayback(op_open_file(path.toUtf8().constData(), nullptr));
    }
    /// `bytes` must outlive it.
    static OpusPlayback ofBytes(const QByteArray &bytes)
    {
        return OpusPlayback(op_open_memory(
            reinterpret_cast<const unsigned char *>(bytes.constData()), std::size_t(bytes.size()), nullptr));
    }

    bool isOpen() const { return m_file != nullptr; }
    qint64 length() const { return op_pcm_total(m_file.get(), -1); }
    QByteArray tag(const char *name) const
    {
        const char *value = opus_tags_query(op_tags(m_file.get(), -1), name, 0);
        return value ? QByteArray(value) : QByteArray();
    }
    int tagCount(const char *name) const { return opus_tags_query_count(op_tags(m_file.get(), -1), name); }

    /// From sample `from` on, mono; fewer at the end.
    std::vector<float> samples(qint64 from, qint64 count)
    {
        if (op_pcm_seek(m_file.get(), from) != 0)
            return {};
        return rest(count);
    }
    /// What comes next, until the end or the first thing that cannot be played.
    std::vector<float> rest(qint64 most)
    {
        std::vector<float> all;
        std::vector<float> block(5760 * 2);
        while (qint64(all.size()) < most) {
            const int frames = op_read_float(m_file.get(), block.data(), int(block.size()), nullptr);
            if (frames <= 0)
                break;
            const int channels = op_channel_count(m_file.get(), -1);
            for (int i = 0; i < frames && qint64(all.size()) < most; ++i)
                all.push_back(block[std::size_t(i * channels)]);
        }
        return all;
    }

private:
    struct Free {
        void operator()(::OggOpusFile *file) const { op_free(file); }
    };
    explicit OpusPlayback(::OggOpusFile *file)
        : m_file(file)
    { }
    std::unique_ptr<::OggOpusFile, Free> m_file;
};

/// What a program says that checks files: empty = nothing to complain of.
inline QString complaintsOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(120'000))
        return program + QStringLiteral(": ") + process.errorString();
    const QString said = QString::fromUtf8(process.readAll());
    QStringList complaints;
    for (const QString &line : said.split(QLatin1Char('\n'))) {
        if (line.contains(QLatin1String("warning"), Qt::CaseInsensitive)
            || line.contains(QLatin1String("error"), Qt::CaseInsensitive)
            || line.contains(QLatin1String("invalid"), Qt::CaseInsensitive))
            complaints.push_back(line);
    }
    if (process.exitCode() != 0)
        complaints.push_back(QStringLiteral("exit code %1").arg(process.exitCode()));
    return complaints.join(QLatin1Char('\n'));
}

} // namespace earshot::test
