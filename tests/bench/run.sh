#!/usr/bin/env bash
# Measures how fast Earshot starts and joins, and what listening costs, against the goals.
#
#   tests/bench/run.sh [--json] [--joins N] [--starts N] [--seconds N] [--build FOLDER]
#
#   --json       one JSON object instead of the table
#   --joins N    so many joins for each sound device (20)
#   --starts N   so many starts of the window (20)
#   --seconds N  so long is listened with the window open (30)
#   --build F    the build folder (build/release)
#
# Starts an event, an X server and a sound server of its own and ends them. What cannot be measured here (no Xvfb, no
# PulseAudio, no bench_…) is said and left out. Exit codes: 0 measured, whether or not the goals are met, 1 a
# figure could not be measured though its programs are here, 2 usage.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8

build=build/release
joins=20
starts=20
seconds=30
json=no
usage() { sed -n '2,14s/^# \{0,1\}//p' tests/bench/run.sh; }
whole() { [[ ${1:-} =~ ^[1-9][0-9]{0,3}$ ]] || { usage >&2; exit 2; }; printf '%s' "$1"; }
while (($#)); do
    case $1 in
    --json) json=yes ;;
    --joins) joins=$(whole "${2:-}"); shift ;;
    --starts) starts=$(whole "${2:-}"); shift ;;
    --seconds) seconds=$(whole "${2:-}"); shift ;;
    --build) build=${2:-}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; echo "run.sh does not know '$1'" >&2; exit 2 ;;
    esac
    shift || { usage >&2; exit 2; }
done
ctl=$build/bin/earshotctl
earshot=$build/bin/earshot
for program in "$ctl" "$earshot"; do
    [[ -x $program ]] || { echo "$program is missing: build it first" >&2; exit 1; }
done

say() { printf 'Earshot: %s\n' "$*" >&2; }
here() { command -v "$1" >/dev/null; }

# ---- what is started, and ended ------------------------------------------------------------------------------------

folder=$(mktemp -d)
children=()
# shellcheck disable=SC2317 # called by the trap
end_children() {
    local pid
    for pid in ${children[@]+"${children[@]}"}; do kill "$pid" 2>/dev/null || true; done
    for pid in ${children[@]+"${children[@]}"}; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$folder"
}
trap end_children EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Nothing of the person's own settings, screens and sound servers is seen or touched.
unset PULSE_SERVER PULSE_SINK WAYLAND_DISPLAY XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_SESSION_TYPE
unset DISPLAY QT_SCALE_FACTOR QT_STYLE_OVERRIDE QT_QPA_PLATFORMTHEME
export HOME=$folder/home XDG_RUNTIME_DIR=$folder/run PULSE_RUNTIME_PATH=$folder/run/pulse
export DBUS_SESSION_BUS_ADDRESS=disabled:
mkdir -m 700 "$HOME" "$XDG_RUNTIME_DIR"

value() { sed -n "s/.*\"$1\":\(\"\([^\"]*\)\"\|\(-\{0,1\}[0-9.]*\)\).*/\2\3/p" <<<"$2"; } # field JSON-line
# The first line that contains the text; stops reading there.
wait_for_line() { # file-descriptor text seconds
    local line until=$((SECONDS + $3))
    while ((SECONDS < until)) && IFS= read -r -t "$3" -u "$1" line; do
        [[ $line == *"$2"* ]] && { printf '%s' "$line"; return 0; }
    done
    return 1
}

start_event() {
    local line
    exec {event}< <(exec "$ctl" demo --no-listen --json 2>"$folder/event.log")
    children+=($!)
    line=$(wait_for_line "$event" '"kind":"link"' 30) || { cat "$folder/event.log" >&2; say "the event did not start"; exit 1; }
    link=$(value link "$line")
}
# A session bus like a desktop's, that starts no services.
start_bus() {
    here dbus-daemon || return 0
    cat >"$folder/bus.conf" <<CONF
<busconfig><type>session</type><listen>unix:path=$folder/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
CONF
    exec {bus}< <(exec dbus-daemon --config-file="$folder/bus.conf" --nofork --nopidfile --print-address=1 2>/dev/null)
    children+=($!)
    DBUS_SESSION_BUS_ADDRESS=$(wait_for_line "$bus" unix: 10) || DBUS_SESSION_BUS_ADDRESS=disabled:
}
start_screen() {
    here Xvfb || return 1
    exec {screen}< <(exec Xvfb -displayfd 1 -screen 0 1400x900x24 -nolisten tcp 2>/dev/null)
    children+=($!)
    DISPLAY=:$(wait_for_line "$screen" '' 20) || return 1
    export DISPLAY QT_QPA_PLATFORM=xcb
}
start_sound() {
    here pulseaudio && here pactl || return 1
    pulseaudio -n --daemonize=no --system=false --use-pid-file=no --exit-idle-time=-1 -L module-native-protocol-unix \
        -L "module-null-sink sink_name=ears rate=48000 norewinds=1" 2>/dev/null &
    children+=($!)
    for _ in {1..100}; do
        pactl set-default-sink ears 2>/dev/null && return 0
        sleep 0.1
    done
    return 1
}

