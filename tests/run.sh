#!/usr/bin/env bash
# Sets everything up, builds all of Earshot and runs its tests.
#
#   tests/run.sh [--label L] [--no-setup]   all tests but the benchmarks, or those labelled unit, simulation, integration,
#                                           sound, gui or checks
#   tests/run.sh --sanitize                 unit, simulation and tests of whole programs under asan+ubsan, then tsan
#   tests/run.sh --bench                    the benchmarks, see tests/bench/README.md
#   tests/run.sh --fuzz SECONDS             every fuzz target for so long
#
# With CI=true, a program that a test needs and that is missing is a failure instead of a skipped test.
# Exit codes: 0 all passed, 1 a test or the build failed, 2 usage, 3 packages are missing and cannot be installed here,
# 4 unknown system.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'Earshot: %s\n' "$*"; }
usage() { sed -n '2,11s/^# \{0,1\}//p' tests/run.sh; }

work=tests
label=""
seconds=0
setup=yes
while (($#)); do
    case $1 in
    --label) shift; label=${1:-} ;;
    --sanitize) work=sanitize ;;
    --bench) work=bench ;;
    --fuzz) work=fuzz; shift; seconds=${1:-} ;;
    --no-setup) setup=no ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; echo "run.sh does not know '$1'" >&2; exit 2 ;;
    esac
    shift || { usage >&2; exit 2; }
done
[[ $work != fuzz || $seconds =~ ^[1-9][0-9]*$ ]] || { echo "--fuzz needs a number of seconds" >&2; exit 2; }

# ---- times, result -----------------------------------------------------------------------------------------------------

