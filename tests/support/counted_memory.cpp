#include "support/counted_memory.h"

#include <cstdlib>
#include <new>

namespace {

thread_local bool t_isCounting = false;
thread_local int t_count = 0;

void *counted(std::size_t size)
{
    t_count += t_isCounting;
    if (void *memory = std::malloc(size ? size : 1))
        return memory;
    throw std::bad_alloc();
}

} // namespace

void *operator new(std::size_t size)
{
    return counted(size);
}
void *operator new[](std::size_t size)
{
    return counted(size);
}
void *operator new(std::size_t size, const std::nothrow_t &) noexcept
{
    t_count += t_isCounting;
    return std::malloc(size ? size : 1);
}
void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete[](void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void *memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace earshot::test {

void Allocations::count(bool on)
{
    t_isCounting = on;
}

int Allocations::counted()
{
    return t_count;
}

} // namespace earshot::test
