#pragma once

#include <QAccessibleWidget>

namespace earshot {

/// What screen readers are told of a bar on which one chooses a place: a slider whose number is in seconds and whose
/// value is said in words.
class ReaderSlider : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit ReaderSlider(QWidget *bar)
        : QAccessibleWidget(bar, QAccessible::Slider)
    { }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text text) const override
    {
        return text == QAccessible::Value ? words() : QAccessibleWidget::text(text);
    }

protected:
    virtual QString words() const = 0; ///< the place, as it is said
};

/// Lets screen readers have a `Reader` of each `Bar`. Again and again is once.
template<typename Bar, typename Reader>
void tellReadersOf()
{
    QAccessible::installFactory([](const QString &, QObject *object) -> QAccessibleInterface * {
        auto *bar = qobject_cast<Bar *>(object);
        return bar ? new Reader(bar) : nullptr;
    });
}

} // namespace earshot
