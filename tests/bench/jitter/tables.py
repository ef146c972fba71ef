"""The figures as text, in Markdown."""

from figures import TRACES
from runs import EARSHOT, PEERS

TITLES = {'fixed200': 'fixed 200', 'gst200': 'GStreamer 200', 'speex': 'speex', 'mumble': 'Mumble', 'neteq': 'NetEq',
          'neteq200': 'NetEq min 200', 'neteq500': 'NetEq min 500', 'stage': 'Earshot, stage', 'listen': 'Earshot, listening'}
MODES = {'stage': 'stage', 'listen': 'listening'}


def short(value, digits=3):
    text = f'{value:.{digits}g}' if abs(value) < 1000 else f'{value:.0f}'
    return '0' if float(text) == 0 else text


def table(head, rows):
    yield '| ' + ' | '.join(head) + ' |'
    yield '|' + '---|' * len(head)
    for row in rows:
        yield '| ' + ' | '.join(row) + ' |'


def mean(cells, name, figure):
    return sum(cell['runs'][name][figure] for cell in cells) / len(cells)


def trace_table(figures):
    """Means over the seeds: added mean delay ms (its 95 % quantile) / concealed % / interruptions >= 60 ms."""
    seeds = figures['seeds'].values()
    names = [name for name in [*PEERS, *EARSHOT] if all(name in seed[trace]['runs'] for seed in seeds for trace in TRACES)]
    rows = []
    for trace in TRACES:
        cells = [seed[trace] for seed in seeds]
        row = [trace]
        for name in names:
            added = mean(cells, name, 'added_mean_ms')
            p95 = added + mean(cells, name, 'p95_ms') - mean(cells, name, 'mean_ms')
            row.append(f"{added:.0f} ({p95:.0f}) / {short(mean(cells, name, 'concealed_pct'), 2)} / "
                       f"{short(mean(cells, name, 'int60'), 2)}")
        row.append(' / '.join(f"{sum(cell['oracle'][mode] for cell in cells) / len(cells):.0f}" for mode in EARSHOT))
        rows.append(row)
    return table(['trace', *(TITLES[name] for name in names), "oracle's cost, stage / listening"], rows)


def summary_table(figures):
    rows = []
    for mode, players in figures['summary'].items():
        for name, ratios in players.items():
            row = [MODES[mode], TITLES[name]]
            for other in ('oracle', 'neteq', 'neteq200'):
                row.append(f"{ratios[other]['once']:.2f}; {ratios[other]['strict']:.2f}" if other in ratios else '–')
            row.append(f"{ratios['neteq']['worst_once']:.2f}" if 'neteq' in ratios else '–')
            rows.append(row)
    return table(['mode', 'buffer', 'to the oracle: once; strict', 'to NetEq', 'to NetEq min 200', 'to NetEq, worst trace'], rows)


def goal_table(figures):
    rows = []
    for goal in figures['goals']:
        sign = '≥' if goal['least'] else '≤'
        unit = f" {goal['unit']}" if goal['unit'] else ''
        rows.append([MODES[goal['mode']], goal['name'], f"{short(goal['value'], 4)}{unit}", f"{sign} {goal['goal']}{unit}",
                     'met' if goal['met'] else '**missed**', goal['note']])
    return table(['mode', 'figure', 'measured', 'goal', '', 'where'], rows)


def audit_table(figures):
    rows = []
    first = next(iter(figures['seeds']))
    for trace in TRACES:
        cell = figures['seeds'][first][trace]
        for name, audit in sorted(cell['audit'].items(), key=lambda item: list(TITLES).index(item[0])):
            run = cell['runs'][name]
            rows.append([trace, TITLES[name], f"{run['mean_ms']:.0f} / {audit['mean_ms']:.0f}",
                         f"{run['concealed_pct']:.2f} / {audit['unmatched_pct']:.2f}", f"{run['int60']} / {audit['int60']}",
                         f"{audit['ncc']:.4f}", f"+{run['stretch_ins_pct']:.2f} −{run['stretch_rem_pct']:.2f}"])
    return table(['trace', 'buffer', 'mean delay ms', 'concealed / unmatched %', 'interruptions', 'ncc', 'stretched %'], rows)


def cpu_table(figures):
    rows = [[TITLES.get(name, 'decoding alone'), f"{own['cpu_us_per_s'] / 1000:.2f}",
             f"{own['memory_kib'] / 1024:.2f}" if 'memory_kib' in own else ''] for name, own in figures['cpu'].items()]
    return table(['', 'CPU over decoding, ms per second of sound', 'memory over decoding, MiB'], rows)
