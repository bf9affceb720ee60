"""Read TAP and KTAP: which tests a text reports, and whether it is whole.

Only leaves count. A suite's own line, which follows its indented subtests, is
a summary; it counts only when it fails while all of its subtests passed, as
it does when a suite leaks memory.
"""

import re

LINE = re.compile(r"^([ \t]*)(not )?ok\b[ \t]*\d*[ \t]*(?:-[ \t]+)?(.*?)"
                  r"(?:[ \t]+#[ \t]*(SKIP|TODO)?(.*))?$", re.I)
START = re.compile(r"^K?TAP version \d+")
PLAN = re.compile(r"^([ \t]*)1\.\.(\d+)")


class Result:
    """One test: its name, 'ok' 'failed' or 'skipped', and words about it."""

    def __init__(self, name, state, notes=()):
        self.name, self.state, self.notes = name, state, list(notes)


def width(blank):
    return len(blank.expandtabs(8))


def parse(text):
    """The results of `text`. A plan that was not kept is a failure too."""
    results, notes = [], []
    planned = {}		# depth -> tests announced and not yet seen
    below = {}			# depth -> (seen, failed) of finished deeper tests
    for line in text.splitlines():
        if START.match(line) and not planned.get(0):
            planned.pop(0, None)	# one more report after a whole one
            below.pop(0, None)
            continue
        plan = PLAN.match(line)
        match = LINE.match(line)
        if plan:
            depth = width(plan[1])	# a plan may stand first or last
            planned[depth] = int(plan[2]) - below.get(depth, (0, 0))[0]
            continue
        if not match:
            if line.strip():
                notes.append(line.rstrip())
            continue
        depth, failed = width(match[1]), bool(match[2])
        skipped = bool(match[4]) and match[4].upper() == "SKIP"
        state = "skipped" if skipped else "failed" if failed else "ok"
        deeper = [d for d in below if d > depth]
        seen = sum(below[d][0] for d in deeper)
        bad = sum(below[d][1] for d in deeper)
        for d in deeper:
            del below[d]
        missing = [planned.pop(d) for d in list(planned) if d > depth]
        summary = seen > 0
        if not summary or (failed and not bad):
            results.append(Result(match[3], state, notes if failed else ()))
        elif any(missing):
            results.append(Result(match[3] + ": the plan was not kept",
                                  "failed"))
        notes = []
        mine = below.get(depth, (0, 0))
        below[depth] = (mine[0] + 1, mine[1] + (state == "failed"))
        if depth in planned:
            planned[depth] -= 1
    if any(planned.values()):
        results.append(Result("the plan was not kept: %d tests missing"
                              % sum(planned.values()), "failed", notes[-10:]))
    return results
