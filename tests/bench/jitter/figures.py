"""All that is measured, as one tree of plain values: of every seed and trace, the summary over them, and the goals."""

import own_traces
from costs import COUNTS, RATES, cost, geometric_mean, oracle_cost
from runs import EARSHOT, PEERS, TRACES

# What the goals were set on leaves out drift-200.
COMPARED = [name for name in TRACES if name != 'drift-200']
QUICK = ('neteq', 'neteq200')


def measure_seeds(runs, seeds, peers, audit, folders=None, traces=TRACES):
    """{seed: {trace: {'runs': {player: …}, 'oracle': {mode: cost}, 'audit': {player: …}}}}"""
    players = {**{name: PEERS[name] for name in peers}, **EARSHOT}
    places, tasks = [], []
    found = {seed: {trace: {'runs': {}, 'oracle': {}, 'audit': {}} for trace in traces} for seed in seeds}
    for seed in seeds:
        folder = folders[seed] if folders else runs.traces(seed)
        for trace in traces:
            path = f'{folder}/{trace}.csv'
            places.append((seed, trace, 'oracle', None))
            tasks.append(lambda path=path: runs.oracle(path))
            for name, (player, options) in players.items():
                places.append((seed, trace, 'runs', name))
                tasks.append(lambda player=player, options=options, path=path: runs.player(player, options, path))
            for name in [*EARSHOT, 'neteq'] if audit else []:
                player, options = players[name]
                places.append((seed, trace, 'audit', name))
                tasks.append(lambda player=player, options=options, path=path: runs.audit(player, options, path)
                             if player not in runs.missing else None)
    for (seed, trace, kind, name), result in zip(places, runs.all(tasks, f'seeds {", ".join(map(str, seeds))}')):
        if kind == 'oracle':
            found[seed][trace]['oracle'] = {mode: oracle_cost(result, mode) for mode in RATES}
        elif result is not None:
            found[seed][trace][kind][name] = result
    return found


def summarise(found, traces):
    """{mode: {player: {'oracle' | peer: {'once', 'strict', 'worst'}}}}: geometric means of the cost in relation to the
    oracle's, NetEq's and that of NetEq with a least delay of 200 ms."""
    cells = [found[seed][trace] for seed in found for trace in traces]
    names = [name for name in cells[0]['runs'] if all(name in cell['runs'] for cell in cells)]
    summary = {}
    for mode in RATES:
        summary[mode] = {}
        for name in names:
            if name in EARSHOT and name != mode:
                continue
            ratios = summary[mode][name] = {}
            for other in ['oracle', *(other for other in QUICK if other in names)]:
                ratios[other] = {}
                for count in COUNTS:
                    parts = [cost(cell['runs'][name], mode, count) / (
                        cell['oracle'][mode] if other == 'oracle' else cost(cell['runs'][other], mode, count)) for cell in cells]
                    ratios[other][count] = geometric_mean(parts)
                    ratios[other][f'worst_{count}'] = max(parts)
    return summary


def measure_own(runs):
    """{mode: {…}}: what the small traces show."""
    paths = own_traces.make(f'{runs.cache}/traces/own')
    cases = [(mode, name) for mode in EARSHOT for name in paths]
    blocks = dict(zip(cases, runs.all([lambda mode=mode, name=name: runs.blocks(*EARSHOT[mode], paths[name])
                                       for mode, name in cases], 'stall, gap and clocks')))
    found = {}
    for mode in EARSHOT:
        clocks = [own_traces.wander(blocks[mode, f'clock{ppm}']) for ppm in ('+200', '-200')]
        found[mode] = {'stall_recovery_s': own_traces.recovery_seconds(blocks[mode, 'stall']),
                       'gap_to_sound_ms': own_traces.resume_ms(blocks[mode, 'gap'], paths['gap']),
                       'drift_wander_ms': max(clock[0] for clock in clocks),
                       'drift_stretched_pct': max(clock[1] for clock in clocks)}
    return found


def measure_cpu(runs, folder, rounds=3):
    """{player: {'cpu_us_per_s', 'memory_kib'}} above a player that only decodes; one after the other, the least of each.

    Not kept: what else the computer does shows in it."""
    players = {'decoding': ('fixed', ['delay=200']), 'neteq': PEERS['neteq'], **EARSHOT}
    found = {}
    for trace in ('lan', 'wifi', 'tcpburst'):
        for name, (player, options) in players.items():
            if player in runs.missing:
                continue
            tries = [runs.fresh(player, options, f'{folder}/{trace}.csv') for _ in range(rounds)]
            found.setdefault(name, []).append((min(run['cpu_us_per_s'] for run in tries), min(run['hwm_kib'] for run in tries)))
    base = found.pop('decoding')
    result = {name: {'cpu_us_per_s': sum(own[0] - bare[0] for own, bare in zip(figures, base)) / len(base),
                     'memory_kib': max(own[1] - bare[1] for own, bare in zip(figures, base))} for name, figures in found.items()}
    result['decoding'] = {'cpu_us_per_s': sum(bare[0] for bare in base) / len(base)}
    return result
