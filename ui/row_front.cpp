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

/// Narrower, in the design, titles are not read in a line.
constexpr int kTitleRoom = 260;

void arrangeRow(QWidget &row, QBoxLayout &whole, QBoxLayout &end, int dateWidth, int endWidth,
    std::span<QWidget *const> endParts)
{
    const bool narrow = row.width() < endWidth + dateWidth + scaled(kTitleRoom);
    const bool stacked = row.width() < endWidth + 2 * gap(17);
    whole.setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    end.setDirection(stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    end.setSpacing(gap(stacked ? 8 : 16));
    for (QWidget *part : endParts)
        end.setAlignment(part, stacked ? Qt::AlignTrailing : Qt::AlignVCenter);
}

} // namespace earshot
