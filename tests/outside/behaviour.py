#!/usr/bin/env python3
"""Works out process behaviour charts, percentiles, intervals, scores and effects a second time.

    python3 tests/outside/behaviour.py > tests/data/statistics/table.json

The table that it writes is checked in, and tests/suite/statistics.rs holds the program against it:
numbers to 1e-9, signals and verdicts exactly. Run it again after a change of the definitions, and look
at the difference before it is committed. Only the standard library is needed (Python 3.9 or later); the
series come from a seed, so that every run writes the same bytes.

It follows the definitions of the manual (content/guide/kpi-data.md, "What the chart draws" and "The
effect of a promise") and not the program: numbers are exact fractions, rules look back from each point
as a reader would, percentiles are counted, and Wilson's interval is the score test turned round by
bisection.
"""

import json
import random
import sys
from decimal import Decimal, getcontext
from fractions import Fraction
from statistics import NormalDist

getcontext().prec = 40
RANDOM = random.Random(20260105)
WORDS = {0: "none", 6: "median", 12: "provisional", 20: "full"}


def middle_of(values):
    """The median."""
    ordered, count = sorted(values), len(values)
    return (ordered[(count - 1) // 2] + ordered[count // 2]) / 2


def average(values):
    return sum(values, Fraction(0)) / len(values)


def spread(values):
    """The variance of a sample."""
    middle = average(values)
    return sum(((value - middle) ** 2 for value in values), Fraction(0)) / (len(values) - 1)


def limits_of(points, count, variant, possible):
    """What the first `count` of some (week, value) points bear."""
    base = points[:count]
    values = [value for _, value in base]
    steps = [
        abs(b - a) for (week, a), (after, b) in zip(base, base[1:]) if after == week + 1
    ]
    word = WORDS[max(least for least in WORDS if len(base) >= least)]
    if word in ("provisional", "full") and not steps:
        word = "median"
    found = {"limits": word, "baseline": len(base)}
    if word == "none":
        return found
    if word == "median":
        return {**found, "centre": middle_of(values)}
    if variant == "median":
        centre, step = middle_of(values), middle_of(steps)
        reach, longest = Fraction("3.145") * step, Fraction("3.865") * step
    else:
        centre, step = average(values), average(steps)
        reach, longest = Fraction("2.660") * step, Fraction("3.268") * step
    low, high = possible
    lower, upper = centre - reach, centre + reach
    cut_low, cut_high = low is not None and lower < low, high is not None and upper > high
    return {
        **found,
        "centre": centre,
        "lower": low if cut_low else lower,
        "upper": high if cut_high else upper,
        "range_limit": longest,
        "detects_below": not cut_low,
        "detects_above": not cut_high,
        "step": step,
    }


def signals_of(values, found):
    """Signals as (rule, first, last, fired, side) with places counted from the first value."""
    if "lower" not in found:
        return []
    centre, signals = found["centre"], []
    ways = [
        ("above", found["upper"], found["detects_above"], lambda a, b: a > b),
        ("below", found["lower"], found["detects_below"], lambda a, b: a < b),
    ]
    for side, limit, detects, is_beyond in ways:
        if detects:
            out = [at for at, value in enumerate(values) if is_beyond(value, limit)]
            signals += [("outside", at, at, at, side) for at in out]
        run = 0
        for at, value in enumerate([*values, None]):
            if value is not None and is_beyond(value, centre):
                run += 1
                continue
            if run >= 8:
                signals.append(("run", at - run, at - 1, at - run + 7, side))
            run = 0
        if not detects:
            continue
        half = (centre + limit) / 2
        near = [is_beyond(value, half) for value in values]
        fired = [
            at
            for at in range(len(values))
            if near[at] and sum(near[max(0, at - 3) : at + 1]) >= 3
        ]
        # What the four points up to a firing one span; spans that touch are one signal.
        spans = []
        for at in fired:
            seen = [place for place in range(max(0, at - 3), at + 1) if near[place]]
            if spans and seen[0] <= spans[-1][1] + 1:
                spans[-1][1] = seen[-1]
            else:
                spans.append([seen[0], seen[-1], at])
        signals += [("near-limit", first, last, at, side) for first, last, at in spans]
    return signals


def percentile(values, percent, least):
    """The smallest value that so many percent do not exceed."""
    if len(values) < least:
        return None
    for value in sorted(values):
        if 100 * sum(other <= value for other in values) >= percent * len(values):
            return value
    return None


def phases_of(case):
    """The phases of a case as (first week, variant), with the one that needs no declaration."""
    return [(None, "mean"), *[(week, method) for week, method in case["phases"]]]


def analyse(case, points):
    phases = phases_of(case)
    stretches, signals = [], []
    for at, (start, variant) in enumerate(phases):
        end = phases[at + 1][0] if at + 1 < len(phases) else None
        own = [
            place
            for place, (week, _) in enumerate(points)
            if (start is None or week >= start) and (end is None or week < end)
        ]
        if not own:
            continue
        part = points[own[0] : own[-1] + 1]
        count = min(len(part), case["baseline"] or 20)
        found = limits_of(part, count, variant, case["possible"])
        stretches.append({"first": own[0], "end": own[-1] + 1, **found})
        for rule, first, last, fired, side in signals_of([v for _, v in part], found):
            signals.append((rule, own[0] + first, own[0] + last, own[0] + fired, side))
    return stretches, sorted(signals)


def variation(points, stretches, signals):
    """The verdict for a KPI of which higher is better."""
    if not stretches or stretches[-1]["limits"] not in ("provisional", "full"):
        return "too few points"
    late = [signal for signal in signals if signal[2] >= len(points) - 8]
    if not late:
        return "no signal"
    return "improving" if max(late, key=lambda signal: signal[2])[4] == "above" else "worsening"


def effect(case, points):
    """What the points show of a brief that shipped on the Wednesday of a week."""
    ship = case["ship"]
    # The day of a phase is the Monday of its week: one of the same week has begun.
    begun = [phase for phase in phases_of(case) if phase[0] is None or phase[0] <= ship]
    later = [phase[0] for phase in phases_of(case) if phase[0] is not None and phase[0] > ship]
    start, variant = begun[-1]
    before = [p for p in points if p[0] < ship and (start is None or p[0] >= start)][-20:]
    after = [p for p in points if p[0] > ship and (not later or p[0] < later[0])]
    told = {"before": len(before), "after": len(after)}
    if not [p for p in points if p[0] != ship]:
        return {**told, "outcome": "no data"}
    if len(after) < 6 or len(before) < 12:
        return {**told, "outcome": "too early"}
    observed = average([v for _, v in after]) - average([v for _, v in before])
    found = limits_of(before, len(before), variant, case["possible"])
    sides = {signal[4] for signal in signals_of([v for _, v in after], found)}
    told["observed"] = observed
    if not sides:
        return {**told, "outcome": "no signal"}
    side = sides.pop() if len(sides) == 1 else ("above" if observed > 0 else "below")
    if observed == 0 or (side == "above") != (observed > 0):
        return {**told, "outcome": "no signal"}
    promised = "above" if case["promised"] > 0 else "below"
    if side != promised:
        return {**told, "outcome": "opposite"}
    towards = observed if promised == "above" else -observed
    missing = abs(Fraction(case["promised"])) - towards
    usual = (Fraction("3.145" if variant == "median" else "2.660") * found["step"] / 3) ** 2
    parts = [[v for _, v in before], [v for _, v in after]]
    share = sum(max(usual, spread(part)) / len(part) for part in parts)
    margin = Decimal(NormalDist().inv_cdf(0.975)) ** 2 * share.numerator / share.denominator
    is_smaller = missing > 0 and Decimal(missing.numerator**2) / missing.denominator**2 > margin
    return {**told, "outcome": "smaller" if is_smaller else "consistent"}


def wilson(met, count):
    """The shares p that lie 97.5 % points of the normal distribution from what was seen."""
    z = Decimal(NormalDist().inv_cdf(0.975))
    seen = Decimal(met) / count

    def is_borne(share):
        return (seen - share) ** 2 <= z * z * share * (1 - share) / count

    def edge(inside, outside):
        for _ in range(100):
            half = (inside + outside) / 2
            inside, outside = (half, outside) if is_borne(half) else (inside, half)
        return inside

    return [100 * edge(seen, Decimal(0)), 100 * edge(seen, Decimal(1))]


def promoters(counts):
    """Score and margin of promoters, passives and detractors: each answer is 1, 0 or -1."""
    answers = [1] * counts[0] + [0] * counts[1] + [-1] * counts[2]
    if len(answers) < 30:
        return [None, None]
    mean = Fraction(sum(answers), len(answers))
    variance = sum((answer - mean) ** 2 for answer in answers) / len(answers)
    error = (Decimal(variance.numerator) / variance.denominator / len(answers)).sqrt()
    return [float(100 * mean), float(Decimal("1.96") * 100 * error)]


# Series.


def written(number, decimals):
    """A decimal as a file would hold it, with the exact fraction that it stands for."""
    text = f"{number:.{decimals}f}"
    return text, Fraction(text)


def drawn(shape, count):
    """Values of a shape, as (text, fraction)."""
    centre = RANDOM.choice([0, 3, 40, 97, 1200])
    spread = RANDOM.choice([0.4, 3, 11])
    decimals = RANDOM.choice([0, 0, 1, 1, 2])
    values = [centre + spread * sum(RANDOM.random() - 0.5 for _ in range(4)) for _ in range(count)]
    if shape == "constant":
        values = [centre + 0.1] * count
        decimals = 1
    elif shape == "two":
        values = [centre + (0.3 if RANDOM.random() < 0.5 else 0.1) for _ in range(count)]
        decimals = 1
    elif shape == "shift" and count:
        at, by = RANDOM.randrange(count), RANDOM.choice([-3, -1.5, 1.5, 3]) * spread
        values = [value + (by if place >= at else 0) for place, value in enumerate(values)]
    elif shape == "wild" and count:
        values[RANDOM.randrange(count)] += RANDOM.choice([-30, 30]) * spread
    elif shape == "trend":
        values = [value + place * spread / 9 for place, value in enumerate(values)]
    elif shape == "edge":
        values = [max(0.0, 2 + 4 * (value - centre) / spread) for value in values]
    elif shape == "full":
        values = [min(100.0, 98 + 4 * (value - centre) / spread) for value in values]
    elif shape == "large":
        values = [(value - centre) / spread * 2.5e11 for value in values]
        values = [max(-1e12, min(1e12, value)) for value in values]
        decimals = RANDOM.choice([0, 2])
    elif shape == "small":
        values, decimals = [value * 1e-9 for value in values], 12
    return [written(value, decimals) for value in values]


SHAPES = ["noise", "constant", "two", "shift", "shift", "wild", "trend", "large", "small", "edge", "full"]


def case_of(number):
    count = number % 61
    shape = SHAPES[number % len(SHAPES)]
    values = drawn(shape, count)
    gaps = RANDOM.choice([0, 0, 0, 0.05, 0.3, 1])
    weeks, week = [], 0
    for _ in values:
        weeks.append(week)
        week += 2 if gaps == 1 or RANDOM.random() < gaps else 1
    possible = RANDOM.choice([(None, None), (None, None), (0, None), (0, 100)])
    if shape in ("edge", "full"):
        possible = (0, 100)
    numbers = [value for _, value in values]
    if any(not (low is None or value >= low) for value in numbers for low in possible[:1]):
        possible = (None, None)
    if possible[1] is not None and any(value > possible[1] for value in numbers):
        possible = (possible[0], None)
    phases = []
    if RANDOM.random() < 0.35:
        starts = sorted({RANDOM.randrange(week + 1) for _ in range(RANDOM.choice([1, 1, 2]))})
        phases = [[start, RANDOM.choice(["mean", "median", "median"])] for start in starts]
    case = {
        "values": " ".join(text for text, _ in values),
        "weeks": " ".join(str(week) for week in weeks),
        "possible": possible,
        "baseline": RANDOM.choice([None, None, None, 2, 8, 12, 16, 30]),
        "phases": phases,
        "ship": RANDOM.randrange(week + 1),
        "promised": RANDOM.choice([-1, 1]),
    }
    points = list(zip(weeks, numbers))
    stretches, signals = analyse(case, points)
    case["stretches"], case["signals"] = stretches, signals
    case["variation"] = variation(points, stretches, signals)
    case["effect"] = effect(case, points)
    ranks = [(50, 5), (85, 10), (95, 20)]
    case["percentiles"] = [percentile(numbers, percent, least) for percent, least in ranks]
    return case


def plain(value):
    if isinstance(value, (Fraction, Decimal)):
        return float(value)
    if isinstance(value, dict):
        hidden = ("detects_below", "detects_above", "step")
        return {
            key: plain(own) for key, own in value.items() if key not in hidden
        } | {key: value[key] for key in hidden[:2] if value.get(key) is False}
    if isinstance(value, (list, tuple)):
        return [plain(own) for own in value]
    return value


def main():
    lines = [json.dumps(plain(case_of(number)), separators=(",", ":")) for number in range(360)]
    counts = [1, 2, 3, 8, 9, 10, 15, 24, 40, 100, 412, 1290, 100000]
    shares = [(met, n) for n in counts for met in sorted({0, 1, n // 5, n // 2, n - 1, n})]
    intervals = [[met, n, *map(float, wilson(met, n))] for met, n in shares]
    answers = [[24, 10, 6], [120, 50, 30], [29, 0, 0], [30, 0, 0], [0, 0, 31], [10, 10, 10]]
    answers += [[RANDOM.randrange(60) for _ in range(3)] for _ in range(30)]
    scores = [[*counts, *promoters(counts)] for counts in answers]
    sys.stdout.write('{"intervals":' + json.dumps(intervals, separators=(",", ":")))
    sys.stdout.write(',\n"scores":' + json.dumps(scores, separators=(",", ":")) + ',\n"cases":[\n')
    sys.stdout.write(",\n".join(lines) + "\n]}\n")


main()
