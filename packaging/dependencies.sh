#!/usr/bin/env bash
# Installs what Earshot needs from the system's package manager. Quick, and silent, when everything is there.
#
#   packaging/dependencies.sh [--list | --check] [build] [run] [test] [bench] [peers] [fuzz]     (default: build run)
#
#   peers     what tests/bench/jitter/run.sh and tests/bench/stretch compare with: as far as this system has it
#
#   --list    only print the packages of this system for these groups
#   --check   only say what is missing; exit 1 if something is
#
# apt (Debian 12, Ubuntu 24.04 and newer), dnf (Fedora) and Homebrew (macOS). Nothing is ever removed.
# Exit codes: 0 all there, 1 something is missing or an installation failed, 2 usage, 3 no right to install, 4 unknown system.
set -euo pipefail

say() { printf 'Earshot: %s\n' "$*" >&2; }
fail() { local code=$1; shift; say "$*"; exit "$code"; }

# "a|b": b where the system does not know a.
apt_packages() {
    case $1 in
    build)
        echo "g++ cmake ninja-build ccache pkg-config qt6-base-dev qt6-websockets-dev qt6-multimedia-dev \
            qt6-svg-dev|libqt6svg6-dev qt6-tools-dev qt6-l10n-tools libgl-dev libssl-dev libopus-dev \
            libopusfile-dev libogg-dev libsoundtouch-dev libspeexdsp-dev libpulse-dev qtkeychain-qt6-dev libqrencode-dev libicu-dev libxcb1-dev libzxing-dev" ;;
    run)
        echo "nats-server qt6-wayland fonts-dejavu-core ca-certificates" ;;
    test)
        echo "pulseaudio-utils espeak-ng xvfb dbus-daemon" ;;
    bench)
        echo "libbenchmark-dev xvfb" ;;
    peers)
        echo "python3 espeak-ng sox" ;;
    fuzz)
        echo "clang" ;;
    esac
}
# Wanted, but Earshot works without: left out, with a word, where they cannot be had without removing something.
apt_wishes() {
    case $1 in
    build) echo "mold" ;;
    test) echo "pulseaudio ffmpeg opus-tools libxml2-utils" ;;
    peers)
        echo "libtgowt-dev libgstreamer1.0-dev libgstreamer-plugins-base1.0-dev gstreamer1.0-plugins-good" ;;
    esac
}
dnf_packages() {
    case $1 in
    build)
        echo "gcc-c++ cmake ninja-build ccache mold pkgconf-pkg-config qt6-qtbase-devel qt6-qtwebsockets-devel \
            qt6-qtmultimedia-devel qt6-qtsvg-devel qt6-qttools-devel openssl-devel opus-devel opusfile-devel libogg-devel soundtouch-devel \
            speexdsp-devel pulseaudio-libs-devel qtkeychain-qt6-devel qrencode-devel libicu-devel libxcb-devel zxing-cpp-devel" ;;
    run)
        echo "nats-server qt6-qtwayland dejavu-sans-fonts ca-certificates" ;;
    test)
        echo "pulseaudio-utils espeak-ng xorg-x11-server-Xvfb dbus-daemon libxml2" ;;
    bench)
        echo "google-benchmark-devel xorg-x11-server-Xvfb" ;;
    peers)
        echo "python3 espeak-ng sox gstreamer1-devel gstreamer1-plugins-base-devel gstreamer1-plugins-good" ;;
    fuzz)
        echo "clang" ;;
    esac
}
brew_packages() {
    case $1 in
    build)
        echo "cmake ninja ccache pkgconf qt openssl@3 opus opusfile libogg sound-touch speexdsp qtkeychain qrencode icu4c zxing-cpp" ;;
    run)
        echo "nats-server" ;;
    bench)
        echo "google-benchmark" ;;
    peers)
        echo "python espeak-ng sox gstreamer" ;;
    fuzz)
        echo "llvm" ;;
    esac
}

mode=install
groups=()
for argument in "$@"; do
    case $argument in
    --list | --check) mode=${argument#--} ;;
    build | run | test | bench | peers | fuzz) groups+=("$argument") ;;
    -h | --help) sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) fail 2 "dependencies.sh does not know '$argument' (see --help)" ;;
    esac