# ---- figures -------------------------------------------------------------------------------------------------------

rows=()
problems=0
add() { rows+=("$1|$2|$3|$4|${5:-}"); } # name value unit goal note
problem() { say "$*"; problems=$((problems + 1)); }

# "median 90%-quantile largest" of the numbers on standard input.
spread() {
    sort -n | awk '{v[NR] = $1} END {if (NR == 0) exit 1
        m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
        q = int(NR * 0.9 + 0.999); printf "%.1f %.1f %.1f", m, v[q], v[NR]}'
}
column_median() { awk -v c="$2" '{print $c}' "$1" | spread | cut -d' ' -f1; } # file column

one_join() { # device: "first_audio connect first_packet buffer device" in ms
    local pid line field
    local arguments=(listen "$link" --json)
    [[ $1 == null ]] && arguments+=(--device null)
    exec {joined}< <(exec "$ctl" "${arguments[@]}" 2>/dev/null)
    pid=$!
    children+=("$pid")
    line=$(wait_for_line "$joined" '"kind":"first_audio"' 15) || line=""
    kill -INT "$pid" 2>/dev/null || true
    cat <&"$joined" >/dev/null
    wait "$pid" 2>/dev/null || true
    unset "children[-1]"
    exec {joined}<&-
    [[ -n $line ]] || return 0
    for field in first_audio connect first_packet buffer device; do
        printf '%s ' "$(value "${field}_ms" "$line")"
    done
    printf '\n'
}
measure_joins() { # device name
    local file=$folder/joins-$1 i figures
    : >"$file"
    for ((i = 0; i < joins; ++i)); do
        one_join "$1" >>"$file"
        sleep "0.$((i * 37 % 90 + 10))" # not always at the same place of a second
    done
    (($(wc -l <"$file") == joins)) || problem "only $(wc -l <"$file") of $joins joins were heard on $2"
    [[ -s $file ]] || return 0
    figures=$(cut -d' ' -f1 "$file" | spread)
    # shellcheck disable=SC2086
    set -- "$1" "$2" "$file" $figures
    add "join to first audio, $2, median" "$4" ms 250 "90 % within $5 ms, longest $6 ms"
    local column=2 part
    for part in "connect and join" "first packet" buffer device; do
        add "  $part" "$(column_median "$3" $column)" ms ""
        column=$((column + 1))
    done
}

measure_starts() {
    local i pid line began
    : >"$folder/starts"
    for ((i = 0; i <= starts; ++i)); do
        began=${EPOCHREALTIME/[.,]/}
        exec {started}< <(EARSHOT_REPORT_START=$((began / 1000)) exec "$earshot" 2>/dev/null)
        pid=$!
        children+=("$pid")
        line=$(wait_for_line "$started" 'shown ' 20) || line=""
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
        unset "children[-1]"
        exec {started}<&-
        # The first one also reads the libraries from the disk.
        ((i == 0)) || { [[ -z $line ]] || echo "${line#shown }" >>"$folder/starts"; }
    done
    (($(wc -l <"$folder/starts") == starts)) || problem "only $(wc -l <"$folder/starts") of $starts windows were shown"
    [[ -s $folder/starts ]] || return 0
    # shellcheck disable=SC2046
    set -- $(spread <"$folder/starts")
    add "start to shown window, median" "$1" ms 250 "90 % within $2 ms, longest $3 ms"
}

