// How time stretching sounds, measured: speech, music and noise at four rates through Earshot's stretch and its peers.
//
// stretch_quality [--json] [--keep FOLDER] [--seconds S] [--alone]
#include "audio/wav_writer.h"
#include "stretch/material.h"
#include "stretch/score.h"

#include <QDir>

#include <cstdio>
#include <cstring>
#include <ctime>

using namespace stretching;

namespace {

struct Row {
    std::string material;
    double faster = 0;
    std::string by;
    Score score;
    double cpu = 0; ///< ms for a second of the source
};

bool keep(const QString &folder, const std::string &name, const std::vector<float> &sound)
{
    const auto path = QDir(folder).filePath(QString::fromStdString(name) + ".wav");
    auto writer = earshot::WavWriter::create(path);
    return writer && writer->write(sound);
}

void printTable(const std::vector<Row> &rows)
{
    std::printf("%-12s %6s  %-11s %9s %8s %8s %8s %8s %8s\n", "sound", "asked", "by", "reached", "LSD dB",
        "SC dB", "attacks", "width dB", "CPU ms/s");
    for (const Row &row : rows) {
        std::printf("%-12s %+5.0f%%  %-11s %+8.1f%% %8.2f %8.1f %8.0f %+8.2f %8.2f\n", row.material.c_str(),
            100 * row.faster, row.by.c_str(), 100 * row.score.fasterReached, row.score.logSpectralDistance,
            row.score.convergence, row.score.attacks, row.score.widthChange, row.cpu);
    }
}

void printJson(const std::vector<Row> &rows)
{
    std::printf("[");
    for (const Row &row : rows) {
        std::printf("%s{\"sound\":\"%s\",\"asked\":%.2f,\"by\":\"%s\",\"reached\":%.4f,\"lsd_db\":%.3f,"
                    "\"convergence_db\":%.2f,\"attacks_percent\":%.1f,\"width_change_db\":%.3f,\"cpu_ms_per_"
                    "s\":%.3f}",
            &row == rows.data() ? "" : ",\n", row.material.c_str(), row.faster, row.by.c_str(),
            row.score.fasterReached, row.score.logSpectralDistance, row.score.convergence, row.score.attacks,
            row.score.widthChange, row.cpu);
    }
    std::printf("]\n");
}

} // namespace

int main(int count, char **arguments)
{
    bool json = false;
    bool alone = false;
    QString folder;
    double seconds = 12;
    for (int i = 1; i < count; ++i) {
        if (!std::strcmp(arguments[i], "--json"))
            json = true;
        else if (!std::strcmp(arguments[i], "--alone"))
            alone = true;
        else if (!std::strcmp(arguments[i], "--keep") && i + 1 < count)
            folder = QString::fromLocal8Bit(arguments[++i]);
        else if (!std::strcmp(arguments[i], "--seconds") && i + 1 < count)
            seconds = std::max(1.0, std::atof(arguments[++i]));
        else {
            std::fprintf(
                stderr, "usage: %s [--json] [--keep FOLDER] [--seconds S] [--alone]\n", arguments[0]);
            return 2;
        }
    }
    std::vector<std::unique_ptr<Stretcher>> stretchers;
    stretchers.push_back(makeEarshot());
#ifdef WITH_NETEQ
    stretchers.push_back(makeNetEq());
#endif
#ifdef WITH_SOUNDTOUCH
    stretchers.push_back(makeSoundTouch());
#endif
    if (alone)
        stretchers.resize(1);
    bool kept = folder.isEmpty() || QDir().mkpath(folder);
    std::vector<Row> rows;
    for (const Material &material : makeMaterial(seconds)) {
        if (!folder.isEmpty())
            kept = keep(folder, material.name, material.sound) && kept;
        for (const double faster : {-0.25, -0.10, 0.10, 0.15, 0.30}) {
            for (const auto &stretcher : stretchers) {
                const std::clock_t began = std::clock();
                const Stretched stretched = stretcher->stretch(material.sound, faster);
                const double cpu = 1000 * double(std::clock() - began) / CLOCKS_PER_SEC / seconds;
                rows.push_back(
                    {material.name, faster, stretcher->name(), score(material.sound, stretched), cpu});
                if (!folder.isEmpty()) {
                    char name[100];
                    std::snprintf(name, sizeof name, "%s_%+.0f_%s", material.name.c_str(), 100 * faster,
                        stretcher->name());
                    kept = keep(folder, name, stretched.sound) && kept;
                }
            }
        }
    }
    json ? printJson(rows) : printTable(rows);
    if (!kept)
        std::fprintf(stderr, "not all files could be written to %s\n", qPrintable(folder));
    return kept ? 0 : 1;
}