times=()
failures=()
started=$SECONDS
timed() { # name command…: 0 also where the command failed; the failure is kept for the summary
    local name=$1 begin=$SECONDS code=0
    shift
    "$@" || code=$?
    times+=("$(printf '%-24s %4d s' "$name" $((SECONDS - begin)))")
    ((code == 0)) || failures+=("$name")
    return 0
}
stop_if_failed() { ((${#failures[@]} == 0)) || summary; }

wrapper=() # what ctest is started by, where that matters
passed=0
failed=0
skipped=0
second_time=0 # of those that passed: at the second try
summary() {
    printf '\n'
    printf '  %s\n' "${times[@]}"
    printf '  %-24s %4d s\n\n' "together" $((SECONDS - started))
    ((${#failures[@]} == 0)) || say "failed: ${failures[*]}"
    ((second_time == 0)) || say "$second_time of those that passed did so at the second try"
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    ((${#failures[@]} == 0)) || exit 1
    exit 0
}

# ---- nothing is left behind --------------------------------------------------------------------------------------------

# Everything a test starts inherits this mark, also what turns itself into a daemon.
EARSHOT_TEST_RUN="$$-$(date +%s)"
export EARSHOT_TEST_RUN
marked_processes() {
    local environment pid
    for environment in /proc/[0-9]*/environ; do
        pid=${environment#/proc/}
        pid=${pid%/environ}
        [[ $pid == "$$" || $pid == "$BASHPID" ]] && continue
        tr '\0' '\n' 2>/dev/null <"$environment" | grep -x "EARSHOT_TEST_RUN=$EARSHOT_TEST_RUN" >/dev/null && echo "$pid"
    done 2>/dev/null
    return 0
}
end_leftovers() { # says what still runs, ends it, fails if there was something
    [[ -d /proc/self ]] || return 0
    local pid found=0
    sleep 0.3
    for pid in $(marked_processes); do
        [[ -r /proc/$pid/cmdline ]] || continue
        say "left running by a test: $(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c1-120)"
        kill -KILL "$pid" 2>/dev/null || true
        found=1
    done
    return "$found"
}
quick_folder=""
trap 'end_leftovers >/dev/null 2>&1 || true; [[ -z $quick_folder ]] || rm -rf "$quick_folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# ---- the work ----------------------------------------------------------------------------------------------------------

# ctest in a folder; adds its figures up, shows what was skipped inside the programs and why.
run_ctest() { # folder ctest-arguments…
    local folder=$1 code=0 log report
    shift
    report=$PWD/$folder/Testing/report.xml
    log=$folder/Testing/Temporary/LastTest.log
    rm -f "$report" "$log"
    ${wrapper[@]+"${wrapper[@]}"} ctest --test-dir "$folder" --output-on-failure --no-tests=error --output-junit "$report" "$@" || code=$?
    [[ -r $report ]] || return 1
    local all bad
    all=$(figure_in "$report" tests)
    bad=$(figure_in "$report" failures)
    passed=$((passed + all - bad - $(figure_in "$report" skipped) - $(figure_in "$report" disabled)))
    failed=$((failed + bad))
    local unsteady
    unsteady=$(failed_once "$log")
    if [[ -n $unsteady ]]; then
        say "failed once and passed the second time: $unsteady"
        if grep -qE '(^| )(simulation|checks)\.' <<<"$unsteady"; then
            say "which none may that needs no real clock"
            code=1
        fi
        second_time=$((second_time + $(wc -w <<<"$unsteady")))
    fi
    if grep -q '^SKIP   :' "$log"; then
        skipped=$((skipped + $(grep -c '^SKIP   :' "$log")))
        say "skipped inside the tests:"
        grep -A1 '^SKIP   :' "$log" | grep -v '^--' | cut -c1-160
    fi
    return "$code"
}
failed_once() { # log of ctest: the tests that failed before they passed
    awk '/^[0-9]+\/[0-9]+ Testing: / { name = $3 } /^Test Failed\.$/ { failed[name] = 1 }
        /^Test Passed\.$/ && name in failed { print name }' "$1" | xargs
}
figure_in() { sed -n "s/.*[[:space:]]$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; } # report attribute

needed_programs() {
    local program missing=0
    for program in nats-server pulseaudio pactl parec opusinfo opusenc ffmpeg ffprobe xmllint; do
        command -v "$program" >/dev/null && continue
        missing=1
        say "$program is missing: the tests that need it are skipped"
    done
    [[ $missing == 0 || ${CI:-} != true ]] || { say "with CI=true that is a failure"; return 1; }
}

# Most tests wait for a server or a clock: ten at a time do not disturb each other on two cores, as of those that compute only
# two run at once. Tests with a sound server wait for their sound: two at a time, and nothing else.
# What runs by real clocks is at the mercy of a shared machine, so such a test may fail once; the result says which ones did.
# What runs by virtual time has no such excuse (failed_once).
run_all_tests() {
    local again=(--repeat until-pass:2)
    timed build packaging/build.sh release
    stop_if_failed
    use_quick_folder
    case $label in
    "")
        timed tests run_ctest build/release -j10 "${again[@]}" -LE '^(bench|sound)$'
        timed "tests with sound" run_ctest build/release -j20 "${again[@]}" -L '^sound$'
        ;;
    sound) timed "tests with sound" run_ctest build/release -j20 "${again[@]}" -L '^sound$' ;;
    *) timed "tests labelled $label" run_ctest build/release -j10 "${again[@]}" -L "^$label\$" ;;
    esac
}

# After a build the disk is busy for minutes, and a server that makes a stream waits for it: the tests' own files are in memory
# where there is plenty.
use_quick_folder() {
    local free available
    free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }') || true
    available=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo 2>/dev/null) || true
    ((${free:-0} > 4000000 && ${available:-0} > 6000000)) || return 0
    quick_folder=$(mktemp -d /dev/shm/earshot-tests.XXXXXX) || return 0
    chmod 755 "$quick_folder"
    export TMPDIR=$quick_folder
    # Tests that write programs need to run them.
    printf '#!/bin/sh\n' >"$TMPDIR/program" && chmod +x "$TMPDIR/program"
    "$TMPDIR/program" 2>/dev/null || unset TMPDIR
}

run_sanitizers() {
    local preset
    # Those whose work is shared by all the threads that there are.
    local whole='^integration\.(join|library_client|own_copy_server|player|recording)_test(\.[0-9])?$'
    # gcc's tsan cannot live with a fully random address space.
    command -v setarch >/dev/null && setarch -R true 2>/dev/null && wrapper=(setarch -R)
    export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
    export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
    export TSAN_OPTIONS=halt_on_error=1:die_after_fork=0:second_deadlock_stack=1:suppressions=$PWD/tests/support/tsan.supp
    for preset in asan tsan; do
        timed "build $preset" packaging/build.sh "$preset" tests/unit/all tests/simulation/all tests/integration/all
        stop_if_failed
        timed "$preset" run_ctest "build/$preset" -j2 -L 'unit|simulation'
        timed "$preset, whole programs" run_ctest "build/$preset" -j2 -R "$whole"
    done
}
run_benches() {
    timed build packaging/build.sh release -DEARSHOT_BENCH=ON earshot earshotctl bench_audio bench_probe bench_player
    stop_if_failed
    timed benchmarks tests/bench/run.sh
    if ((${#failures[@]})); then failed=1; else passed=1; fi
}

run_fuzzers() {
    local target name corpus
    timed build packaging/build.sh fuzz fuzzers
    stop_if_failed
    # A valid input for each target, by the newest writers.
    timed seeds build/fuzz/bin/fuzz_seeds build/fuzz/seeds
    stop_if_failed
    for target in build/fuzz/fuzz/*; do
        [[ -x $target && -f $target ]] || continue
        name=${target##*/}
        corpus=build/fuzz/corpus/$name
        mkdir -p "$corpus" build/fuzz/findings
        local seeds=()
        [[ -d build/fuzz/seeds/$name ]] && seeds=("build/fuzz/seeds/$name")
        say "$name for $seconds s"
        local before=${#failures[@]}
        timed "$name" "$target" -max_total_time="$seconds" -max_len=70000 -print_final_stats=1 -verbosity=0 \
            -artifact_prefix=build/fuzz/findings/ "$corpus" ${seeds[@]+"${seeds[@]}"}
        if ((${#failures[@]} > before)); then failed=$((failed + 1)); else passed=$((passed + 1)); fi
    done
    ((passed + failed)) || { say "there is no fuzz target"; failures+=("fuzz"); }
}

if [[ $setup == yes ]]; then
    groups=(build run test)
    [[ $work == bench ]] && groups+=(bench)
    [[ $work == fuzz ]] && groups+=(fuzz)
    begin=$SECONDS
    packaging/dependencies.sh "${groups[@]}" || exit $?
    times+=("$(printf '%-24s %4d s' set-up $((SECONDS - begin)))")
fi
case $work in
tests)
    timed programs needed_programs
    stop_if_failed
    run_all_tests
    ;;
sanitize) run_sanitizers ;;
bench) run_benches ;;
fuzz) run_fuzzers ;;
esac
timed "nothing left running" end_leftovers
summary
