#!/usr/bin/env bash
# Makes the demo event's two voices from dialogue.txt: ana.opus, jonas.opus (48 kHz mono, 20 ms frames, equal length)
# and turns.json (who talks when). The result is the same bytes each time with the same versions of the tools.
# Needs espeak-ng, sox and opus-tools. Usage: make_demo.sh [FOLDER]   (default: the folder of this script)
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for program in espeak-ng sox soxi opusenc; do
    command -v "$program" >/dev/null || { echo "make_demo.sh needs $program (Debian: espeak-ng sox opus-tools)" >&2; exit 1; }
done

readonly rate=48000
readonly frame=960          # samples, 20 ms
readonly pre_skip=312       # samples that opusenc puts before the audio
readonly lead=24000         # samples of silence before the first turn
readonly pause=16800        # between two turns
readonly tail=72000         # after the last turn, before the loop begins again
readonly speech_db=-18      # rms of every turn, dBFS

# espeak-ng voice, words a minute, pitch, and an equalizer that takes the edge off that voice.
voice_of() {
    case $1 in
    ana) echo "-v en-us+f4 -s 180 -p 56 -g 2" ;;
    jonas) echo "-v en-gb-x-rp+m3 -s 178 -p 34 -g 2" ;;
    *) echo "dialogue.txt: unknown voice '$1'" >&2; return 1 ;;
    esac
}
tone_of() {
    case $1 in
    ana) echo "highpass 110 equalizer 3100 0.9q -3 equalizer 6000 1.2q -4 treble -3 7000" ;;
    jonas) echo "highpass 75 equalizer 180 0.8q 2 equalizer 2600 0.9q -3 equalizer 5200 1.2q -4 treble -3 7000" ;;
    esac
}

# One spoken line: 48 kHz mono, silence cut off at both ends, a little room, every turn equally loud, no peak above -2 dB.
speak() { # name text file.wav
    local name=$1 text=$2 file=$3 level gain
    # shellcheck disable=SC2046
    espeak-ng $(voice_of "$name") -w "$work/raw.wav" -- "$text"
    # shellcheck disable=SC2046
    sox -R -D "$work/raw.wav" -r $rate -c 1 -b 24 "$work/plain.wav" \
        gain -6 rate -v $rate $(tone_of "$name") lowpass 9000 \
        silence 1 0.01 0.1% reverse silence 1 0.01 0.1% reverse pad 0 0.25 \
        reverb 14 60 22 40 4 -2 remix - \
        compand 0.008,0.12 6:-60,-60,-32,-24,-18,-15,0,-8 0 -30 0.004
    level=$(sox "$work/plain.wav" -n stats 2>&1 | awk '/^RMS lev dB/ {print $4}')
    gain=$(awk -v want=$speech_db -v have="$level" 'BEGIN {printf "%.2f", want - have - 8}')
    sox -R -D "$work/plain.wav" -b 24 "$file" gain "$gain" \
        compand 0.0005,0.05 -70,-70,-16,-16,0,-11 0 0 0.0005 gain 8 fade t 0.01 -0 0.12
}

grid_up() { echo $((($1 + frame - 1) / frame * frame)); }
milliseconds() { echo $(($1 * 1000 / rate)); }
json_text() { sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' <<<"$1"; }

declare -A parts=([ana]="" [jonas]="")
turns=""
begin=$lead
end=$lead
count=0
first=yes
while IFS= read -r line; do
    [[ -z $line || $line == \#* ]] && continue
    together=no
    [[ $line == +* ]] && together=yes && line=${line#+}
    name=${line%%:*}
    text=${line#*: }
    file=$work/turn$count.wav
    speak "$name" "$text" "$file"
    length=$(soxi -s "$file")
    if [[ $together == no && $first == no ]]; then
        begin=$(grid_up $((end + pause)))
    fi
    finish=$((begin + length))
    ((finish > end)) && end=$finish
    parts[$name]+="$begin $file"$'\n'
    [[ $first == no ]] && turns+=$',\n'
    turns+="    {\"speaker\": \"$name\", \"begin_ms\": $(milliseconds "$begin"), \"end_ms\": $(milliseconds "$finish"), \"text\": \"$(json_text "$text")\"}"
    first=no
    count=$((count + 1))
done <"$here/dialogue.txt"

# Whole frames, with the encoder's pre-skip counted in: the loop has no partial last frame.
total=$(($(grid_up $((end + tail))) - pre_skip))

for name in ana jonas; do
    # Silence and turns one after another; between the turns the samples are zero.
    sequence=()
    at=0
    while read -r start file; do
        [[ -z $start ]] && continue
        sox -R -D -n -r $rate -c 1 -b 24 "$work/$name.gap$at.wav" trim 0 $((start - at))s
        sequence+=("$work/$name.gap$at.wav" "$file")
        at=$((start + $(soxi -s "$file")))
    done <<<"${parts[$name]}"
    sox -R -D -n -r $rate -c 1 -b 24 "$work/$name.rest.wav" trim 0 $((total - at))s
    sox -R -D "${sequence[@]}" "$work/$name.rest.wav" -b 16 "$work/$name.wav"
    [[ $(soxi -s "$work/$name.wav") -eq $total ]] || { echo "$name.wav has a wrong length" >&2; exit 1; }
    serial=$((1 + $(printf '%s' "$name" | cksum | cut -d' ' -f1) % 1000000))
    opusenc --quiet --bitrate 32 --vbr --comp 10 --framesize 20 --speech --discard-comments --padding 0 \
        --serial $serial "$work/$name.wav" "$out/$name.opus"
done

cat >"$out/turns.json" <<JSON
{
  "sample_rate": $rate,
  "frame_ms": 20,
  "length_samples": $total,
  "length_ms": $(milliseconds $total),
  "tracks": [
    {"speaker": "ana", "name": "Ana Ruiz", "file": "ana.opus"},
    {"speaker": "jonas", "name": "Jonas Klein", "file": "jonas.opus"}
  ],
  "turns": [
$turns
  ]
}
JSON
echo "made $out/ana.opus, $out/jonas.opus ($(milliseconds $total) ms each) and $out/turns.json"
