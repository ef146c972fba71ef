#pragma once

namespace earshot::test {

/// How often this thread asked for memory by `new` while it counted; for the calls that must not. A test that lists
/// counted_memory.cpp among its sources has it.
struct Allocations {
    static void count(bool on);
    static int counted();
};

} // namespace earshot::test
