"""Runs of the bench's programs, kept: what was measured once with the same program, trace and sound is read again."""

import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
import time

TRACES = ['lan', 'wifi', 'lte', 'tcploss1', 'tcpburst', 'bloat', 'uplink', 'mixed', 'outage_gap', 'outage_tcp',
          'drift+200', 'drift-200']

# name: (player of the bench, its options)
PEERS = {
    'fixed200': ('fixed', ['delay=200']),
    'gst200': ('gst', ['latency=200']),
    'speex': ('speex', []),
    'mumble': ('mumble', []),
    'neteq': ('neteq', []),
    'neteq200': ('neteq', ['min_delay=200']),
    'neteq500': ('neteq', ['min_delay=500']),
}
EARSHOT = {'stage': ('earshot', ['mode=stage']), 'listen': ('earshot', ['mode=listen'])}
# Where the code of a player lies besides the bench's main program.
SOURCES = {'fixed': 'player_fixed.cpp', 'gst': 'player_gst.cpp', 'speex': 'player_speex.cpp',
           'mumble': 'player_speex.cpp', 'neteq': 'player_neteq.cpp', 'oracle': 'oracle.cpp'}
LIBRARIES = ['libopus0', 'libspeexdsp1', 'libtgowt-dev', 'gstreamer1.0-plugins-good']


def say(words):
    print(f'Earshot: {words}', file=sys.stderr, flush=True)


def digest(*parts):
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part if isinstance(part, bytes) else str(part).encode())
        whole.update(b'\0')
    return whole.hexdigest()[:24]


def content(path):
    with open(path, 'rb') as file:
        return file.read()


