"""Puts the figures into the page, between its marks."""

import re

import tables

BLOCKS = {
    'seeds': lambda figures: [f"Seeds {', '.join(map(str, figures['seeds']))}."],
    'goals': tables.goal_table,
    'summary': tables.summary_table,
    'traces': tables.trace_table,
    'audit': tables.audit_table,
    'cpu': tables.cpu_table,
}


def write(figures, path):
    with open(path) as file:
        page = file.read()
    for name, make in BLOCKS.items():
        filled = f'<!-- {name} -->\n' + '\n'.join(make(figures)) + f'\n<!-- end of {name} -->'
        page, times = re.subn(f'<!-- {name} -->.*?<!-- end of {name} -->', lambda _: filled, page, flags=re.DOTALL)
        if times != 1:
            raise RuntimeError(f'{path} has {times} places for "{name}"')
    with open(path, 'w') as file:
        file.write(page)
