#include "player_keys.h"

#include "player_words.h"
#include "recording_requests.h"

#include <QGuiApplication>
#include <QKeyEvent>

namespace earshot {

double nextSpeed(double speed, int direction)
{
    constexpr double kSame = 0.01;
    double next = speed;
    if (direction > 0) {
        for (auto it = kPlayerSpeeds.rbegin(); it != kPlayerSpeeds.rend() && *it > speed + kSame; ++it)
            next = *it;
    } else {
        for (auto it = kPlayerSpeeds.begin(); it != kPlayerSpeeds.end() && *it < speed - kSame; ++it)
            next = *it;
    }
    return next;
}

bool pressPlayerKey(RecordingRequests &requests, const QKeyEvent &event)
{
    if (!requests.isOpen() || !requests.door())
        return false;
    Player &player = *requests.door();
    if (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))
        return false;
    const bool isMirrored = QGuiApplication::isRightToLeft();
    switch (event.key()) {
    case Qt::Key_Space:
    case Qt::Key_K:
        if (!event.isAutoRepeat())
            requests.togglePlay();
        return true;
    case Qt::Key_Left:
        player.skip(isMirrored ? kSkipAhead : kSkipBack);
        return true;
    case Qt::Key_Right:
        player.skip(isMirrored ? kSkipBack : kSkipAhead);
        return true;
    case Qt::Key_J:
        player.skip(kSkipBack);
        return true;
    case Qt::Key_L:
        player.skip(kSkipAhead);
        return true;
    case Qt::Key_Less:
        player.setSpeed(nextSpeed(requests.player().speed, -1));
        return true;
    case Qt::Key_Greater:
        player.setSpeed(nextSpeed(requests.player().speed, 1));
        return true;
    default:
        return false;
    }
}

} // namespace earshot
