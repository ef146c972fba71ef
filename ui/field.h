#pragma once

#include <QDateTimeEdit>
#include <QLineEdit>

namespace earshot {

/// A line edit with the design's frame.
class Field : public QLineEdit
{
    Q_OBJECT
public:
    explicit Field(QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// Some lines of text in the same frame. Tab leaves it.
class NoteField : public QWidget
{
    Q_OBJECT
public:
    NoteField(int lines, int mostCharacters, QWidget *parent);

    QString text() const; ///< trimmed
    void setText(const QString &text);
    void selectAll();
    void setSpoken(const QString &name, const QString &placeholder);

signals:
    void edited();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Editor;
    Editor *m_editor;
    int m_most;
};

/// A day and a time in the same frame, in local time.
class TimeField : public QDateTimeEdit
{
    Q_OBJECT
public:
    explicit TimeField(QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace earshot
