#include "language.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace earshot {

void useLanguage(QObject &keeper, const QString &code)
{
    const QLocale system = QLocale::system();
    const bool german = code.isEmpty() ? system.language() == QLocale::German : code == QLatin1String("de");
    const QLocale::Language language = german ? QLocale::German : QLocale::English;
    if (system.language() == language)
        QLocale::setDefault(system);
    else
        QLocale::setDefault(german ? QLocale(QLocale::German, QLocale::Germany)
                                   : QLocale(QLocale::English, QLocale::UnitedKingdom));
    qDeleteAll(keeper.findChildren<QTranslator *>(QString(), Qt::FindDirectChildrenOnly));
    if (!german)
        return;
    for (const QString &part : {QStringLiteral("ui"), QStringLiteral("diagnosis")}) {
        auto *translator = new QTranslator(&keeper);
        if (translator->load(QStringLiteral(":/i18n/%1_de.qm").arg(part)))
            QCoreApplication::installTranslator(translator);
    }
}

} // namespace earshot
