#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

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

const QStringList kParts{"reach", "server", "event", "stage", "speaking", "line", "ear", "pairs"};

/// Of the status catalogue, without those of the host's and the speaker's own side.
const QStringList kIds{"link.malformed", "net.offline", "net.dns", "net.refused", "net.timeout",
    "net.captive", "net.tls.expired", "net.tls.name", "net.tls.untrusted", "net.clock", "http.status",
    "server.foreign", "server.full", "server.account_full", "server.draining", "server.lost", "server.old",
    "server.protocol", "ticket.expired", "ticket.rejected", "ticket.revoked", "ticket.limited",
    "event.unknown", "event.scheduled", "event.late", "event.postponed", "event.moved", "event.cancelled",
    "event.ended", "event.full_fallback", "desk.silent", "stage.empty", "stage.muted", "stage.silent_mic",
    "stage.dropped", "stage.uplink_choppy", "stage.muffled", "stage.clipping", "stage.howl", "you.stalled",
    "you.slow", "you.jitter", "you.resumed", "you.busy", "out.none", "out.unplugged", "out.failed",
    "out.suspended", "out.muted", "out.volume_zero", "out.mismatch", "ok.live", "ok.delayed"};

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
    QSet<QString> missing(kIds.begin(), kIds.end());
    missing -= m_ids;
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
