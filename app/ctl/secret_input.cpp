#include "ctl/secret_input.h"

#include <iostream>
#include <string>

namespace earshot::ctl {

namespace {
constexpr std::size_t kLongestLine = 64 * 1024;
}

// By std::cin as LineReader does, which reads on behind what was read here.

std::optional<QByteArray> readSecretLine()
{
    std::string line;
    for (int byte = std::cin.get(); byte != std::char_traits<char>::eof() && byte != '\n';
         byte = std::cin.get()) {
        line.push_back(char(byte));
        if (line.size() > kLongestLine)
            return std::nullopt;
    }
    const QByteArray trimmed = QByteArray::fromStdString(line).trimmed();
    return trimmed.isEmpty() ? std::nullopt : std::optional(trimmed);
}

QByteArray readSecret(qint64 most)
{
    QByteArray content(most, '\0');
    std::cin.read(content.data(), most);
    content.truncate(qsizetype(std::cin.gcount()));
    return content;
}

} // namespace earshot::ctl
