#!/usr/bin/env bash
# How time stretching sounds: builds and runs stretch_quality.
#   tests/bench/stretch/run.sh [--json] [--keep FOLDER] [--seconds S] [--alone]
# --keep writes all sounds as WAV files, for listening. SoundTouch (libsoundtouch-dev) and NetEq (libtgowt-dev) take part
# where they are installed.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
[[ -f "$root/build/release/CMakeCache.txt" ]] && grep -q '^EARSHOT_BENCH:BOOL=ON' "$root/build/release/CMakeCache.txt" ||
    (cd "$root" && cmake --preset release -DEARSHOT_BENCH=ON) >&2
ninja -C "$root/build/release" stretch_quality >&2
exec "$root/build/release/tests/stretch_quality" "$@"
