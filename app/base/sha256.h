#pragma once

#include <QByteArray>

#include <openssl/evp.h>

#include <memory>

namespace earshot {

/// SHA-256 by OpenSSL, which uses the processor's own instructions for it: some 1.5 GB/s where Qt's does 0.2 GB/s.
class Sha256
{
public:
    static constexpr int kBytes = 32;

    Sha256()
        : m_context(EVP_MD_CTX_new())
    {
        begin();
    }
    void begin() { EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr); }
    void add(const QByteArray &bytes)
    {
        EVP_DigestUpdate(m_context.get(), bytes.constData(), std::size_t(bytes.size()));
    }
    /// Of all that was added; then it begins anew.
    QByteArray take()
    {
        QByteArray digest(kBytes, '\0');
        EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(digest.data()), nullptr);
        begin();
        return digest;
    }

private:
    struct Free {
        void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> m_context;
};

} // namespace earshot
