#pragma once

#include <QFile>

#include <unistd.h>

namespace earshot::test {

/// While it lives, files are opened with the rights of a person who may not do everything: root may, so it becomes
/// nobody for that time. The folder is that person's.
class AnotherUser
{
public:
    explicit AnotherUser(const QString &folder)
        : m_wasRoot(::geteuid() == 0)
    {
        if (m_wasRoot)
            m_is = ::chown(QFile::encodeName(folder).constData(), kNobody, kNobody) == 0
                && ::seteuid(kNobody) == 0;
    }
    ~AnotherUser()
    {
        if (m_wasRoot && ::seteuid(0) != 0)
            qFatal("root cannot be root again");
    }
    Q_DISABLE_COPY_MOVE(AnotherUser)

    explicit operator bool() const { return m_is; }
    static constexpr uid_t kNobody = 65'534;

private:
    const bool m_wasRoot;
    bool m_is = true;
};

} // namespace earshot::test