ticks() { awk '{sub(/.*\) /, ""); print $12 + $13}' "/proc/$1/stat"; } # of user and system time
thread_ticks() { # pid: "thread-name ticks"
    awk '{name = $0; sub(/^[^(]*\(/, "", name); sub(/\) .*/, "", name); gsub(/ /, "-", name)
        sub(/.*\) /, ""); sum[name] += $12 + $13} END {for (n in sum) print n, sum[n]}' "/proc/$1"/task/*/stat 2>/dev/null | sort
}
measure_window() { # with-sound what goal-in-% argument…: leaves the window running as $window
    local pid before threads began hertz
    local what=$2 goal=$3 with_sound=$1
    shift 3
    hertz=$(getconf CLK_TCK)
    "$earshot" "$@" >/dev/null 2>&1 &
    pid=$!
    window=$pid
    children+=("$pid")
    sleep 8 # joined, shown, the buffer grown
    if [[ $with_sound == yes ]] && ! pactl list sink-inputs | grep "application.process.id = \"$pid\"" >/dev/null; then
        problem "the window does not play"
    fi
    kill -0 "$pid" 2>/dev/null || { problem "the window ended by itself"; return 1; }
    before=$(ticks "$pid")
    threads=$(thread_ticks "$pid")
    began=${EPOCHREALTIME/[.,]/}
    sleep "$seconds"
    local after now parts
    after=$(ticks "$pid")
    now=${EPOCHREALTIME/[.,]/}
    parts=$({ echo "$threads"; echo "--"; thread_ticks "$pid"; } | awk -v us=$((now - began)) -v hz="$hertz" '
        $1 == "--" {later = 1; next}
        !later {was[$1] = $2; next}
        {p = ($2 - was[$1]) / hz / us * 1e8; if (p >= 0.05) {printf "%s%s %.1f", s, $1, p; s = ", "}}')
    add "CPU, $what, window open" \
        "$(awk -v t=$((after - before)) -v us=$((now - began)) -v hz="$hertz" 'BEGIN {printf "%.2f", t / hz / us * 1e8}')" \
        "%" "$goal" "of one core over $seconds s; by thread: ${parts:-all under 0.05}"
}
end_window() {
    kill "$window" 2>/dev/null || true
    wait "$window" 2>/dev/null || true
    unset "children[-1]"
}
measure_listening() { # with-sound
    measure_window "$1" "listening to two speakers" 3 "$link" || { end_window; return 0; }
    local rollup=/proc/$window/smaps_rollup
    megabytes() { awk -v wanted="$1" '$1 ~ "^(" wanted "):$" {kb += $2} END {printf "%.1f", kb / 1024}' "$2"; }
    add "memory, listening, window open, RSS" "$(megabytes Rss "$rollup")" MB 70 "peak $(megabytes VmHWM "/proc/$window/status") MB"
    add "  its own share of what it shares (PSS)" "$(megabytes Pss "$rollup")" MB ""
    add "  private" "$(megabytes 'Private_Clean|Private_Dirty' "$rollup")" MB ""
    end_window
}
measure_playing() { # with-sound
    [[ -x $build/tests/bench_player ]] || return 0
    local speed
    "$build/tests/bench_player" --write "$folder/recording.opus"
    mkdir -p "$HOME/.config/earshot"
    for speed in 1 2; do
        printf '{"recordings": {"speed": %s}}' "$speed" >"$HOME/.config/earshot/window.json"
        measure_window "$1" "playing a recording at $speed×" 2 "$folder/recording.opus" || true
        end_window
    done
}

measure_blocks() {
    local name value
    [[ -x $build/tests/bench_audio ]] || { say "bench_audio is not built (-DEARSHOT_BENCH=ON): decode + buffer + mix is left out"; return 0; }
    "$build/tests/bench_audio" --benchmark_filter='^decodeBufferMix/' --benchmark_format=csv 2>/dev/null |
        awk -F, '/^"/ {gsub(/"/, "", $1); sub(/.*\//, "", $1); print $1, int($4)}' >"$folder/blocks"
    [[ -s $folder/blocks ]] || problem "bench_audio measured nothing"
    while read -r name value; do
        [[ $name == 1 ]] && name="1 speaker" || name="$name speakers"
        add "decode + buffer + mix of 20 ms, $name" "$value" ns "" "$(awk -v v="$value" 'BEGIN {printf "%.2f %% of one core", v / 2e5}')"
    done <"$folder/blocks"
}

measure_capture() {
    local name value
    [[ -x $build/tests/bench_audio ]] || return 0
    "$build/tests/bench_audio" --benchmark_filter='^captureTwentyMilliseconds/|^encodeTwenty' --benchmark_format=csv 2>/dev/null |
        awk -F, '/^"/ {gsub(/"/, "", $1); print $1, int($4)}' >"$folder/capture"
    [[ -s $folder/capture ]] || problem "bench_audio measured no capture"
    while read -r name value; do
        case $name in
        */0) name="capture of 20 ms, talking" ;;
        */1) name="capture of 20 ms, talking while others are heard" ;;
        */2) name="capture of 20 ms, microphone closed, others heard" ;;
        *) name="  Opus encoder alone" ;;
        esac
        add "$name" "$value" ns "" "$(awk -v v="$value" 'BEGIN {printf "%.2f %% of one core", v / 2e5}')"
    done <"$folder/capture"
}

