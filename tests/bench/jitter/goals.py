"""What the buffer is held to, and whether it does."""

from costs import COUNTS
from runs import EARSHOT

NEVER_CUT = ('wifi', 'tcploss1', 'drift+200', 'drift-200')
SELDOM_CUT = ('tcpburst', 'uplink', 'mixed')

LIMITS = {
    'stage': {'neteq_once': 0.95, 'neteq_strict': 0.97, 'worst': 1.10, 'oracle': 1.70, 'lan': 36, 'gap': 80, 'stall': 4},
    'listen': {'neteq_once': 0.75, 'neteq_strict': 0.75, 'neteq200': 0.80, 'oracle': 3.6, 'lan': 100, 'gap': 250, 'stall': 25},
}


def goals(figures):
    """[{'mode', 'name', 'value', 'unit', 'goal', 'met', 'note'}]; what could not be measured is left out."""
    return [row for mode in EARSHOT for row in Mode(mode, figures).rows()]


class Mode:
    def __init__(self, mode, figures):
        self.mode, self.figures, self.limits, self.found = mode, figures, LIMITS[mode], []
        self.cells = {(seed, trace): cell for seed, traces in figures['seeds'].items() for trace, cell in traces.items()}

    def add(self, name, value, unit, goal, note='', least=False):
        self.found.append({'mode': self.mode, 'name': name, 'value': round(value, 4), 'unit': unit, 'goal': goal,
                           'met': value >= goal if least else value <= goal, 'least': least, 'note': note})

    def worst(self, name, unit, goal, values, least=False, neteq=None):
        """`values`: {(seed, trace): value}; of NetEq only for comparison"""
        if values:
            pick = min if least else max
            at = pick(values, key=values.get)
            note = f'seed {at[0]}, {at[1]}; mean {sum(values.values()) / len(values):.3g}'
            if neteq:
                note += f'; NetEq {pick(neteq.values()):.3g}, mean {sum(neteq.values()) / len(neteq):.3g}'
            self.add(name, values[at], unit, goal, note, least)

    def rows(self):
        self.costs()
        self.interruptions()
        self.delays()
        self.audits()
        self.computer()
        return self.found

    def costs(self):
        own, limits = self.figures['summary'][self.mode][self.mode], self.limits
        if 'neteq' in own:
            for count in COUNTS:
                self.add(f'cost / NetEq, {count}', own['neteq'][count], '', limits[f'neteq_{count}'])
            if 'worst' in limits:
                for count in COUNTS:
                    self.add(f'cost / NetEq, worst trace, {count}', own['neteq'][f'worst_{count}'], '', limits['worst'])
        if 'neteq200' in own and 'neteq200' in limits:
            for count in COUNTS:
                self.add(f'cost / NetEq min 200, {count}', own['neteq200'][count], '', limits['neteq200'])
        self.add('cost / oracle, once', own['oracle']['once'], '', limits['oracle'])

    def interruptions(self):
        own = {at: cell['runs'][self.mode]['int60'] for at, cell in self.cells.items()}
        if self.mode == 'stage':
            self.worst('interruptions >= 60 ms more than NetEq', '', 3,
                       {at: own[at] - cell['runs']['neteq']['int60'] for at, cell in self.cells.items() if 'neteq' in cell['runs']})
        else:
            self.worst('interruptions >= 60 ms: wifi, loss, drift', '', 0, {at: n for at, n in own.items() if at[1] in NEVER_CUT})
            self.worst('interruptions >= 60 ms: burst, uplink, mixed', '', 2,
                       {at: n for at, n in own.items() if at[1] in SELDOM_CUT})

    def delays(self):
        self.worst('added delay on lan', 'ms', self.limits['lan'],
                   {at: cell['runs'][self.mode]['added_mean_ms'] for at, cell in self.cells.items() if at[1] == 'lan'})
        own = self.figures['own'][self.mode]
        self.add('first packet after a 5 s gap to sound', own['gap_to_sound_ms'], 'ms', self.limits['gap'])
        self.add('back to target after a 1 s stall', own['stall_recovery_s'], 's', self.limits['stall'])
        self.add('drift 200 ppm, 600 s: delay wanders', own['drift_wander_ms'], 'ms', 10)
        self.add('drift 200 ppm, 600 s: stretched', own['drift_stretched_pct'], '%', 0)

    def audits(self):
        own, neteq = self.audited(self.mode), self.audited('neteq')

        def worst(name, unit, goal, value, least=False):
            self.worst(name, unit, goal, {at: value(*pair) for at, pair in own.items()}, least,
                       {at: value(*pair) for at, pair in neteq.items()})
        worst('jalign mean ncc', '', 0.985, lambda audit, run: audit['ncc'], least=True)
        worst('jalign unmatched over reported', 'points', 0.3, lambda audit, run: audit['unmatched_pct'] - run['concealed_pct'])
        worst('jalign delay against reported', 'ms', 10, lambda audit, run: abs(audit['mean_ms'] - run['mean_ms']))
        self.worst('samples other than Playback plays', '', 0,
                   {at: audit['differing_samples'] for at, (audit, _) in own.items()})

    def audited(self, name):
        return {at: (cell['audit'][name], cell['runs'][name]) for at, cell in self.cells.items() if name in cell['audit']}

    def computer(self):
        if 'cpu' not in self.figures:
            return
        own = self.figures['cpu'][self.mode]
        self.add('CPU over decoding, a second of sound', own['cpu_us_per_s'] / 1000, 'ms', 1)
        self.add('memory over decoding', own['memory_kib'] / 1024, 'MiB', 1)
