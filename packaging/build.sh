#!/usr/bin/env bash
# Configures and builds one CMake preset, with progress; quick when nothing changed.
#
#   packaging/build.sh PRESET [-DNAME=VALUE…] [TARGET…]        e.g.  packaging/build.sh release earshot earshotctl
#
# The compiler's whole output goes to build/PRESET.log. Exit codes: 0 built, 1 failed, 2 usage.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'Earshot: %s\n' "$*" >&2; }

preset=${1:-}
[[ $preset =~ ^[a-z]+$ ]] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
shift
definitions=()
targets=()
for argument in "$@"; do
    if [[ $argument == -D* ]]; then definitions+=("$argument"); else targets+=("$argument"); fi
done

folder=build/$preset
log=build/$preset.log
mkdir -p build
# ccache may then share results between precompiled headers and folders.
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
export CCACHE_BASEDIR=$PWD
if command -v brew >/dev/null; then # Homebrew keeps these out of the default search paths
    brewed="$(brew --prefix qt):$(brew --prefix openssl@3)"
    export CMAKE_PREFIX_PATH="$brewed${CMAKE_PREFIX_PATH:+:$CMAKE_PREFIX_PATH}"
fi

# Two starts at the same time take turns.
if command -v flock >/dev/null; then
    exec 8>build/.lock
    flock --nonblock 8 || { say "another build is running in this folder; waiting for it"; flock 8; }
fi

# A compiler needs up to 1 GB for a file: no more at a time than the memory holds.
cores=$(getconf _NPROCESSORS_ONLN)
jobs=$cores
if [[ -r /proc/meminfo ]]; then
    gigabytes=$(awk '/^MemAvailable/ {print int($2 / 1048576)}' /proc/meminfo)
    ((gigabytes < jobs)) && jobs=$((gigabytes > 0 ? gigabytes : 1))
fi

# Shows the newest "[done/all]" of the log: in place on a terminal, else a line each 15 s.
show_progress() { # pid
    local shown="" seconds=0 now
    while kill -0 "$1" 2>/dev/null; do
        sleep 1
        seconds=$((seconds + 1))
        now=$(tail -c 4000 "$log" | grep -o '^\[[0-9]*/[0-9]*\]' | tail -n 1 || true)
        [[ -n $now && $now != "$shown" ]] || continue
        if [[ -t 2 ]]; then
            printf '\r  building %s ' "$now" >&2
            shown=$now
        elif ((seconds % 15 == 0)); then
            printf '  building %s after %d s\n' "$now" "$seconds" >&2
            shown=$now
        fi
    done
    [[ -t 2 && -n $shown ]] && printf '\r%40s\r' '' >&2
    return 0
}

run_logged() { # what command…: shows progress, returns the command's code
    local what=$1 pid code=0
    shift
    "$@" >>"$log" 2>&1 &
    pid=$!
    # shellcheck disable=SC2064
    trap "kill $pid 2>/dev/null; wait $pid 2>/dev/null; exit 130" INT TERM HUP
    show_progress "$pid"
    wait "$pid" || code=$?
    trap - INT TERM HUP
    if ((code)); then
        grep -E -A4 'error:|Error|FAILED' "$log" | head -n 30 >&2 || true
        say "$what failed; the whole log is $PWD/$log"
        exit 1
    fi
}

: >"$log"
# A folder that was configured elsewhere (the project moved) cannot be used.
if [[ -f $folder/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$(pwd -P)" "$folder/CMakeCache.txt" &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$folder/CMakeCache.txt"; then
    say "the project has moved: building anew"
    rm -rf "$folder"
fi
if [[ ! -f $folder/build.ninja || ${#definitions[@]} -gt 0 ]]; then
    run_logged "the configuration" cmake --preset "$preset" ${definitions[@]+"${definitions[@]}"}
fi
export NINJA_STATUS='[%f/%t] '
run_logged "the build" ninja -C "$folder" -j "$jobs" ${targets[@]+"${targets[@]}"}