measure_buffer() {
    local name value
    [[ -x $build/tests/bench_audio ]] || return 0
    "$build/tests/bench_audio" --benchmark_filter='AboveDecoding|emoryPerSpeaker' --benchmark_min_time=0.2 \
        --benchmark_format=json 2>/dev/null | awk '
        /"name":/ {name = $2; gsub(/[",]/, "", name); sub(/\/(manual_time|min_time|iterations).*/, "", name)}
        /"real_time":/ && name !~ /emory/ {print name, $2 + 0}
        /"KiB_per_speaker":/ {print name, $2 / 1024}' >"$folder/buffer"
    [[ -s $folder/buffer ]] || problem "bench_audio measured no buffer"
    while read -r name value; do
        case $name in
        bufferAbove*) add "buffer over decoding, ${name#*/}, a second of sound" "$value" ms 1 ;;
        stretchAbove*) add "buffer over decoding, stretching all the time" "$value" ms 1 ;;
        netEqAbove*) add "buffer over decoding, NetEq" "$value" ms "" ;;
        memoryPer*) add "memory per speaker, with its decoder" "$value" MiB 1 ;;
        netEqMemory*) add "memory per speaker, NetEq with its decoder" "$value" MiB "" ;;
        esac
    done <"$folder/buffer"
}

measure_probe() {
    local name value most
    [[ -x $build/tests/bench_probe ]] || { say "bench_probe is not built (-DEARSHOT_BENCH=ON): the probe is left out"; return 0; }
    "$build/tests/bench_probe" >"$folder/probes" 2>/dev/null || problem "the probe measured nothing"
    while read -r name value most; do
        add "probe of a failed join, ${name//_/ }, median" "$value" ms 3000 "longest $most ms"
    done <"$folder/probes"
}

measure_player() {
    local name value unit note goal
    [[ -x $build/tests/bench_player ]] || { say "bench_player is not built (-DEARSHOT_BENCH=ON): playing a recording is left out"; return 0; }
    "$build/tests/bench_player" >"$folder/player" 2>/dev/null || problem "the player measured nothing"
    while read -r name value unit note; do
        goal=""
        case $name in
        open*) goal=150 name+=,_median ;;
        seek) goal=50 name+=,_median ;;
        CPU_at_[12]x*) goal=2 ;;
        esac
        add "player, ${name//_/ }" "$value" "$unit" "$goal" "$note"
    done <"$folder/player"
}

# ---- the work ------------------------------------------------------------------------------------------------------

start_event
say "joining $joins times"
measure_joins null "null device"
sound=no
if start_sound; then
    sound=yes
    measure_joins system "PulseAudio"
else
    say "PulseAudio is not here: joins with a real sound server are left out"
fi
if start_screen; then
    start_bus
    say "starting the window $starts times"
    measure_starts
    say "listening for $seconds s"
    measure_listening "$sound"
    say "playing a recording for 2 × $seconds s"
    measure_playing "$sound"
else
    say "Xvfb is not here: the window is left out"
fi
say "probing"
measure_probe
say "decoding"
measure_blocks
measure_capture
measure_buffer
say "playing a recording"
measure_player

if [[ $json == yes ]]; then
    printf '%s\n' "${rows[@]}" | awk -F'|' '
        $1 !~ /^  / {group = $1}
        {name = $1; if (sub(/^  /, "", name)) name = group ": " name
         printf "%s\"%s\":{\"value\":%s,\"unit\":\"%s\"", (NR == 1 ? "{" : ","), name, $2 == "" ? "null" : $2, $3
         if ($4 != "") printf ",\"goal\":%s,\"met\":%s", $4, ($2 + 0 <= $4 + 0 ? "true" : "false")
         printf "}"}
        END {print "}"}'
else
    printf '\n%-46s %12s %14s\n' figure measured goal
    printf '%s\n' "${rows[@]}" | awk -F'|' '
        {goal = $4 == "" ? "" : "<= " $4 " " $3 ($2 + 0 <= $4 + 0 ? "  met" : "  missed")
         printf "%-46s %12s %16s   %s\n", $1, $2 " " $3, goal, $5}'
fi
exit $((problems > 0))
