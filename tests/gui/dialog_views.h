#pragma once

#include <QDialog>

#include <functional>
#include <memory>
#include <vector>

namespace earshot::test {

/// A dialog at one moment, with a name for the picture.
struct DialogMoment {
    const char *name;
    std::function<std::unique_ptr<QDialog>()> make; ///< in the looks of now
};

/// Every dialog of the window, each with all controls that it can have.
std::vector<DialogMoment> dialogMoments();

} // namespace earshot::test
