#include "gui_fixture.h"

#include "language.h"
#include "pill.h"
#include "text.h"
#include "theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <QScrollArea>
#include <QStyleFactory>
#include <QtTest>

namespace earshot::test {

std::unique_ptr<Timer> FixedClock::makeTimer()
{
    class Never final : public Timer
    {
    public:
        void start(microseconds, std::function<void()>) override { }
        void stop() override { }
        bool isActive() const override { return false; }
    };
    return std::make_unique<Never>();
}

Looks::Looks(bool dark, double scale, const QString &language)
{
    QApplication::setPalette(paletteFor(dark ? darkTokens() : lightTokens()));
    QFont font = QApplication::font();
    const QString inter = QStringLiteral("Inter");
    if (QFontDatabase::hasFamily(inter))
        font.setFamily(inter);
    font.setPixelSize(kDesignTextPx);
    QApplication::setFont(windowFont(font, scale));
    useLanguage(m_translators, language);
}

std::optional<Failure> anyLink(const QString &text)
{
    if (text.startsWith(QLatin1String("earshot://")))
        return std::nullopt;
    return Failure{Cause::LinkMalformed, QStringLiteral("scheme")};
}

QString screensFolder()
{
    const QString folder = QStringLiteral(EARSHOT_SCREENS);
    QDir().mkpath(folder);
    return folder;
}

QString textsIn(const QWidget *root)
{
    QStringList texts;
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        if (!widget->isVisible())
            continue;
        if (const auto *pill = qobject_cast<const Pill *>(widget))
            texts << pill->text();
        else
            texts << widget->property("text").toString();
    }
    texts.removeAll(QString());
    return texts.join(QLatin1Char('\n'));
}

static QString described(const QWidget *widget)
{
    return QStringLiteral("%1 \"%2\" is %3 × %4")
        .arg(QString::fromLatin1(widget->metaObject()->className()),
            widget->property("text").toString().isEmpty() ? widget->accessibleName()
                                                          : widget->property("text").toString())
        .arg(widget->width())
        .arg(widget->height());
}

/// Whether a scroll area lies between: then only the width has to fit.
static bool scrolls(const QWidget *parent)
{
    return parent->parentWidget() && qobject_cast<const QScrollArea *>(parent->parentWidget());
}

QString cutTexts(QWidget *root)
{
    QStringList cut;
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        if (!widget->isVisibleTo(root) || widget->isWindow() || widget->window() != root)
            continue;
        const QWidget *parent = widget->parentWidget();
        const bool outsideAcross = widget->x() < 0 || widget->x() + widget->width() > parent->width();
        const bool outsideDown = widget->y() < 0 || widget->y() + widget->height() > parent->height();
        if (outsideAcross || (outsideDown && !scrolls(parent)))
            cut << described(widget) + QStringLiteral(" and reaches out of its parent");
        if (const auto *text = qobject_cast<const Text *>(widget)) {
            const int needed = text->heightForWidth(text->width());
            if (text->height() < needed)
                cut << described(widget) + QStringLiteral(", needs height %1").arg(needed);
            if (text->width() < text->minimumSizeHint().width())
                cut << described(widget)
                        + QStringLiteral(", needs width %1").arg(text->minimumSizeHint().width());
        } else if (qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const Pill *>(widget)) {
            const QSize needed = widget->minimumSizeHint();
            if (widget->width() < needed.width() || widget->height() < needed.height())
                cut << described(widget)
                        + QStringLiteral(", needs %1 × %2").arg(needed.width()).arg(needed.height());
        }
    }
    return cut.join(QLatin1Char('\n'));
}

int runGuiTest(QObject &test, int argc, char **argv)
{
    qputenv("TZ", "Europe/Berlin");
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    return QTest::qExec(&test, argc, argv);
}

} // namespace earshot::test
