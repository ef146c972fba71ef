#include "audio/audio_input.h"

#include "audio/input_backend.h"
#include "audio/system_input.h"

namespace earshot {

namespace {

class BackendInputDevices final : public InputDevices
{
public:
    explicit BackendInputDevices(Clock &clock)
        : m_backend(makeInputBackend(clock))
        , m_told(m_backend->inputs())
    {
        connect(m_backend.get(), &InputBackend::changed, this, [this] {
            auto inputs = m_backend->inputs();
            if (inputs == m_told)
                return;
            m_told = std::move(inputs);
            emit changed();
        });
    }
    std::vector<InputDevice> list() const override { return m_backend->inputs(); }

private:
    std::unique_ptr<InputBackend> m_backend;
    std::vector<InputDevice> m_told;
};

} // namespace

std::unique_ptr<AudioInput> makeAudioInput(const InputChoice &choice, Clock &clock)
{
    return std::make_unique<SystemInput>(choice, clock, makeInputBackend(clock));
}

std::unique_ptr<InputDevices> makeInputDevices(Clock &clock)
{
    return std::make_unique<BackendInputDevices>(clock);
}

} // namespace earshot
