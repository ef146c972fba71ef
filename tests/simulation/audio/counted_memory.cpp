#include "simulation/audio/trace_player.h"

#include <cstdlib>
#include <new>

namespace {

bool s_isCounting = false;
int s_count = 0;

void *counted(std::size_t size)
{
    s_count += s_isCounting;
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
    s_count += s_isCounting;
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
    s_isCounting = on;
}

int Allocations::counted()
{
    return s_count;
}

} // namespace earshot::test
