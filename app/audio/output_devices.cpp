#include "audio/output_devices.h"

#include "audio/sound_backend.h"

namespace earshot {

namespace {

class BackendDevices final : public OutputDevices
{
public:
    explicit BackendDevices(Clock &clock)
        : m_backend(makeSoundBackend(clock))
        , m_told(m_backend->outputs())
    {
        // Sinks change too: those are not news here.
        connect(m_backend.get(), &SoundBackend::changed, this, [this] {
            auto outputs = m_backend->outputs();
            if (outputs == m_told)
                return;
            m_told = std::move(outputs);
            emit changed();
        });
    }
    std::vector<OutputDevice> list() const override { return m_backend->outputs(); }

private:
    std::unique_ptr<SoundBackend> m_backend;
    std::vector<OutputDevice> m_told;
};

} // namespace

std::unique_ptr<OutputDevices> makeOutputDevices(Clock &clock)
{
    return std::make_unique<BackendDevices>(clock);
}

} // namespace earshot
