#!/usr/bin/env bash
# Replays traces of packet arrivals through Earshot's jitter buffer, its peers and an oracle, and holds the figures
# against the goals. What is measured: docs/JITTER_BUFFER.md.
#
#   tests/bench/jitter/run.sh [--seeds 41,42] [--quick] [--json] [--docs] [--traces FOLDER]
#                             [--build FOLDER] [--no-build] [--no-setup] [--cache FOLDER]
#
#   --seeds 41,42    the seeds of the traces (41,42: nothing was chosen on them)
#   --quick          only Earshot, NetEq and the oracle; no audit, no CPU
#   --json           one JSON object with every figure instead of the tables
#   --docs           writes docs/jitter_buffer.svg and the figures of docs/JITTER_BUFFER.md
#   --traces FOLDER  these traces, too, e.g. of a kernel's TCP (tun_tcp_trace.py of the bench)
#   --build FOLDER   the build folder (build/release); --no-build takes what is built there
#   --no-setup       installs nothing
#   --cache FOLDER   where traces and runs are kept (build/jitter); a run that was broken off goes on there
#
# The bench is looked for in $EARSHOT_JITTER_BENCH, else in ../shared/jitter beside the checkout; without it nothing
# is measured. Virtual time: the same figures each time, but for CPU. 2 minutes a seed on two cores, 3 with --docs' CPU.
# Exit codes: 0 measured, whether or not the goals are met, or skipped; 1 failed; 2 usage.
set -euo pipefail
here=$PWD
cd "$(dirname "$0")/../../.."
export LC_ALL=C.UTF-8

say() { printf 'Earshot: %s\n' "$*" >&2; }
usage() { sed -n '2,21s/^# \{0,1\}//p' tests/bench/jitter/run.sh; }
absolute() { [[ $1 == /* ]] && printf '%s' "$1" || printf '%s/%s' "$here" "$1"; }

seeds=41,42
build=build/release
cache=build/jitter
build_first=yes
setup=yes
options=()
while (($#)); do
    case $1 in
    --seeds) [[ ${2:-} =~ ^[0-9]+(,[0-9]+)*$ ]] || { usage >&2; exit 2; }; seeds=$2; shift ;;
    --quick | --json) options+=("$1") ;;
    --docs) options+=(--docs docs) ;;
    --traces) [[ -d ${2:-} ]] || { usage >&2; exit 2; }; options+=(--traces "$(absolute "$2")"); shift ;;
    --build) build=$(absolute "${2:?}"); shift ;;
    --cache) cache=$(absolute "${2:?}"); shift ;;
    --no-build) build_first=no ;;
    --no-setup) setup=no ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; say "run.sh does not know '$1'"; exit 2 ;;
    esac
    shift
done

bench=${EARSHOT_JITTER_BENCH:-../shared/jitter}
[[ -f $bench/src/jb.hpp ]] || { say "skipped: the jitter bench is not in $bench (EARSHOT_JITTER_BENCH names another place)"; exit 0; }
bench=$(cd "$bench" && pwd -P)

if [[ $build_first == yes ]]; then
    if [[ $setup == yes ]]; then
        packaging/dependencies.sh build peers || say "going on with what is installed"
    fi
    cmake --preset release -B "$build" -DEARSHOT_BENCH=ON -DEARSHOT_JITTER_BENCH="$bench" >"$build.jitter.log" 2>&1 &&
        cmake --build "$build" --target jbench jalign mkaudio >>"$build.jitter.log" 2>&1 ||
        { tail -n 20 "$build.jitter.log" >&2; say "the build failed; the whole log: $build.jitter.log"; exit 1; }
fi
programs=$build/tests/jitter
[[ -x $programs/jbench ]] || { say "$programs/jbench is missing: build it first"; exit 1; }

mkdir -p "$cache"
audio=$cache/speech.opkt
if [[ ! -s $audio ]]; then
    for program in espeak-ng sox; do
        command -v "$program" >/dev/null || { say "skipped: $program is missing, it makes the speech"; exit 0; }
    done
    say "making two minutes of speech"
    espeak-ng -v en-gb -s 150 -f "$bench/text.txt" -w "$cache/a.wav"
    espeak-ng -v en-us+f3 -s 165 -p 60 -f "$bench/text.txt" -w "$cache/b.wav"
    sox -R "$cache/a.wav" "$cache/b.wav" -r 48000 -c 2 -b 16 "$cache/speech.wav" norm -6
    "$programs/mkaudio" "$cache/speech.wav" "$audio.part" 96 >/dev/null
    mv "$audio.part" "$audio"
fi
exec python3 -B tests/bench/jitter/measure.py --programs "$programs" --bench "$bench" --cache "$cache" --audio "$audio" \
    --seeds "$seeds" ${options[@]+"${options[@]}"}
