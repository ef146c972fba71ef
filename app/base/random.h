#pragma once

#include <cstdint>
#include <random>

namespace earshot {

/// Where chance comes from; tests hand in a seeded one.
class Random
{
public:
    virtual ~Random() = default;
    virtual std::uint64_t next() = 0;

    /// Uniform in [0, 1).
    double fraction() { return double(next() >> 11) * 0x1.0p-53; }
};

/// The system's entropy. Good enough for jitter and ids; keys are made by OpenSSL.
class SystemRandom final : public Random
{
public:
    std::uint64_t next() override { return (std::uint64_t(m_device()) << 32) | m_device(); }

private:
    std::random_device m_device;
};

/// Repeatable: the same seed gives the same run.
class SeededRandom final : public Random
{
public:
    explicit SeededRandom(std::uint64_t seed)
        : m_engine(seed)
    { }
    std::uint64_t next() override { return m_engine(); }

private:
    std::mt19937_64 m_engine;
};

} // namespace earshot
