#pragma once

#include "fitting_dialog.h"

#include <functional>

namespace earshot {

class Button;
class Field;
class NoteField;
class Text;

/// Asks before something is done that others notice, with the words that they are told.
class AskDialog : public FittingDialog
{
    Q_OBJECT
public:
    struct Question {
        QString title; ///< "Remove Jonas Klein?"
        QString advice; ///< what happens
        QString subject; ///< a line above the words: "Title"; empty: there is none
        QString subjectText;
        QString field; ///< what the words are: "Reason"; empty: none are asked for
        QString placeholder;
        QString text; ///< what stands there already
        QString button; ///< what is done, as a verb
        bool isDangerous = false; ///< cannot be undone
        bool needsText = false; ///< and a subject, where there is one
        int mostCharacters = 240;
        /// Says why the text will not do; empty where it does.
        std::function<QString(const QString &text)> check = {};
    };

    AskDialog(const Question &question, QWidget *parent);

    QString text() const;
    QString subject() const;

private:
    void judge();

    Question m_question;
    Field *m_subject = nullptr;
    NoteField *m_field = nullptr;
    Text *m_reason;
    Button *m_do;
};

} // namespace earshot
