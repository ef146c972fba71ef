"""Cost in relation to NetEq's, per trace and mode, as a plain SVG on a white ground."""

import math

from costs import cost, geometric_mean
from figures import COMPARED
from runs import TRACES

TOP, ROW, LEFT, WIDTH, GAP = 92, 26, 110, 350, 40
LOW, HIGH = 1 / 32, 8  # of the logarithmic axis
TITLES = {'stage': 'Stage: 1 % of the sound is worth 100 ms of delay',
          'listen': 'Listening: 1 % of the sound is worth 1500 ms of delay'}
# name: (colour, radius, word)
MARKS = {'gst200': ('#b08a3c', 4, 'GStreamer'), 'speex': ('#8a8f98', 4, 'speex'), 'mumble': ('#5a7fc0', 4, 'Mumble'),
         'oracle': ('#b3261e', 4, 'the best with the future known'), 'earshot': ('#0a6c4f', 6.5, 'Earshot')}


def ratios(figures, mode, name, traces):
    """Of each seed and trace, or nothing where the player was not here."""
    player = mode if name == 'earshot' else name
    found = []
    for seed in figures['seeds'].values():
        for trace in traces:
            cell = seed[trace]
            if 'neteq' not in cell['runs'] or name != 'oracle' and player not in cell['runs']:
                return []
            own = cell['oracle'][mode] if name == 'oracle' else cost(cell['runs'][player], mode)
            found.append(own / cost(cell['runs']['neteq'], mode))
    return found


def x_of(left, ratio):
    return left + WIDTH * math.log(min(max(ratio, LOW), HIGH) / LOW) / math.log(HIGH / LOW)


def text(x, y, words, anchor='start', more=''):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{words}</text>'


def line(x1, y1, x2, y2, style):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {style}/>'


def mark(name, x, y):
    colour, radius, _ = MARKS[name]
    if name == 'oracle':
        return line(x, y - 7, x, y + 7, f'stroke="{colour}" stroke-width="2.5"')
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}"/>'


def row(figures, mode, left, y, traces):
    for name in MARKS:
        found = ratios(figures, mode, name, traces)
        if not found:
            continue
        if name == 'earshot' and len(traces) == 1:
            yield line(x_of(left, min(found)), y, x_of(left, max(found)), y, 'stroke="#0a6c4f" stroke-width="2"')
        yield mark(name, x_of(left, geometric_mean(found)), y)


def panel(figures, mode, left):
    bottom = TOP + ROW * (len(TRACES) + 1)
    yield text(left, TOP - 34, TITLES[mode], more=' font-weight="bold"')
    for ratio in (1 / 32, 1 / 8, 1 / 2, 1, 2, 8):
        x = x_of(left, ratio)
        yield line(x, TOP - 8, x, bottom, f'stroke="{"#1c2126" if ratio == 1 else "#d7dbe0"}"')
        yield text(x, TOP - 14, 'NetEq' if ratio == 1 else f'{ratio:.2g}', 'middle')
    for index, trace in enumerate(TRACES):
        yield from row(figures, mode, left, TOP + ROW * (index + 0.5), [trace])
    yield line(left, bottom - ROW, left + WIDTH, bottom - ROW, 'stroke="#1c2126" stroke-width="0.6"')
    yield from row(figures, mode, left, bottom - ROW * 0.5, COMPARED)


def legend(y):
    x = LEFT
    for name, (_, _, word) in reversed(MARKS.items()):
        yield mark(name, x + 6, y - 4)
        yield text(x + 18, y, word)
        x += 44 + 7 * len(word)


def svg(figures):
    height = TOP + ROW * (len(TRACES) + 1) + 60
    width = LEFT + 2 * WIDTH + GAP + 30
    seeds = ', '.join(map(str, figures['seeds']))
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" '
           'fill="#1c2126">')
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    yield text(LEFT, 28, f'What the buffer costs the listener, against NetEq (seed {seeds}; further left is better)',
               more=' font-size="16" font-weight="bold"')
    for index, trace in enumerate([*TRACES, 'mean']):
        yield text(LEFT - 10, TOP + ROW * (index + 0.5) + 4, trace, 'end')
    for index, mode in enumerate(TITLES):
        yield from panel(figures, mode, LEFT + index * (WIDTH + GAP))
    yield from legend(height - 24)
    yield '</svg>'


def write(figures, path):
    with open(path, 'w') as file:
        file.write('\n'.join(svg(figures)) + '\n')
