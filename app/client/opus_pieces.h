#pragma once

#include "base/result.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace earshot {

/// Cuts or joins another program's Opus packets to 20 ms each, without coding anything anew (RFC 6716 §3.2), and tells how
/// loud each is.
class OpusPieces
{
public:
    static constexpr int kSamples = 960; ///< 20 ms at 48 kHz

    struct Piece {
        QByteArray payload;
        int level = 127; ///< RFC 6464, -dBov
        int at = 0; ///< samples from the first 20 ms that its packet completed
    };

    OpusPieces();
    ~OpusPieces();

    /// The 20 ms that are complete by now; frames of 2.5, 5 and 10 ms wait for their like. 20 ms that do not fit a frame are left
    /// out. Fails with BadData: "packet" where it is no Opus, "frame length" where its frames are longer than 20 ms, "size"
    /// where none of its 20 ms fit a frame.
    Result<std::vector<Piece>> add(const QByteArray &packet);
    /// Samples that the last packet completed, with what was left out.
    int completed() const;
    /// Samples that wait.
    int waiting() const;
    void forget(); ///< what waits; there was a gap

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace earshot
