#include "client/own_key.h"

#include <QPointer>

namespace earshot {

namespace {
const QString kName = QStringLiteral("own-key");
}

OwnKey::OwnKey(SecretStore &secrets)
    : m_secrets(secrets)
{ }

void OwnKey::load()
{
    if (m_isLoading || m_key)
        return;
    m_isLoading = true;
    m_secrets.read(kName, [self = QPointer(this)](const Result<std::optional<QByteArray>> &secret) {
        if (self)
            self->onRead(secret);
    });
}

void OwnKey::onRead(const Result<std::optional<QByteArray>> &secret)
{
    if (!secret)
        return take(NKey::generate(NKeyKind::User), false);
    if (*secret) {
        const Result<NKey> known = NKey::fromSeed(**secret);
        const bool isUsable = known && known->kind() == NKeyKind::User;
        return take(isUsable ? *known : NKey::generate(NKeyKind::User), isUsable);
    }
    const NKey made = NKey::generate(NKeyKind::User);
    m_secrets.write(kName, made.seed(), [self = QPointer(this), made](const Outcome &written) {
        if (self)
            self->take(made, written.ok());
    });
}

void OwnKey::take(const NKey &key, bool isKept)
{
    m_isLoading = false;
    m_key = key;
    m_isKept = isKept;
    emit ready(key);
}

} // namespace earshot
