#include "diagnosis/diagnose.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace earshot;

/// What all programs of the fault laboratory measured, as one table, and whether it is good enough.
class FaultlabTableTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyId_wasInjected();
    void everyFault_isNamedRight();
    void ninetyFiveOfHundred_areNamedWithin3Seconds();
    void nothing_isUnknown();

private:
    QList<QJsonObject> m_rows; ///< those whose fault was made
    QSet<QString> m_ids; ///< also of what this computer cannot make
};

namespace {

/// From the moment when it can be known.
constexpr int kNamedWithinMs = 3000;

const QStringList kParts{
    "reach", "server", "event", "stage", "speaking", "microphone", "hosting", "line", "ear", "pairs"};

/// An id of the catalogue that is no fault, or whose fault another program than these makes.
struct ShownElsewhere {
    const char *id;
    const char *file; ///< below tests/
    const char *by; ///< what in that file shows it
};

constexpr ShownElsewhere kElsewhere[] = {
    {"idle", "unit/situations.cpp", "\"idle\""}, // no fault
    {"checking", "unit/situations.cpp", "\"checking\""}, // no fault: before the first answer
    {"checking.slow", "unit/situations.cpp", "\"checking.slow\""}, // here it would be one of Earshot
    {"ok.recording", "unit/situations.cpp", "\"ok.recording\""}, // no fault
    {"stage.choppy", "simulation/listening_simulation_test.cpp", "\"stage.choppy\""},
    {"server.choppy", "simulation/listening_simulation_test.cpp", "\"server.choppy\""},
    // The server's own words are sorted there, and each cause has its row in unit/situations.cpp.
    {"server.busy", "unit/server_error_test.cpp", "Cause::AuthenticationTimeout"},
    {"server.no_answer", "unit/pending_requests_test.cpp", "Cause::RequestTimeout"},
    {"desk.conflict", "unit/desk_lease_test.cpp", "Cause::WrongRevision"},
    {"server.no_room", "integration/object_writer_test.cpp", "Cause::StorageFull"},
    {"engine.running", "integration/engine_test.cpp", "Cause::AlreadyRunning"},
};

/// Nothing where it was not named.
std::optional<int> namedAfterKnowable(const QJsonObject &row)
{
    if (!row["named_after_ms"].isDouble())
        return std::nullopt;
    return std::max(0, row["named_after_ms"].toInt() - row["knowable_after_ms"].toInt());
}

QString line(const QJsonObject &row)
{
    const auto after = namedAfterKnowable(row);
    const QString skipped = row["skipped"].toString();
    if (!skipped.isEmpty())
        return QStringLiteral("| `%1` | %2 | not made | %3 | |\n")
            .arg(row["id"].toString(), row["how"].toString(), skipped);
    return QStringLiteral("| `%1` | %2 | %3 | %4 | %5 |\n")
        .arg(row["id"].toString(), row["how"].toString(), row["clock"].toString(),
            after ? QString::number(*after) : QStringLiteral("not named"), row["wrong"].toString());
}

} // namespace

void FaultlabTableTest::initTestCase()
{
    QString table = "| id | fault | known from | named after, ms | blamed wrongly |\n|---|---|---|---|---|\n";
    for (const QString &part : kParts) {
        QFile file(QStringLiteral(FAULTLAB_RESULTS "/") + part + ".json");
        if (!file.open(QIODevice::ReadOnly))
            QSKIP(qPrintable("the laboratory's part \"" + part + "\" has not run"));
        for (const auto &row : QJsonDocument::fromJson(file.readAll()).array()) {
            const QJsonObject one = row.toObject();
            table += line(one);
            m_ids << one["id"].toString();
            if (one["skipped"].toString().isEmpty())
                m_rows << one;
        }
    }
    QFile file(QStringLiteral(FAULTLAB_RESULTS "/table.md"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(table.toUtf8());
    qInfo("%s", qUtf8Printable(table));
}

void FaultlabTableTest::everyId_wasInjected()
{
    const std::vector<QString> all = allVerdictIds();
    QSet<QString> missing(all.begin(), all.end());
    missing -= m_ids;
    for (const ShownElsewhere &one : kElsewhere) {
        QVERIFY2(missing.remove(one.id), one.id); // else it is shown here, or is no id
        QFile file(QStringLiteral(TESTS_FOLDER "/") + one.file);
        QVERIFY2(file.open(QIODevice::ReadOnly) && file.readAll().contains(one.by), one.id);
    }
    QVERIFY2(missing.isEmpty(), qPrintable(QStringList(missing.values()).join(", ")));
}

void FaultlabTableTest::everyFault_isNamedRight()
{
    for (const QJsonObject &row : std::as_const(m_rows))
        QVERIFY2(row["wrong"].toString().isEmpty(), qPrintable(line(row)));
}

void FaultlabTableTest::ninetyFiveOfHundred_areNamedWithin3Seconds()
{
    const auto inTime = std::count_if(m_rows.begin(), m_rows.end(), [](const QJsonObject &row) {
        const auto after = namedAfterKnowable(row);
        return after && *after <= kNamedWithinMs;
    });
    const double share = double(inTime) / double(m_rows.size());
    qInfo("%d of %d named within 3 s", int(inTime), int(m_rows.size()));
    QVERIFY2(share >= 0.95, qPrintable(QString::number(share)));
}

void FaultlabTableTest::nothing_isUnknown()
{
    for (const QJsonObject &row : std::as_const(m_rows))
        QVERIFY2(!row["unknown"].toBool() && namedAfterKnowable(row), qPrintable(line(row)));
}

QTEST_GUILESS_MAIN(FaultlabTableTest)
#include "faultlab_table_test.moc"