done
((${#groups[@]})) || groups=(build run)

as_root=()
need_root() { # what the person would have to run otherwise
    [[ $(id -u) -eq 0 ]] && return
    command -v sudo >/dev/null || fail 3 "packages are missing and there is no sudo here. Run this as root, then start again: $*"
    as_root=(sudo)
    sudo -n true 2>/dev/null || [[ -t 0 ]] || fail 3 "packages are missing and sudo asks for a password. Run this, then start again: sudo sh -c '$*'"
}
may_be_root() { # without a question
    [[ $(id -u) -eq 0 ]] && return
    sudo -n true 2>/dev/null && as_root=(sudo)
}

# A nats-server that its owner put there by other means is used as it is.
has_own_program() { [[ $1 == nats-server ]] && command -v nats-server >/dev/null; }

# ---- apt ---------------------------------------------------------------------------------------------------------------

apt_is_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

apt_has_any_of() { # a|b
    local name
    for name in ${1//|/ }; do apt_is_installed "$name" && return 0; done
    return 1
}

apt_knows() { [[ $(apt-cache policy "$1" 2>/dev/null) =~ Candidate:\ [^\(] ]]; }

apt_choice() { # the first of a|b that can be had
    local name
    for name in ${1//|/ }; do apt_knows "$name" && { echo "$name"; return; }; done
    return 1
}

# The nats-server package starts a system service of its own. Earshot runs its own child process instead, so that service
# is kept from starting; one that stood here before stays as its owner set it up.
policy=/usr/sbin/policy-rc.d
policy_is_ours=no
keep_service_from_starting() {
    [[ -e $policy ]] && return
    policy_is_ours=yes
    # shellcheck disable=SC2016
    printf '%s\n' '#!/bin/sh' '# Made by Earshot while it installs packages; removed afterwards.' \
        'for word in "$@"; do case $word in nats-server*) exit 101 ;; esac; done' 'exit 0' |
        ${as_root[@]+"${as_root[@]}"} tee "$policy" >/dev/null
    ${as_root[@]+"${as_root[@]}"} chmod 755 "$policy"
}
remove_policy() {
    [[ $policy_is_ours == yes ]] || return 0
    policy_is_ours=no
    ${as_root[@]+"${as_root[@]}"} rm -f "$policy"
}
stop_new_service() {
    if [[ -d /run/systemd/system ]]; then
        ${as_root[@]+"${as_root[@]}"} systemctl disable --quiet --now nats-server.service || true
    else # no systemd runs here, as in a container: it shall not start where one runs later
        ${as_root[@]+"${as_root[@]}"} rm -f /etc/systemd/system/multi-user.target.wants/nats-server.service
    fi
}

apt_install() {
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l LC_ALL=C.UTF-8 \
        apt-get install --yes --quiet --no-install-recommends --no-remove \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >>"$log" 2>&1
}

setup_with_apt() {
    local wanted="" wishes="" group entry name
    for group in "${groups[@]}"; do
        wanted+=" $(apt_packages "$group")"
        wishes+=" $(apt_wishes "$group")"
    done
    if [[ $mode == list ]]; then
        for entry in $wanted $wishes; do echo "${entry%%|*}"; done
        return
    fi
    local missing=() missing_wishes=()
    for entry in $wanted; do
        apt_has_any_of "$entry" || has_own_program "$entry" || missing+=("$entry")
    done
    for entry in $wishes; do apt_has_any_of "$entry" || missing_wishes+=("$entry"); done
    local others
    # A second sound server would take the place of the one that a PipeWire desktop has.
    if [[ " ${missing_wishes[*]-} " == *" pulseaudio "* ]] && apt_is_installed pipewire-pulse; then
        say "this desktop's sound is PipeWire; pulseaudio is not installed beside it, the sound tests are skipped"
        others=()
        for name in "${missing_wishes[@]}"; do [[ $name == pulseaudio ]] || others+=("$name"); done
        missing_wishes=(${others[@]+"${others[@]}"})
    fi
    # A wish that could not be had is not tried again while this build folder stands.
    local without
    without="$(dirname "$0")/../build/wishes-not-to-be-had"
    if [[ $mode == install && -f $without ]]; then
        others=()
        for name in ${missing_wishes[@]+"${missing_wishes[@]}"}; do
            grep -qxF -- "$name" "$without" || others+=("$name")
        done
        missing_wishes=(${others[@]+"${others[@]}"})
    fi
    ((${#missing[@]} + ${#missing_wishes[@]})) || return 0
    if [[ $mode == check ]]; then
        say "missing: ${missing[*]%%|*} ${missing_wishes[*]%%|*}"
        return 1
    fi

    if ((${#missing[@]})); then
        need_root "apt-get update && apt-get install --no-install-recommends ${missing[*]%%|*}"
    elif ! may_be_root; then
        say "not here, and what needs it is skipped: ${missing_wishes[*]%%|*}"
        return 0
    fi
    log=$(mktemp /tmp/earshot-packages.XXXXXX.log)
    say "reading the package lists (log: $log)"
    ${as_root[@]+"${as_root[@]}"} apt-get update --quiet -o DPkg::Lock::Timeout=300 >>"$log" 2>&1 ||
        say "apt-get update did not succeed; going on with the lists that are here"
    local install=() unknown=()
    for entry in "${missing[@]}"; do
        if name=$(apt_choice "$entry"); then install+=("$name"); else unknown+=("${entry%%|*}"); fi
    done
    if ((${#unknown[@]})); then
        tail -n 5 "$log" >&2
        fail 1 "no package source here has: ${unknown[*]}. Earshot needs Debian 12, Ubuntu 24.04 (with 'universe') or newer, and a network; log: $log"
    fi
    local nats_is_new=no
    apt_is_installed nats-server || nats_is_new=yes
    trap remove_policy EXIT
    trap 'exit 130' INT TERM HUP
    keep_service_from_starting
    if ((${#install[@]})); then
        say "installing ${#install[@]} packages and what they need: ${install[*]}"
        if ! apt_install "${install[@]}"; then
            tail -n 15 "$log" >&2
            fail 1 "the installation failed; the whole log is $log"
        fi
    fi
    for name in ${missing_wishes[@]+"${missing_wishes[@]}"}; do
        say "installing $name"
        apt_install "$name" && continue
        say "$name cannot be installed here without removing other packages: what needs it is skipped"
        mkdir -p "${without%/*}" && echo "$name" >>"$without"
    done
    remove_policy
    [[ $nats_is_new == yes ]] && apt_is_installed nats-server && stop_new_service
    rm -f "$log"
    say "all packages are there"
}

# ---- dnf, Homebrew -----------------------------------------------------------------------------------------------------

setup_with_dnf() {
    local wanted="" group name
    for group in "${groups[@]}"; do wanted+=" $(dnf_packages "$group")"; done
    # shellcheck disable=SC2086
    [[ $mode == list ]] && { printf '%s\n' $wanted; return; }
    local missing=()
    for name in $wanted; do
        rpm -q --whatprovides "$name" >/dev/null 2>&1 || has_own_program "$name" || missing+=("$name")
    done
    ((${#missing[@]})) || return 0
    [[ $mode == check ]] && { say "missing: ${missing[*]}"; return 1; }
    need_root "dnf install ${missing[*]}"
    say "installing: ${missing[*]}"
    ${as_root[@]+"${as_root[@]}"} dnf install --assumeyes --quiet --setopt=install_weak_deps=False "${missing[@]}" ||
        fail 1 "dnf could not install these packages. Where only nats-server is not known, put its program into the PATH and start again"
    say "all packages are there"
}

setup_with_brew() {
    local wanted="" group name
    for group in "${groups[@]}"; do wanted+=" $(brew_packages "$group")"; done
    # shellcheck disable=SC2086
    [[ $mode == list ]] && { printf '%s\n' $wanted; return; }
    local missing=()
    for name in $wanted; do
        [[ -d $(brew --prefix)/opt/$name ]] || has_own_program "$name" || missing+=("$name")
    done
    ((${#missing[@]})) || return 0
    [[ $mode == check ]] && { say "missing: ${missing[*]}"; return 1; }
    say "installing: ${missing[*]}"
    HOMEBREW_NO_INSTALL_CLEANUP=1 brew install --quiet "${missing[@]}" || fail 1 "Homebrew could not install these packages"
    say "all packages are there"
}

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
    setup_with_apt
elif command -v dnf >/dev/null; then
    setup_with_dnf
elif command -v brew >/dev/null; then
    setup_with_brew
elif [[ $(uname -s) == Darwin ]]; then
    fail 4 "please install Homebrew first (https://brew.sh), then start again"
else
    fail 4 "this system's packages are not known to Earshot. It needs: a C++20 compiler, CMake 3.23, Ninja, Qt 6.4 (Base, WebSockets, Multimedia, Svg, Tools), OpenSSL 3, opus, opusfile, ogg, SoundTouch, speexdsp, QtKeychain, qrencode, zxing-cpp, ICU and nats-server"
fi
