#include "support/network_namespace.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QUdpSocket>

#include <atomic>
#include <cerrno>
#include <cstring>

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace earshot::test {

namespace {

constexpr int kDnsPort = 53;
constexpr int kHeaderBytes = 12; // RFC 1035 §4.1.1
constexpr char kResolver[] = "127.0.0.53";

bool raiseLoopback()
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    std::strncpy(request.ifr_name, "lo", IFNAMSIZ - 1);
    request.ifr_flags = IFF_UP;
    const bool isUp = ::ioctl(socket, SIOCSIFFLAGS, &request) == 0;
    ::close(socket);
    return isUp;
}

/// End of the first question's name, type and class; 0 where it is none.
qsizetype endOfQuestion(const QByteArray &query)
{
    qsizetype at = kHeaderBytes;
    while (at < query.size() && query[at] != 0)
        at += 1 + uchar(query[at]);
    return at + 5 <= query.size() ? at + 5 : 0;
}

QByteArray answerTo(const QByteArray &query, NetworkNamespace::NameService names)
{
    const qsizetype end = endOfQuestion(query);
    if (end == 0)
        return {};
    using enum NetworkNamespace::NameService;
    const bool isForAddress = query.mid(end - 4, 2) == QByteArray("\0\1", 2);
    const char code = names == NoSuchName ? 3 : names == Broken ? 2 : 0;
    const bool isFound = names == Here && isForAddress;
    QByteArray answer = query.left(2) + char(0x81) + char(0x80 | code) + QByteArray("\0\1\0", 3)
        + char(isFound) + QByteArray(4, '\0') + query.mid(kHeaderBytes, end - kHeaderBytes);
    if (isFound) // the name by pointer, A, IN, 60 s, 4 bytes
        answer += QByteArray("\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x7f\0\0\1", 16);
    return answer;
}

} // namespace

/// Lives on the thread that is inside.
class NetworkNamespace::Inside : public QObject
{
public:
    bool answerNames(NameService names)
    {
        if (names == NameService::None)
            return true;
        connect(&m_socket, &QUdpSocket::readyRead, this, [this, names] {
            while (m_socket.hasPendingDatagrams()) {
                QByteArray query(m_socket.pendingDatagramSize(), '\0');
                QHostAddress from;
                quint16 port = 0;
                m_socket.readDatagram(query.data(), query.size(), &from, &port);
                ++m_questions;
                const QByteArray answer = answerTo(query, names);
                if (names != NameService::Silent && !answer.isEmpty())
                    m_socket.writeDatagram(answer, from, port);
            }
        });
        return m_socket.bind(QHostAddress(QString::fromLatin1(kResolver)), kDnsPort);
    }

    QUdpSocket m_socket{this};
    std::atomic<int> m_questions = 0;
};

Result<std::unique_ptr<NetworkNamespace>> NetworkNamespace::make(Interfaces interfaces, NameService names)
{
    const auto refused = [](const QString &why) { return Failure{Cause::NotPermitted, why}; };
    for (const char *program : {"nsenter", "unshare", "mount", "ip"}) {
        if (QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty())
            return refused(QString::fromLatin1(program) + QStringLiteral(" is not installed"));
    }
    std::unique_ptr<NetworkNamespace> made(new NetworkNamespace);
    QFile resolver(made->m_dir.filePath(QStringLiteral("resolv.conf")));
    if (!resolver.open(QIODevice::WriteOnly))
        return refused(resolver.errorString());
    resolver.write(QByteArray("nameserver ") + kResolver + '\n');
    resolver.close();

    made->m_inside = std::make_unique<Inside>();
    made->m_inside->moveToThread(&made->m_thread);
    made->m_thread.start();
    QString trouble;
    QMetaObject::invokeMethod(
        made->m_inside.get(),
        [&] {
            if (::unshare(CLONE_NEWNET) != 0)
                trouble = QString::fromLocal8Bit(std::strerror(errno));
            else if (interfaces != Interfaces::None && !raiseLoopback())
                trouble = QStringLiteral("the loopback interface cannot be raised");
            else if (interfaces != Interfaces::None && !made->m_inside->answerNames(names))
                trouble = QStringLiteral("the name service's port cannot be taken");
            made->m_path
                = QStringLiteral("/proc/%1/task/%2/ns/net").arg(::getpid()).arg(long(::syscall(SYS_gettid)));
        },
        Qt::BlockingQueuedConnection);
    if (!trouble.isEmpty())
        return refused(trouble);
    trouble = interfaces == Interfaces::Outside ? made->addOutside() : made->runInside({"true"});
    if (!trouble.isEmpty())
        return refused(trouble);
    return made;
}

/// Says nothing where it succeeds.
QString NetworkNamespace::runInside(const QStringList &arguments) const
{
    const QStringList command = prefix() + arguments;
    QProcess program;
    program.start(command.first(), command.mid(1));
    if (program.waitForFinished() && program.exitCode() == 0)
        return {};
    return QString::fromUtf8(program.readAllStandardError()).trimmed() + command.last();
}

QString NetworkNamespace::addOutside()
{
    return runInside({"sh", "-c",
        "ip link add name outside type veth peer name void && ip address add 192.0.2.1/24 dev outside"
        " && ip link set void up && ip link set outside up"
        " && ip neighbour add 192.0.2.254 lladdr 02:00:00:00:00:02 dev outside"
        " && ip route add default via 192.0.2.254"});
}

NetworkNamespace::~NetworkNamespace()
{
    if (Inside *inside = m_inside.release())
        QMetaObject::invokeMethod(
            inside, [inside] { delete inside; }, Qt::QueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QStringList NetworkNamespace::prefix() const
{
    // The own resolv.conf is mounted for the program alone; `exec` keeps its process id. `hosts` alone would
    // answer for names that this computer knows.
    return {QStringLiteral("nsenter"), QStringLiteral("--net=") + m_path, QStringLiteral("unshare"),
        QStringLiteral("--mount"), QStringLiteral("sh"), QStringLiteral("-c"),
        QStringLiteral("mount --bind \"$0\" /etc/resolv.conf && exec \"$@\""),
        m_dir.filePath(QStringLiteral("resolv.conf"))};
}

int NetworkNamespace::questions() const
{
    return m_inside->m_questions;
}

} // namespace earshot::test