class Runs:
    def __init__(self, programs, bench, cache, audio, jobs=2):
        self.programs, self.bench, self.cache, self.audio, self.jobs = programs, bench, cache, audio, jobs
        os.makedirs(f'{cache}/runs', exist_ok=True)
        self.binary = digest(content(f'{programs}/jbench'))
        self.aligner = digest(content(f'{bench}/src/jalign.cpp'))
        self.sound = digest(content(audio))
        versions = subprocess.run(['dpkg-query', '-W', '-f', '${Package} ${Version}\n', *LIBRARIES],
                                  capture_output=True, text=True).stdout if os.path.exists('/usr/bin/dpkg-query') else ''
        self.peers = {player: digest(versions, *(content(f'{bench}/src/{file}') for file in ('jb.hpp', 'main.cpp', own)))
                      for player, own in SOURCES.items()}
        self.of_traces = {}
        self.missing = set()  # players that this bench was built without

    def traces(self, seed, names=TRACES):
        """The folder of a seed's traces, made once."""
        folder = f'{self.cache}/traces/{seed}'
        if not all(os.path.exists(f'{folder}/{name}.csv') for name in names):
            say(f'making the traces of seed {seed}')
            making = f'{folder}.{os.getpid()}'
            subprocess.run([sys.executable, f'{self.bench}/gen_traces.py', making, f'--seed={seed}'],
                           check=True, stdout=subprocess.DEVNULL)
            os.makedirs(folder, exist_ok=True)
            for name in names:
                os.replace(f'{making}/{name}.csv', f'{folder}/{name}.csv')
            os.rmdir(making)
        return folder

    def _kept(self, key, measure):
        path = f'{self.cache}/runs/{key}.json'
        try:
            with open(path) as file:
                return json.load(file)
        except (OSError, ValueError):
            pass
        result = measure()
        if result is not None:
            with open(f'{path}.{os.getpid()}', 'w') as file:
                json.dump(result, file)
            os.replace(f'{path}.{os.getpid()}', path)
        return result

    def _of_trace(self, trace):
        if trace not in self.of_traces:
            self.of_traces[trace] = digest(content(trace))
        return self.of_traces[trace]

    def _program(self, *arguments):
        run = subprocess.run([f'{self.programs}/{arguments[0]}', *arguments[1:]], capture_output=True, text=True, timeout=900)
        if run.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: {run.stderr.strip() or run.returncode}")
        return run.stdout

    def player(self, player, options, trace):
        """The bench's figures of one run; None where the bench was built without the player."""
        key = digest(self.peers.get(player, self.binary), self._of_trace(trace), self.sound, player, *options)

        def measure():
            if player in self.missing:
                return None
            try:
                return self.fresh(player, options, trace)
            except RuntimeError as error:
                if 'no player' in str(error):
                    self.missing.add(player)
                    return None
                raise
        return self._kept(key, measure)

    def fresh(self, player, options, trace):
        out = self._program('jbench', '--player', player, '--trace', trace, '--audio', self.audio, '--json', *options)
        return json.loads(out.strip().splitlines()[-1])

    def blocks(self, player, options, trace):
        """What was played in each block of 10 ms: [(at ms, delay ms or None, concealed frames, stretched frames, target ms)]."""
        key = digest('blocks', self.peers.get(player, self.binary), self._of_trace(trace), self.sound, player, *options)

        def measure():
            log = f'{self.cache}/{key}.csv'
            more = [f'targets={log}.targets'] if player == 'earshot' else []
            self._program('jbench', '--player', player, '--trace', trace, '--audio', self.audio, '--json', '--log', log,
                          *options, *more)
            with open(log) as file:
                lines = [line.strip().split(',') for line in file][1:]
            targets = [None] * len(lines)
            if more:
                with open(f'{log}.targets') as file:
                    targets = [float(line.split(',')[1]) for line in file]
                os.remove(f'{log}.targets')
            os.remove(log)
            return [(int(line[0]) / 1000, None if 'nan' in line[5] else float(line[5]), int(line[2]), int(line[3]) + int(line[4]),
                     target) for line, target in zip(lines, targets)]
        return self._kept(key, measure)

    def audit(self, player, options, trace):
        """What jalign finds in the samples alone."""
        key = digest('audit', self.peers.get(player, self.binary), self.aligner, self._of_trace(trace), self.sound, player,
                     *options)

        def measure():
            wav = f'{self.cache}/{key}.wav'
            more = ['check=1'] if player == 'earshot' else []
            try:
                own = json.loads(self._program('jbench', '--player', player, '--trace', trace, '--audio', self.audio,
                                               '--json', '--wav', wav, *options, *more).strip().splitlines()[-1])
                out = self._program('jalign', trace, self.audio, wav)
            finally:
                if os.path.exists(wav):
                    os.remove(wav)
            found = re.search(r'matched ([\d.]+)% unmatched ([\d.]+)% mean ncc ([\d.]+) delay mean (-?\d+) p95 (-?\d+) '
                              r'unmatched runs >=60ms (\d+) >=150ms (\d+)', out)
            return {'unmatched_pct': float(found[2]), 'ncc': float(found[3]), 'mean_ms': float(found[4]),
                    'p95_ms': float(found[5]), 'int60': int(found[6]), 'int150': int(found[7]),
                    'differing_samples': own.get('differing_samples')}
        return self._kept(key, measure)

    def oracle(self, trace):
        """[(added mean delay ms, concealed and skipped %)] for the exchange rates that the bench tries."""
        def measure():
            out = self._program('jbench', '--player', 'oracle', '--trace', trace)
            base = float(re.search(r'owd min (\d+)', out)[1])
            points = re.finditer(r'mean +(\d+) p95 +\d+ concealed ([\d.]+)%.*skipped ([\d.]+)%', out)
            return [(float(p[1]) - base, float(p[2]) + float(p[3])) for p in points]
        return self._kept(digest('oracle', self.peers['oracle'], self._of_trace(trace)), measure)

    def all(self, tasks, words):
        """The results of the tasks, functions without arguments, in their order, a few at a time."""
        began, done, shown = time.monotonic(), 0, time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            futures = [pool.submit(task) for task in tasks]
            try:
                for _ in concurrent.futures.as_completed(futures):
                    _.result()
                    done += 1
                    now = time.monotonic()
                    if now - shown > 10:
                        shown = now
                        left = (now - began) * (len(tasks) - done) / done
                        say(f'{words}: {done} of {len(tasks)}, about {left:.0f} s left')
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return [future.result() for future in futures]
