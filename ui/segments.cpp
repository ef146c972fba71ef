#include "segments.h"

#include "button.h"
#include "theme.h"

#include <QHBoxLayout>

namespace earshot {

Segments::Segments(const QString &name, const QStringList &words, QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap(8));
    for (const QString &word : words) {
        auto *button = new Button(Button::Kind::Plain, word, this);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setFocusPolicy(Qt::ClickFocus); // Tab goes to the one that holds, arrows to the others
        button->setAccessibleName(name + QStringLiteral(": ") + word);
        connect(button, &Button::toggled, this, [this, button](bool checked) {
            button->setKind(checked ? Button::Kind::Primary : Button::Kind::Plain);
            button->setFocusPolicy(checked ? Qt::StrongFocus : Qt::ClickFocus);
            if (checked)
                setFocusProxy(button);
        });
        connect(
            button, &Button::clicked, this, [this, index = int(m_buttons.size())] { emit chosen(index); });
        layout->addWidget(button);
        m_buttons.push_back(button);
    }
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Segments::setChosen(int index)
{
    m_buttons.at(size_t(index))->setChecked(true);
}

void Segments::setStretched()
{
    for (Button *button : m_buttons)
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

} // namespace earshot
