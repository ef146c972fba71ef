#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace earshot {

/// The system's keychain. Answers come later, once, on this thread; not after it ended.
class Keychain
{
public:
    enum class Answer {
        Done,
        NoEntry, ///< of that name
        Absent, ///< none runs, and none could be started
        Refused, ///< it is there, and said no or failed: what it holds is not known
    };
    struct Reply {
        Answer answer = Answer::Refused;
        QByteArray secret; ///< of a read that is done
        QString detail; ///< its own words
    };
    using Done = std::function<void(const Reply &)>;

    virtual ~Keychain() = default;

    virtual void read(const QString &name, Done done) = 0;
    virtual void write(const QString &name, const QByteArray &secret, Done done) = 0;
    virtual void remove(const QString &name, Done done) = 0;
};

/// By QtKeychain.
std::unique_ptr<Keychain> makeSystemKeychain();

} // namespace earshot
