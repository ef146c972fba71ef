"""What a buffer costs the listener: max(20 ms, added mean delay + rate × impaired %).

Impaired is counted twice. once: the larger of concealed time and frames never played; strict: both together, so that a late
frame that was replaced by concealment counts twice, and what was skipped counts in full. The same sums as the bench's summary.py.
"""

import math

RATES = {'stage': 100, 'listen': 1500}  # ms of delay that 1 % of impaired time is worth
COUNTS = ('once', 'strict')
LEAST = 20  # ms; less delay than this is worth nothing


def cost(run, mode, count='once'):
    parts = run['concealed_pct'], run['frames_lost_pct']
    return max(LEAST, run['added_mean_ms'] + RATES[mode] * (max(parts) if count == 'once' else sum(parts)))


def oracle_cost(points, mode):
    return max(LEAST, min(delay + RATES[mode] * impaired for delay, impaired in points))


def geometric_mean(values):
    values = list(values)
    return math.exp(sum(map(math.log, values)) / len(values))
