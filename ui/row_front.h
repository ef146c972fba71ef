#pragma once

class QLayout;

namespace earshot {

class Text;

/// Where a row of a list begins: its date over a smaller line, and beside them its title over what there is to say.
QLayout *makeRowFront(Text *dateLarge, Text *dateSmall, Text *title, Text *detail);

} // namespace earshot
