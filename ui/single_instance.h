#pragma once

#include <QLocalServer>
#include <QObject>

#include <memory>

namespace earshot {

/// Lets one window run per user: a later start hands its link to the first and ends.
/// Wire format: one line of JSON, `{"link":"…","activation":"…"}`, answered by "ok\n".
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    /// `name`: a socket's path on Unix, a pipe's name on Windows.
    explicit SingleInstance(QString name, QObject *parent = nullptr);

    static QString defaultName();

    /// True: this is the first, and calls arrive by `called`. False: another runs and has got the link.
    /// What is left of a crashed first is cleared away. If nothing can be listened on, this counts as the
    /// first.
    bool claim(const QString &link);

signals:
    /// Another start handed over its link (may be empty) and the desktop's activation token (may be empty).
    void called(const QString &link, const QString &activation);

private:
    bool handOver(const QString &link) const;
    void answer();

    QString m_name;
    std::unique_ptr<QLocalServer> m_server;
};

} // namespace earshot
