#!/usr/bin/env python3
"""Computes expected.csv from truth.tsv and flows.csv of this folder; shares no code with the program.
   python3 oracle.py > expected.csv"""
import csv, ipaddress, math, os, sys
from fractions import Fraction

here = os.path.dirname(os.path.abspath(__file__))
CLASSES = "https doh vpn quic other unknown".split()


def five(row):
    sides = [(ipaddress.ip_address(row[s + "_ip"]), int(row[s + "_port"])) for s in ("client", "server")]
    return (os.path.dirname(row["capture"]).split("/")[-1], row["transport"], frozenset(map(str, sides))), sides[0]


truth_lines = [line for line in open(here + "/truth.tsv") if line.strip() and not line.startswith("#")]
truths, repeated = {}, 0
for row in csv.DictReader(truth_lines, delimiter="\t"):
    key, client = five(row)
    repeated += key in truths
    truths.setdefault(key, (row["class"], row["class"] + "/" + row["protocol"].split("/")[-1], client))
flows = list(csv.DictReader(open(here + "/flows.csv", newline="")))
present = {os.path.dirname(row["capture"]).split("/")[-1] for row in flows}
judged, found = [], set()
for row in flows:
    key, client = five(row)
    if key in truths:
        found.add(key)
        judged.append(dict(group=key[0], tc=truths[key][0], tp=truths[key][1], sc=row["class"], sp=row["protocol"],
                           conf=float(row["confidence"]), hello=row["server_hello_s"],
                           packets=int(row["packets_c2s"]) + int(row["packets_s2c"]), swapped=client != truths[key][2]))
lost = [key for key in truths if key not in found]
absent = [key for key in lost if key[0] not in present]
missing = [dict(group=key[0], tc=truths[key][0], tp=truths[key][1]) for key in lost if key[0] in present]
groups = sorted({j["group"] for j in judged + missing})

out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow("table row column value".split())


def put(table, row, **cells):
    for column, value in cells.items():
        if isinstance(value, float):
            value = "" if math.isnan(value) else "%.6f" % value
        out.writerow([table, row, column, value])


def share(part, whole):
    return len(part) / len(whole) if whole else math.nan


def mean(values):
    known = [v for v in values if not math.isnan(v)]
    return sum(known) / len(known) if known else math.nan


put("totals", "captures", count=len(groups))
put("totals", "truth", count=len(truths) + repeated)
put("totals", "truth repeated", count=repeated)
put("totals", "truth absent", count=len(absent))
put("totals", "captures absent", count=len({key[0] for key in absent}))
put("totals", "truth missing", count=len(missing))
put("totals", "flows", count=len(flows))
put("totals", "flows unlabelled", count=len(flows) - len(judged))
put("totals", "flows judged", count=len(judged))
put("totals", "swapped", count=sum(j["swapped"] for j in judged))
put("totals", "class wrong", count=sum(j["tc"] != j["sc"] for j in judged))

for name, hit, among, extra in (
        ("class right", lambda j: j["tc"] == j["sc"], lambda j: True, missing),
        ("protocol right", lambda j: j["tp"] == j["sp"], lambda j: True, missing),
        ("unknown", lambda j: j["sc"] == "unknown", lambda j: True, []),
        ("unknown but true is a class", lambda j: j["sc"] == "unknown", lambda j: j["tc"] != "unknown", []),
        ("swapped", lambda j: j["swapped"], lambda j: True, [])):
    def one(chosen):
        rows = [j for j in judged if among(j) and j["group"] in chosen]
        return share([j for j in rows if hit(j)], rows + [m for m in extra if m["group"] in chosen])
    each = [one([g]) for g in groups]
    put("shares", name, pooled=one(groups), mean=mean(each), captures=sum(not math.isnan(v) for v in each))

for t in CLASSES:
    cells = {s: sum(j["tc"] == t and j["sc"] == s for j in judged) for s in CLASSES}
    put("confusion", t, **cells, missing=sum(m["tc"] == t for m in missing))


def prf(label, true, said, chosen):
    t = [j for j in judged + missing if j[true] == label and j["group"] in chosen]
    s = [j for j in judged if j[said] == label and j["group"] in chosen]
    right = [j for j in s if j[true] == label]
    p, r = share(right, s), share(right, t)
    f = math.nan if not t and not s else 0.0 if not right else 2 * p * r / (p + r)
    return t, s, right, p, r, f


def sizes():
    for t in CLASSES:
        for least in (1, 20, 60, 200):
            rows = [j for j in judged if j["tc"] == t and j["packets"] >= least]
            if rows:
                each = [share([j for j in rows if j["group"] == g and j["sc"] == t], [j for j in rows if j["group"] == g]) for g in groups]
                put("sizes", "%s %d" % (t, least), flows=len(rows), right=sum(j["sc"] == t for j in rows),
                    share=share([j for j in rows if j["sc"] == t], rows), mean=mean(each), captures=sum(not math.isnan(v) for v in each))


