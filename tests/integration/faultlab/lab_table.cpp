#include "integration/faultlab/lab_table.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkInterface>
#include <QRegularExpression>

namespace earshot::test {

namespace {

struct Measured {
    LabRow row;
    VerdictLog::Naming naming;
};

std::vector<Measured> &measured()
{
    static std::vector<Measured> all;
    return all;
}

QJsonObject asJson(const Measured &one)
{
    const auto &[row, naming] = one;
    return {{"id", row.id}, {"how", row.how}, {"clock", row.clock},
        {"knowable_after_ms", qint64(row.knowableAfter.count())},
        {"named_after_ms", naming.after ? QJsonValue(qint64(naming.after->count())) : QJsonValue()},
        {"wrong", naming.wrong}, {"unknown", naming.wasUnknown}};
}

} // namespace

void addLabRows(const std::vector<LabFault> &faults)
{
    QTest::addColumn<int>("row");
    for (std::size_t i = 0; i < faults.size(); ++i) {
        const LabRow &row = faults[i].row;
        QTest::newRow(qPrintable(QString::fromLatin1(row.id) + ": " + QString::fromUtf8(row.how))) << int(i);
    }
}

void keepRow(const LabRow &row, const VerdictLog::Naming &naming)
{
    measured().push_back({row, naming});
}

void writeRows(const QString &part)
{
    QJsonArray rows;
    QString table = QStringLiteral("from fault to sentence:");
    for (const Measured &one : measured()) {
        rows << asJson(one);
        table += QStringLiteral("\n  %1 %2 ms  (knowable after %3 ms: %4)  %5")
                     .arg(one.row.id, -22)
                     .arg(one.naming.after ? QString::number(one.naming.after->count()) : "–", 6)
                     .arg(one.row.knowableAfter.count(), 5)
                     .arg(QString::fromUtf8(one.row.clock), QString::fromUtf8(one.row.how));
    }
    qInfo("%s", qUtf8Printable(table));
    QDir().mkpath(QStringLiteral(FAULTLAB_RESULTS));
    QFile file(QStringLiteral(FAULTLAB_RESULTS "/%1.json").arg(part));
    if (file.open(QIODevice::WriteOnly))
        file.write(QJsonDocument(rows).toJson());
}

QString secretIn(const QByteArray &printed, const QByteArray &ticket)
{
    const QString text = QString::fromUtf8(printed);
    // A NATS key is a letter and 55 of base32; a seed begins with S and has 58 (its kind is the second letter).
    static const QRegularExpression key(QStringLiteral("\\b(U[A-Z2-7]{55}|S[UAON][A-Z2-7]{56})\\b"));
    static const QRegularExpression jwt(QStringLiteral("eyJ[A-Za-z0-9_-]{20,}"));
    if (!ticket.isEmpty() && text.contains(QString::fromLatin1(ticket.right(40))))
        return QStringLiteral("the ticket");
    for (const auto &pattern : {key, jwt}) {
        const auto match = pattern.match(text);
        if (match.hasMatch())
            return match.captured();
    }
    const QList<QHostAddress> own = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : own) {
        if (!address.isLoopback() && text.contains(address.toString()))
            return QStringLiteral("an address of this computer");
    }
    return {};
}

} // namespace earshot::test
