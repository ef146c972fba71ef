#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <vector>

namespace earshot::test {

inline QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

inline QByteArray jsonOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// One value of each JSON type, and numbers at the edges of what a double holds.
inline std::vector<QJsonValue> oneOfEachType()
{
    return {QJsonValue(true), QJsonValue(1.5), QJsonValue(-1), QJsonValue(1e300), QJsonValue(-1e300),
        QJsonValue(qint64(9'007'199'254'740'993)), QJsonValue(QStringLiteral("x")),
        QJsonValue(QJsonArray{1, QStringLiteral("y")}), QJsonValue(QJsonObject{{"z", 1}})};
}

inline QByteArray deeplyNested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

/// Rows "bytes" that no reader of messages may accept or stumble over.
inline void addHostileRows()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a brace") << QByteArray("{");
    QTest::newRow("zero bytes") << QByteArray(100, '\0');
    QTest::newRow("no object") << QByteArray("[1,2]");
    QTest::newRow("a number") << QByteArray("12");
    QTest::newRow("no version") << QByteArray("{}");
    QTest::newRow("a text as version") << QByteArray(R"({"v":"1"})");
    QTest::newRow("a later version") << QByteArray(R"({"v":2})");
    QTest::newRow("version only") << QByteArray(R"({"v":1})");
    QTest::newRow("NaN") << QByteArray(R"({"v":NaN})");
    QTest::newRow("a number without end") << QByteArray(R"({"v":1e999})");
    QTest::newRow("broken UTF-8") << QByteArray("{\"v\":1,\"event\":\"\xff\xfe\"}");
    QTest::newRow("nested too deep") << deeplyNested(100'000);
    QTest::newRow("nested within bounds") << R"({"v":1,"x":)" + deeplyNested(200) + "}";
    QTest::newRow("10 MB of blanks") << QByteArray(10'000'000, ' ');
    QTest::newRow("10 MB in a text") << R"({"v":1,"title":")" + QByteArray(10'000'000, 'a') + "\"}";
}

} // namespace earshot::test
