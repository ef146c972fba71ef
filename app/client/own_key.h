#pragma once

#include "client/secret_store.h"
#include "wire/nkey.h"

#include <QObject>

namespace earshot {

/// The person's own key, by which desks and other listeners know them: made once, kept among the secrets. Main thread.
class OwnKey : public QObject
{
    Q_OBJECT
public:
    explicit OwnKey(SecretStore &secrets);

    /// Reads it, or makes it; `ready` follows, once for all calls.
    void load();
    /// Nothing before `ready`.
    const std::optional<NKey> &key() const { return m_key; }
    /// False: it could not be read or kept, and is another the next time. What was there is left as it is.
    bool isKept() const { return m_isKept; }

signals:
    void ready(const earshot::NKey &key);

private:
    void onRead(const Result<std::optional<QByteArray>> &secret);
    void take(const NKey &key, bool isKept);

    SecretStore &m_secrets;
    std::optional<NKey> m_key;
    bool m_isLoading = false;
    bool m_isKept = false;
};

} // namespace earshot
