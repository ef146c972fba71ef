#include "desk/page_writer.h"

#include <QCoreApplication>

/// Rewrites the page of its first argument without pause, each time of another length, to be killed by a test.
int main(int argc, char **argv)
{
    using namespace earshot;
    QCoreApplication app(argc, argv);
    DiscoveryPage page{"Ann", {}, {}, {}, {}, {}};
    for (int i = 0;; ++i) {
        page.schedule.clear();
        for (int n = 0; n < 1 + i % 97; ++n)
            page.schedule.push_back({*EventId::parse(QStringLiteral("event-%1").arg(n)), QString(100, u'x')});
        page.note = QString::number(page.schedule.size());
        if (!PageWriter::write(app.arguments().value(1), writeDiscoveryPage(page)))
            return 1;
    }
}
