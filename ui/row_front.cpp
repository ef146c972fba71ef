#include "row_front.h"

#include "text.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

QLayout *makeRowFront(Text *dateLarge, Text *dateSmall, Text *title, Text *detail)
{
    auto *date = new QVBoxLayout;
    date->setSpacing(0);
    date->addStretch();
    for (Text *text : {dateLarge, dateSmall}) {
        text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        date->addWidget(text);
    }
    date->addStretch();
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch();
    words->addWidget(title);
    words->addWidget(detail);
    words->addStretch();
    auto *front = new QHBoxLayout;
    front->setSpacing(gap(16));
    front->addLayout(date);
    front->addLayout(words, 1);
    return front;
}

} // namespace earshot
