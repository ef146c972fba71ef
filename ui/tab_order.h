#pragma once

#include <vector>

class QWidget;

namespace earshot {

/// Tab goes from each to the next.
void chainTabs(const std::vector<QWidget *> &stops);

/// Tab goes through `root` as its layouts are read, whatever was made first.
void chainTabsAsLaidOut(QWidget &root);

} // namespace earshot
