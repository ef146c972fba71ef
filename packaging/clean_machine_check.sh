#!/usr/bin/env bash
# Proves that the two commands are all that a bare machine needs: lays a bare Debian root into a folder, copies the
# committed project into it and runs packaging/run.sh (twice) and tests/run.sh there.
#
#   packaging/clean_machine_check.sh FOLDER [--suite bookworm] [--only run|tests|build|packages] [--as-user] [--keep]
#
#   FOLDER      holds the bare root's archive (made once), the root itself, and what was printed (*.log)
#   --only      run: packaging/run.sh; tests: tests/run.sh; build: dependencies and the build; packages: dependencies
#   --as-user   as a person with sudo instead of root
#   --keep      go on in the root of the last time instead of a bare one
#
# Needs root, debootstrap, and a package source of that suite in this machine's apt configuration, which the root gets too.
# All that runs inside ends with this script. Exit codes: 0 all passed, 1 something failed, 2 usage.
set -euo pipefail

say() { printf '== %s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }
usage() { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }

project=$(cd "$(dirname "$0")/.." && pwd)
folder=""
suite=bookworm
only=all
as_user=no
keep=no
while (($#)); do
    case $1 in
    --suite) shift; suite=${1:-} ;;
    --only) shift; only=${1:-} ;;
    --as-user) as_user=yes ;;
    --keep) keep=yes ;;
    -*) usage ;;
    *) folder=$1 ;;
    esac
    shift || usage
done
[[ -n $folder && $suite =~ ^[a-z]+$ && $only =~ ^(all|run|tests|build|packages)$ ]] || usage
[[ $(id -u) -eq 0 ]] || fail "please run this as root"
command -v debootstrap >/dev/null || fail "debootstrap is missing (apt-get install debootstrap)"

# A mount and process space of its own: whatever happens, no mount and no process outlives this script.
if [[ -z ${EARSHOT_CLEAN_ROOM:-} ]]; then
    arguments=("$folder" --suite "$suite" --only "$only")
    [[ $as_user == yes ]] && arguments+=(--as-user)
    [[ $keep == yes ]] && arguments+=(--keep)
    EARSHOT_CLEAN_ROOM=1 exec unshare --mount --pid --fork --mount-proc --kill-child "$0" "${arguments[@]}"
fi

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
archive=$folder/$suite.tar
root=$folder/$suite

if [[ ! -f $archive ]]; then
    source=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' | awk -v suite="$suite" '$2 == suite {print $1; exit}')
    [[ -n $source ]] || source=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
    [[ -n $source ]] || fail "this machine's apt has no package source"
    say "making a bare $suite"
    rm -rf "$root"
    debootstrap --variant=minbase "$suite" "$root" "$source" >"$folder/debootstrap.log" 2>&1 || fail "debootstrap failed, see $folder/debootstrap.log"
    tar -C "$root" -cf "$archive.part" . && mv "$archive.part" "$archive"
fi

if [[ $keep == no || ! -d $root ]]; then
    rm -rf "$root"
    mkdir -p "$root"
    tar -C "$root" -xf "$archive"
    if [[ $suite == "$(. /etc/os-release && echo "$VERSION_CODENAME")" ]]; then
        rm -rf "$root"/etc/apt/sources.list*
        for part in sources.list sources.list.d apt.conf.d preferences.d auth.conf.d trusted.gpg.d keyrings; do
            [[ ! -e /etc/apt/$part ]] || cp -a "/etc/apt/$part" "$root/etc/apt/"
        done
        # What cleans and shapes this machine's package cache has no business there.
        rm -f "$root"/etc/apt/apt.conf.d/*docker* "$root"/etc/apt/preferences.d/*
    fi
    cp /etc/resolv.conf /etc/hosts "$root/etc/"
fi

mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sys "$root/sys"
mount -t tmpfs -o mode=755 dev "$root/dev"
for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir -p "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"

home=/root
inside=(chroot "$root" /usr/bin/env -i HOME=$home PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8)
if [[ $as_user == yes ]]; then
    home=/home/person
    if [[ ! -d $root$home ]]; then
        chroot "$root" sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends sudo adduser' >"$folder/sudo.log" 2>&1
        chroot "$root" adduser --disabled-password --gecos "" --quiet person
        echo 'person ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/person"
    fi
    inside=(chroot --userspec=person:person "$root" /usr/bin/env -i HOME=$home USER=person PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8)
fi
rm -rf "$root$home/earshot.new"
git -c safe.directory='*' clone --quiet --no-hardlinks "$project" "$root$home/earshot.new"
if [[ -d $root$home/earshot/build ]]; then mv "$root$home/earshot/build" "$root$home/earshot.new/"; fi
rm -rf "$root$home/earshot"
mv "$root$home/earshot.new" "$root$home/earshot"
[[ $as_user == no ]] || chroot "$root" chown -R person:person "$home/earshot"

size() { du -sx -B1M "$root" 2>/dev/null | cut -f1; }
packages() { chroot "$root" dpkg-query -W -f '${Package} ${Version} ${Installed-Size}\n'; }
results=()
step() { # name command…
    local name=$1 begin=$SECONDS code=0
    shift
    say "$name: $*"
    "${inside[@]}" sh -c "cd $home/earshot && exec $*" >"$folder/$name.log" 2>&1 </dev/null || code=$?
    results+=("$(printf '%-16s code %d, %d s' "$name" "$code" $((SECONDS - begin)))")
    tail -n 12 "$folder/$name.log" | sed 's/^/   /'
    ((code == 0)) || failed=yes
    # Nothing may be left running in the root.
    local link
    for link in /proc/[0-9]*/root; do
        [[ $(readlink "$link" 2>/dev/null) == "$root" ]] || continue
        results+=("$name left running: $(tr '\0' ' ' <"${link%root}cmdline" | cut -c1-100)")
        failed=yes
        kill -KILL "$(cut -d/ -f3 <<<"$link")" 2>/dev/null || true
    done
}

failed=no
packages | sort >"$folder/packages.before"
before=$(size)
case $only in
packages) step packages packaging/dependencies.sh build run test ;;
build)
    step packages packaging/dependencies.sh build run test
    step build packaging/build.sh release
    ;;
esac
if [[ $only == all || $only == run ]]; then
    step run packaging/run.sh --headless --for 30s
    step run-again packaging/run.sh --headless --for 5s
fi
if [[ $only == all || $only == tests ]]; then
    step tests env CI=true tests/run.sh
    step tests-again tests/run.sh --label unit
fi
packages | sort >"$folder/packages.after"
comm -13 "$folder/packages.before" "$folder/packages.after" >"$folder/packages.new"
rm -rf "$root/var/cache/apt/archives"/*.deb
say "$(wc -l <"$folder/packages.new") new packages, $(awk '{size += $3} END {printf "%d", size / 1024}' "$folder/packages.new") MB installed; the root grew from $before to $(size) MB"
enabled=$(find "$root/etc/systemd/system" -name 'nats-server*' 2>/dev/null || true)
[[ -z $enabled ]] || { results+=("nats-server's own service is enabled: $enabled"); failed=yes; }
[[ ! -e $root/usr/sbin/policy-rc.d ]] || { results+=("policy-rc.d was left behind"); failed=yes; }
printf '   %s\n' "${results[@]}"
[[ $failed == no ]] || fail "not clean; the logs are in $folder"
say "both commands pass on a bare $suite"
