#include "diagnosis/diagnose.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace earshot;

namespace {

/// The ids of a table's first column: `a.b` `.c` are a.b and a.c.
QStringList idsIn(const QString &cell)
{
    static const QRegularExpression kId(QStringLiteral("`([a-z_.]+)`"));
    QStringList ids;
    for (auto match = kId.globalMatch(cell); match.hasNext();) {
        QString id = match.next().captured(1);
        if (id.startsWith(u'.') && !ids.isEmpty())
            id.prepend(ids.back().left(ids.back().lastIndexOf(u'.')));
        ids << id;
    }
    return ids;
}

} // namespace

/// docs/STATUS.md is the catalogue as people read it.
class StatusPageTest : public QObject
{
    Q_OBJECT

private slots:
    void everyId_isOnThePageOnce_andNoOther()
    {
        QFile page(QStringLiteral(STATUS_PAGE));
        QVERIFY(page.open(QIODevice::ReadOnly));
        QStringList there;
        for (const QString &line : QString::fromUtf8(page.readAll()).split(u'\n')) {
            if (line.startsWith(QStringLiteral("| `")))
                there << idsIn(line.section(u'|', 1, 1));
        }
        there.sort();
        const std::vector<QString> all = allVerdictIds();
        QCOMPARE(there, QStringList(all.begin(), all.end()));
    }
};

QTEST_GUILESS_MAIN(StatusPageTest)
#include "status_page_test.moc"
