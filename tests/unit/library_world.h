#pragma once

#include "client/library_side.h"
#include "recordings/recording_json.h"
#include "support/fake_source.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <algorithm>
#include <memory>

namespace earshot::test {

inline QByteArray bytes(int size, char seed)
{
    QByteArray made(size, '\0');
    for (int i = 0; i < size; ++i)
        made[i] = char(i * 7 + i / 251 + seed);
    return made;
}

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The Ogg pages of Opus sound that a library looks at: the first and the last.
inline QByteArray soundOf(int ms, qint16 preSkip = 312)
{
    const auto page = [](qint64 granule, const QByteArray &body) {
        QByteArray made = "OggS" + QByteArray(23, '\0');
        qToLittleEndian(granule, made.data() + 6);
        made[26] = 1;
        return made + char(body.size()) + body;
    };
    QByteArray head = "OpusHead\1\1" + QByteArray(9, '\0');
    qToLittleEndian(preSkip, head.data() + 10);
    return page(0, head) + page(qint64(ms) * 48 + preSkip, QByteArray(100, 'x'));
}

inline ScheduleCard cardOf(const QString &event, const QByteArray &programme, int hour = 12)
{
    ScheduleCard card{.id = *EventId::parse(event)};
    card.title = event.toUpper();
    card.phase = Phase::Ended;
    card.recording = RecordingPromise::Ready;
    card.recorded
        = RecordingNote{event + QStringLiteral("/20261121T%1").arg(hour, 2, 10, QChar(u'0')) + "0000Z",
            {QStringLiteral("programme.opus"), programme.size(),
                QCryptographicHash::hash(programme, QCryptographicHash::Sha256)},
            milliseconds{60'000}, 2, milliseconds{1500}, wallFromUnixMs(1'795'000'000'000)};
    return card;
}

/// The library of one computer, with servers that the test plays. A test makes it anew by `begin`, and `end`s it.
class LibraryWorld
{
protected:
    using State = LibraryItem::State;

    void begin()
    {
        m_library.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        m_source = std::make_unique<FakeSource>();
        m_events = {};
        m_undo = milliseconds{60'000};
        m_quiet = milliseconds{3000};
    }
    void end() { m_library.reset(); }
    QString folder() const { return m_dir->filePath("recordings"); }
    void open(const QString &own = {}, const QString &folderInstead = {})
    {
        m_library.reset();
        LibrarySide::Options options{.disk = {.folder = folderInstead.isEmpty() ? folder() : folderInstead,
                                         .ownFolder = own,
                                         .patience = milliseconds{50}},
            .undo = m_undo,
            .retry = milliseconds{50},
            .quiet = m_quiet};
        m_library = std::make_unique<LibrarySide>(m_clock, *m_source, options);
        m_library->setEvents(m_events);
        // The first look at the folder.
        QTRY_VERIFY(m_library->view().bytesFree.has_value());
    }
    void offer(const QString &server, const ScheduleCard &card, const QByteArray &content,
        ServerView::State state = ServerView::State::UpToDate)
    {
        auto known = std::ranges::find(m_events.servers, server, &ServerView::id);
        if (known == m_events.servers.end())
            known = m_events.servers.insert(known, ServerView{.id = server});
        known->state = state;
        known->schedule.push_back(card);
        m_source->put(server, card.recorded->folder + "/programme.opus", content);
        m_source->put(server, card.recorded->folder + "/recording.json", "{}");
        m_source->put(server, card.recorded->folder + "/waveform.dat", "shape");
        if (m_library)
            m_library->setEvents(m_events);
    }
    const LibraryItem &item(qsizetype index = 0) const
    {
        return m_library->view().items.at(std::size_t(index));
    }
    QString id(qsizetype index = 0) const { return item(index).id; }
    /// Of the first of that title.
    LibraryItem called(const QString &title) const
    {
        const auto found = std::ranges::find(m_library->view().items, title, &LibraryItem::title);
        return found == m_library->view().items.end() ? LibraryItem{} : *found;
    }
    QString programme() const
    {
        return folder() + u'/' + recordingFolder(*m_events.servers[0].schedule[0].recorded)
            + "/programme.opus";
    }

    static bool put(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    }
    QString talk() const { return m_dir->filePath("talk.opus"); }
    /// 5 s of sound, which stays where it is.
    void addTalk()
    {
        open();
        QVERIFY(put(talk(), soundOf(5000)));
        QSignalSpy added(m_library.get(), &Library::added);
        m_library->addFile(talk());
        QTRY_COMPARE(added.size(), 1);
    }
    /// As they are on the disk.
    std::optional<LibraryNotes> notes() const
    {
        const auto read = readLibraryNotes(contentOf(folder() + "/library.json"));
        return read ? std::optional(*read) : std::nullopt;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeSource> m_source;
    std::unique_ptr<LibrarySide> m_library;
    SystemClock m_clock;
    EventsView m_events;
    QByteArray m_content = bytes(95'000, 1);
    milliseconds m_undo{60'000};
    milliseconds m_quiet{3000};
};

} // namespace earshot::test
