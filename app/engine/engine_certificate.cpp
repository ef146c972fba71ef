#include "engine/engine_certificate.h"

#include "engine/private_file.h"

#include <QFile>
#include <QSslCertificate>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace earshot {

namespace {

/// Those who pin it look at no dates; it should not look broken to others.
constexpr std::chrono::hours kClockTolerance{24};
constexpr std::chrono::hours kValidity{24 * 365 * 20};

template<typename T, auto free>
struct Free {
    void operator()(T *object) const { free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<X509, X509_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO, BIO_free_all>>;

QByteArray contentOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, size);
}

time_t unixTime(WallTime time)
{
    return time_t(toUnixMs(time) / 1000);
}

struct Pem {
    QByteArray certificate;
    QByteArray key;
};

Pem makeCertificate(WallTime now)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), unixTime(now - kClockTolerance));
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), unixTime(now + kValidity));
    X509_NAME *name = X509_get_subject_name(certificate.get());
    const auto *text = reinterpret_cast<const unsigned char *>("Earshot");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());

    const Bio certificateBio(BIO_new(BIO_s_mem()));
    const Bio keyBio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(certificateBio.get(), certificate.get());
    PEM_write_bio_PrivateKey(keyBio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {contentOf(certificateBio.get()), contentOf(keyBio.get())};
}

} // namespace

Result<QByteArray> keepCertificate(const QString &certificatePath, const QString &keyPath, WallTime now)
{
    // The key is written first: a certificate that is there has one.
    if (!QFile::exists(certificatePath)) {
        const Pem made = makeCertificate(now);
        if (const Outcome written = writePrivateFile(keyPath, made.key); !written)
            return written.failure();
        if (const Outcome written = writePrivateFile(certificatePath, made.certificate); !written)
            return written.failure();
    }
    QFile file(certificatePath);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{Cause::FileUnreadable, certificatePath};
    const QSslCertificate certificate(&file, QSsl::Pem);
    if (certificate.isNull())
        return Failure{Cause::FileDamaged, certificatePath};
    return certificate.digest(QCryptographicHash::Sha256);
}

} // namespace earshot
