#!/usr/bin/env python3
"""Called by run.sh with what it has prepared; see there."""

import argparse
import json
import os
import sys

sys.dont_write_bytecode = True
import chart  # noqa: E402
import page  # noqa: E402
import tables  # noqa: E402
from figures import COMPARED, QUICK, TRACES, measure_cpu, measure_own, measure_seeds, summarise  # noqa: E402
from goals import goals  # noqa: E402
from runs import PEERS, Runs, say  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser()
    for name in ('programs', 'bench', 'cache', 'audio', 'seeds', 'docs'):
        parser.add_argument(f'--{name}', required=name != 'docs')
    parser.add_argument('--traces')
    parser.add_argument('--json', action='store_true')
    parser.add_argument('--quick', action='store_true')
    return parser.parse_args()


def kernel_traces(runs, folder, peers):
    names = sorted(file[:-4] for file in os.listdir(folder) if file.endswith('.csv'))
    return measure_seeds(runs, ['kernel'], peers, False, {'kernel': folder}, names)


def main():
    options = arguments()
    runs = Runs(options.programs, options.bench, options.cache, options.audio)
    seeds = [int(seed) for seed in options.seeds.split(',')]
    peers = QUICK if options.quick else tuple(PEERS)
    figures = {'seeds': measure_seeds(runs, seeds, peers, not options.quick)}
    figures['summary'] = summarise(figures['seeds'], COMPARED)
    figures['summary_of_all_traces'] = summarise(figures['seeds'], TRACES)
    figures['summary_of_seed'] = {seed: summarise({seed: found}, COMPARED) for seed, found in figures['seeds'].items()}
    if options.traces:
        found = kernel_traces(runs, options.traces, peers)
        figures['given_traces'] = found['kernel']
        figures['summary_of_given_traces'] = summarise(found, list(found['kernel']))
    figures['own'] = measure_own(runs)
    if not options.quick:
        say('CPU and memory')
        figures['cpu'] = measure_cpu(runs, runs.traces(seeds[0]))
    figures['goals'] = goals(figures)
    for player in sorted(runs.missing):
        say(f'{player} is left out: the bench was built without it (packaging/dependencies.sh peers)')
    if options.docs and options.quick:
        say('--docs needs all figures: left out with --quick')
    elif options.docs:
        chart.write(figures, f'{options.docs}/jitter_buffer.svg')
        page.write(figures, f'{options.docs}/JITTER_BUFFER.md')
    if options.json:
        print(json.dumps(figures))
    else:
        parts = [tables.trace_table(figures), tables.summary_table(figures), tables.goal_table(figures)]
        if options.traces:
            parts.append(['The given traces:', '', *tables.summary_table({'summary': figures['summary_of_given_traces']})])
        if not options.quick:
            parts += [tables.audit_table(figures), tables.cpu_table(figures)]
        print('\n\n'.join('\n'.join(part) for part in parts))


if __name__ == '__main__':
    main()
