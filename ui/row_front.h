#pragma once

#include <span>

class QBoxLayout;
class QLayout;
class QWidget;

namespace earshot {

class Text;

/// Where a row of a list begins: its date over a smaller line, and beside them its title over what there is to say.
QLayout *makeRowFront(Text *dateLarge, Text *dateSmall, Text *title, Text *detail);

/// Where there is no room, a row's end stands below its front, and the end's parts below each other. The widths are what
/// the date and the end need side by side.
void arrangeRow(QWidget &row, QBoxLayout &whole, QBoxLayout &end, int dateWidth, int endWidth,
    std::span<QWidget *const> endParts);

} // namespace earshot