for table, true, said in (("classes", "tc", "sc"), ("protocols", "tp", "sp")):
    labels = CLASSES if table == "classes" else sorted({j[true] for j in judged + missing} | {j[said] for j in judged})
    for label in labels:
        t, s, right, p, r, f = prf(label, true, said, groups)
        each = [prf(label, true, said, [g])[3:] for g in groups]
        put(table, label, truth=len(t), said=len(s), right=len(right), precision=p, recall=r, f1=f,
            mean_precision=mean([e[0] for e in each]), mean_recall=mean([e[1] for e in each]), mean_f1=mean([e[2] for e in each]))
        if table == "protocols":
            seen = lambda rows: share([j for j in rows if j.get("sc") == j["tc"]], rows)
            many = [j for j in t if j.get("packets", 0) > 59]
            put(table, label, class_right=seen(t), mean_class_right=mean([seen([j for j in t if j["group"] == g]) for g in groups]),
                long=len(many), long_class_right=seen(many))
    if table == "classes":
        sizes()


def upper(k, n):
    """The share p for which P(Binomial(n, p) <= k) is 5 %, in exact fractions."""
    if n == 0 or k == n:
        return math.nan if n == 0 else 1.0
    low, high = Fraction(k, n), Fraction(1)
    for _ in range(60):
        p = (low + high) / 2
        tail = sum(math.comb(n, i) * p ** i * (1 - p) ** (n - i) for i in range(k + 1))
        low, high = (p, high) if tail > Fraction(1, 20) else (low, p)
    return float(low)


def false_positives(row, said, among):
    rates = [share([j for j in among if j["group"] == g and j["sc"] == said], [j for j in among if j["group"] == g]) for g in groups]
    known = [v for v in rates if not math.isnan(v)]
    wrong, bad = sum(j["sc"] == said for j in among), sum(v > 0 for v in known)
    put("false-positives", row, flows=len(among), wrong=wrong, per_10000=1e4 * wrong / len(among), upper_95=1e4 * upper(wrong, len(among)),
        mean_per_10000=1e4 * mean(rates), captures=len(known), captures_wrong=bad, captures_upper_95=upper(bad, len(known)))


for said in ("vpn", "doh"):
    false_positives(said + " of web", said, [j for j in judged if j["tc"] == "https" or j["tp"] == "quic/h3"])
for said in CLASSES:
    false_positives(said + " of others", said, [j for j in judged if j["tc"] != said])

sure = [j for j in judged if j["sc"] != "unknown"]
bin_of = lambda j: min(9, int(round(j["conf"] * 100)) // 10)


def weighed(rows, weights):
    """Mean confidence, share right, and expected calibration error."""
    total = math.fsum(weights)
    if not rows:
        return math.nan, math.nan, math.nan
    error = 0.0
    for b in range(10):
        some = [(j, w) for j, w in zip(rows, weights) if bin_of(j) == b]
        error += abs(math.fsum(w * (j["conf"] - (j["tc"] == j["sc"])) for j, w in some))
    return (math.fsum(w * j["conf"] for j, w in zip(rows, weights)) / total,
            math.fsum(w for j, w in zip(rows, weights) if j["tc"] == j["sc"]) / total, error / total)


def calibration(row, rows, among):
    c, r, e = weighed(rows, [1] * len(rows))
    ec, er, ee = weighed(rows, [1 / sum(k["group"] == j["group"] for k in among) for j in rows])
    put("calibration", row, flows=len(rows), mean_confidence=c, share_right=r, gap=e, even_confidence=ec, even_right=er, even_gap=ee)


for b in range(10):
    calibration("0.%d to %s" % (b, "1.0" if b == 9 else "0.%d" % (b + 1)), [j for j in sure if bin_of(j) == b], sure)
calibration("all", sure, sure)
for said in CLASSES[:-1]:
    called = [j for j in sure if j["sc"] == said]
    calibration("called " + said, called, called)
own = [[j for j in sure if j["group"] == g] for g in groups]
put("calibration", "each source", flows=len(sure), mean_confidence=math.nan, share_right=math.nan,
    gap=mean([weighed(rows, [1] * len(rows))[2] for rows in own]), even_confidence=math.nan, even_right=math.nan, even_gap=math.nan)

times = sorted(float(j["hello"]) for j in judged if j["hello"])
rank = lambda q: times[math.ceil(len(times) * q / 100) - 1]
put("latency", "server_hello_s", flows=len(times), median=rank(50), q90=rank(90), q99=rank(99), max=times[-1])
