#!/usr/bin/env bash
# Sets everything up, builds Earshot, and opens it on a live demo event that runs on this computer.
#
#   packaging/run.sh [--headless] [--for 30s] [--no-setup]
#
#   --headless   no window: prints what a listener of the demo event hears (also chosen where there is no display)
#   --for TIME   end after this time, e.g. 30s or 2m (headless: 30s where nothing is said; the window: until it is closed)
#   --no-setup   install nothing
#
# Installs packages through packaging/dependencies.sh, and says so; writes into build/ otherwise. Ctrl+C ends all it started.
# Exit codes: 0 ended as asked, 1 build or Earshot failed, 2 usage, 3 packages are missing and cannot be installed here,
# 4 unknown system, 5 the demo event did not start, 130 ended by Ctrl+C, 143 ended by a signal.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'Earshot: %s\n' "$*" >&2; }
fail() { local code=$1; shift; say "$*"; exit "$code"; }
usage() { sed -n '2,8s/^# \{0,1\}//p' packaging/run.sh; }

headless=no
length=""
setup=yes
while (($#)); do
    case $1 in
    --headless) headless=yes ;;
    --for) shift; length=${1:-} ;;
    --for=*) length=${1#--for=} ;;
    --no-setup) setup=no ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; fail 2 "run.sh does not know '$1'" ;;
    esac
    shift || fail 2 "--for needs a time, e.g. --for 30s"
done
[[ -z $length || $length =~ ^[0-9]+[smh]$ ]] || fail 2 "'$length' is not a time; write e.g. 30s, 2m or 1h"

seconds_of() { # 30s 2m 1h
    local number=$((10#${1%[smh]})) # not octal: 08m
    case $1 in
    *m) echo $((number * 60)) ;;
    *h) echo $((number * 3600)) ;;
    *) echo "$number" ;;
    esac
}

if [[ $headless == no && -z ${DISPLAY:-} && -z ${WAYLAND_DISPLAY:-} && $(uname -s) != Darwin ]]; then
    say "there is no display here, so no window: the demo event is shown as text"
    headless=yes
fi

if [[ $setup == yes ]]; then
    packaging/dependencies.sh build run
fi
if [[ ! -x build/release/bin/earshot ]]; then
    say "the first build takes a few minutes"
fi
packaging/build.sh release earshot earshotctl
earshot=build/release/bin/earshot
earshotctl=build/release/bin/earshotctl

if [[ $headless == yes ]]; then
    say "the demo event runs on this computer for ${length:-30s}; this is what a listener gets"
    code=0
    "$earshotctl" demo --for "${length:-30s}" || code=$?
    ((code == 0 || code == 130 || code == 143)) || fail 1 "earshotctl demo ended with code $code"
    exit "$code"
fi

# ---- the demo event in the background, the window before it -------------------------------------------------------------

work=$(mktemp -d "${TMPDIR:-/tmp}/earshot-run.XXXXXX")
demo_log=build/demo.log
demo=""
window=""
finish() {
    trap - EXIT INT TERM HUP
    local process
    for process in $window $demo; do
        kill -TERM -- "-$process" 2>/dev/null || true
    done
    for process in $window $demo; do # they end by themselves within seconds; what hangs is ended hard
        for _ in $(seq 50); do
            kill -0 -- "-$process" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL -- "-$process" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkfifo "$work/lines"
set -m # a process group each, so that they end as a whole
"$earshotctl" demo --no-listen --json >"$work/lines" 2>"$demo_log" &
demo=$!
set +m
exec 7<"$work/lines"
link=""
while IFS= read -r -t 30 -u 7 line; do
    if [[ $line == *'"kind":"link"'* ]]; then
        link=$(sed -n 's/.*"server":"\([^"]*\)".*/\1/p' <<<"$line") # without the event: the window shows the schedule
        break
    fi
done
if [[ -z $link ]]; then
    tail -n 10 "$demo_log" >&2
    fail 5 "the demo event did not start; what it said stands above and in $demo_log"
fi
# The demo goes on to print; the newest lines are kept.
tail -n 100 <&7 >build/demo.jsonl &
exec 7<&-

say "the demo event is live at ${link%%\?*}"
say "opening the window: press Join to hear it; close it or press Ctrl+C here to end everything"
set -m
"$earshot" "$link" &
window=$!
set +m
opened=$SECONDS
code=0
if [[ -n $length ]]; then
    left=$(seconds_of "$length")
    while ((left-- > 0)) && kill -0 "$window" 2>/dev/null; do sleep 1; done
    if kill -0 "$window" 2>/dev/null; then
        exit 0
    fi
fi
wait "$window" || code=$?
window=""
if ((code == 0 && SECONDS - opened < 3)); then
    say "Earshot was open already and shows the demo event now; press Ctrl+C here to end the demo event"
    wait "$demo" || true
fi
((code == 0)) || fail 1 "the window ended with code $code. Without a working display, start with --headless"
