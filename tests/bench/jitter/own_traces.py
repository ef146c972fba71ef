"""Small traces for what the bench's own do not show alone: one stall, a gap, and clocks that differ on a calm line."""

import os
import random

STALL_AT, STALL = 90_000, 1_000  # ms
GAPS = ((60_000, 65_000), (120_000, 125_000))  # ms
FRAME = 20  # ms
ONE_WAY = 20  # ms


def stall(rng):
    """A calm line that stands for a second and then delivers all of it."""
    for frame, sent, arrival in calm(rng, 180, 4):
        yield frame, sent, STALL_AT + STALL if STALL_AT <= arrival < STALL_AT + STALL else arrival


def gap(rng):
    """Twice the connection is gone for 5 s; what was sent meanwhile never comes."""
    for frame, sent, arrival in calm(rng, 180, 4):
        yield frame, sent, None if any(begin <= sent < end for begin, end in GAPS) else arrival


def clock(rng, ppm):
    return calm(rng, 600, 0.7, ppm)


def calm(rng, seconds, jitter, ppm=0):
    last = 0
    for frame in range(seconds * 1000 // FRAME):
        sent = 50 + frame * FRAME * (1 - ppm * 1e-6)
        last = max(last, sent + ONE_WAY + rng.gammavariate(1.5, jitter / 1.5))
        yield frame, sent, last


MAKERS = {'stall': stall, 'gap': gap, 'clock+200': lambda rng: clock(rng, 200), 'clock-200': lambda rng: clock(rng, -200)}


def make(folder):
    """Writes those that are not there yet; {name: path}."""
    os.makedirs(folder, exist_ok=True)
    paths = {}
    for name, maker in MAKERS.items():
        paths[name] = f'{folder}/{name}.csv'
        if os.path.exists(paths[name]):
            continue
        rows = list(maker(random.Random(name)))
        rows.sort(key=lambda row: (row[1] if row[2] is None else row[2], row[0]))
        ppm = float(name[5:]) if name.startswith('clock') else 0
        with open(f'{paths[name]}.{os.getpid()}', 'w') as file:
            file.write(f'# name={name}\n# frame_us=20000\n# drift_ppm={ppm}\n')
            for frame, sent, arrival in rows:
                file.write(f'{round(sent * 1000)},{-1 if arrival is None else round(arrival * 1000)},{frame},'
                           f'{(frame * 960 + 1000) & 0xffffffff}\n')
        os.replace(f'{paths[name]}.{os.getpid()}', paths[name])
    return paths


def recovery_seconds(blocks):
    """From the end of the stall until the delay stays at its target for a second (within 20 ms or 10 %)."""
    base = min(delay for _, delay, *_ in blocks if delay is not None)
    end = STALL_AT + STALL + ONE_WAY
    least = min(ONE_WAY, base)
    late = [at for at, delay, _, _, target in blocks
            if at >= end and delay is not None and delay - least > target + max(20, 0.1 * target)]
    calm_from = end
    for at in late:
        if at - calm_from > 1000:
            break
        calm_from = at
    return (calm_from - end) / 1000


def resume_ms(blocks, trace):
    """From the first packet after a gap until it sounds; the longer of the two gaps."""
    with open(trace) as file:
        rows = [line.split(',') for line in file if not line.startswith('#')]
    longest = 0
    for _, end in GAPS:
        came = min(int(row[1]) for row in rows if int(row[0]) >= end * 1000 and int(row[1]) >= 0) / 1000
        longest = max(longest, next(at for at, delay, *_ in blocks if at >= came and delay is not None) - came)
    return longest


def wander(blocks):
    """(largest difference between the mean delays of 10 s in ms, stretched %), both after the first minute."""
    means, stretched, frames = {}, 0, 0
    for at, delay, _, changed, _ in blocks:
        if at >= 60_000:
            stretched += changed
            frames += 480
            if delay is not None:
                means.setdefault(int(at // 10_000), []).append(delay)
    means = [sum(delays) / len(delays) for delays in means.values() if len(delays) > 500]
    return max(means) - min(means), 100 * stretched / frames
