"""The commands of scripts/lab."""
import argparse
import concurrent.futures
import os
import random
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

from lab import check, packages
from lab.lab import Lab, Missing
from lab.scenario import SETS, scenarios
from lab.wire import remove

PROJECT = Path(__file__).resolve().parent.parent.parent
CAPTURES = PROJECT / "capture-fixtures" / "captures"
LONGEST = 240  # seconds one variant may take
EXAMPLES = """A NAME is a scenario, or SCENARIO/VARIANT, or all. Needs root; everything happens in network namespaces that go again.

examples:
  scripts/lab list                              scenarios and their variants
  scripts/lab install all                       the Debian, npm and Maven packages they need
  scripts/lab run https-nginx-curl -o /tmp/lab  captures, with truth.tsv, about.md and TLS keys, in /tmp/lab/tune/https-nginx-curl/VARIANT
  scripts/lab run all -o /tmp/lab --jobs 3      everything; what is there already is not made again
  scripts/lab check /tmp/lab --flows 50         looks again at flows drawn at random, decrypted by tshark where keys are known
  scripts/lab fixture tls13-h1-h2               makes folders of capture-fixtures/captures anew
  scripts/tell443 score /tmp/lab/test           how right the program is
"""


def main(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab", formatter_class=argparse.RawDescriptionHelpFormatter, epilog=EXAMPLES,
                                     description="Makes labelled traffic on port 443 with real clients and servers.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="list|install|run|fixture|check")
    for name in ("list", "install"):
        commands.add_parser(name).add_argument("names", nargs="*", default=["all"])
    run = commands.add_parser("run", help="make captures")
    run.add_argument("names", nargs="+")
    run.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    run.add_argument("--seed", type=int, help="draws names, addresses, keys and rhythm (default: a new one, printed)")
    run.add_argument("--jobs", type=int, default=1, metavar="N", help="variants at the same time (default 1)")
    run.add_argument("--set", choices=SETS, help="only scenarios of this set")
    run.add_argument("--again", action="store_true", help="also what is there already")
    run.add_argument("--keep", action="store_true", help="leave logs and configurations in their temporary folder")
    fixture = commands.add_parser("fixture", help="make fixtures anew")
    fixture.add_argument("names", nargs="+")
    fixture.add_argument("-o", "--output", type=Path, default=CAPTURES, metavar="FOLDER", help="elsewhere than in the project")
    fixture.add_argument("--keep", action="store_true")
    checks = commands.add_parser("check", help="look again at labels")
    checks.add_argument("folder", type=Path)
    checks.add_argument("--flows", type=int, default=50, metavar="N")
    checks.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    for stop in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, lambda *_: sys.exit(143))
    try:
        return COMMANDS[options.command](options)
    except KeyboardInterrupt:
        print("interrupted")
        return 130


def wrong(what):
    print(f"scripts/lab: {what}; scripts/lab list names them", file=sys.stderr)
    sys.exit(2)


def chosen(names, set=None):
    """(scenario, variant) of every name."""
    every, found = scenarios(), []
    for name in names:
        scenario, _, variant = name.partition("/")
        if scenario != "all" and scenario not in every:
            wrong(f"no scenario {scenario}")
        for s in every.values() if scenario == "all" else [every[scenario]]:
            if set in (None, s.set):
                found += [(s, v) for v in ([s.variant(variant)] if variant else s.variants)]
    return found


def show(options):
    by_scenario = {}
    for scenario, variant in chosen(options.names):
        by_scenario.setdefault(scenario, []).append(variant)
    for scenario, variants in by_scenario.items():
        print(f"{scenario.name} ({scenario.set}): {scenario.proves}")
        for variant in variants:
            print(f"    {variant.name}")
        for fixture in scenario.fixtures:
            print(f"    fixture {fixture}")
    print(f"{len(by_scenario)} scenarios, {sum(map(len, by_scenario.values()))} variants")


def install(options):
    return 0 if packages.install(list(dict.fromkeys(s for s, _ in chosen(options.names)))) else 1


def run(options):
    work = chosen(options.names, options.set)
    seed = options.seed if options.seed is not None else random.SystemRandom().randint(1, 999_999)
    if len(work) == 1:
        scenario, variant = work[0]
        return make(scenario, variant, seed, options.output / scenario.set / scenario.name / variant.name, True, options.keep)
    print(f"seed {seed}, {len(work)} variants", flush=True)
    started, running, failed, skipped = time.time(), set(), [], []
    def one(scenario, variant):
        folder = options.output / scenario.set / scenario.name / variant.name
        if (folder / "truth.tsv").exists() and not options.again:
            return 0
        command = [sys.executable, sys.argv[0], "run", f"{scenario.name}/{variant.text}", "-o", str(options.output), "--seed", str(seed)]
        process = subprocess.Popen(command + ["--keep"] * options.keep, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        running.add(process)
        try:
            print(process.communicate(timeout=LONGEST)[0], end="", flush=True)
        except subprocess.TimeoutExpired:
            end(process)
            print(f"{scenario.name}/{variant.name}: FAILED, took longer than {LONGEST} s", flush=True)
        running.discard(process)
        (failed if process.returncode not in (0, 3) else skipped if process.returncode == 3 else []).append(f"{scenario.name}/{variant.name}")
    pool = concurrent.futures.ThreadPoolExecutor(options.jobs)
    try:
        for future in [pool.submit(one, *pair) for pair in work]:
            future.result()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in list(running):
            end(process)
        raise
    print(f"{len(work) - len(failed) - len(skipped)} of {len(work)} variants in {time.time() - started:.0f} s, seed {seed}"
          + (f"; skipped: {' '.join(skipped)}" if skipped else "") + (f"; failed: {' '.join(failed)}" if failed else ""))
    return 1 if failed else 0


def end(process):
    process.terminate()
    try:
        process.wait(20)  # not communicate(): another thread may be reading what it says
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        remove(f"t443-{process.pid}")


def fixture(options):
    known = {name: (s, *entry) for s in scenarios().values() for name, entry in s.fixtures.items()}
    names = list(known) if options.names == ["all"] else options.names
    for name in names:
        if name not in known:
            wrong(f"no fixture {name}")
    status = 0
    for name in names:
        scenario, variant, proves = known[name]
        scenario.proves = proves
        status |= make(scenario, variant, random.SystemRandom().randint(1, 999_999), options.output / name, False, options.keep)
    return status


def make(scenario, variant, seed, folder, keys, keep):
    """One capture; returns 0, 1 for a failure or 3 for something missing, and prints a line."""
    started, lab = time.time(), None
    try:
        lab = Lab(scenario, variant, seed, keep)
        lab.wire.set_up()
        scenario.run(lab, variant)
        flows = lab.hand_in(folder, keys)
        said, status = f"{flows} flows, {sum(f.stat().st_size for f in folder.glob('capture*')) / 1e6:.1f} MB, {time.time() - started:.0f} s", 0
    except Missing as missing:
        said, status = f"skipped, {missing}", 3
    except Exception as error:
        said, status = f"FAILED, {error}", 1
        if keep:
            traceback.print_exc()
    finally:
        if lab:
            lab.tear_down()
    print(f"{scenario.name}/{variant.name} (seed {seed}): {said}", flush=True)
    return status


def recheck(options):
    return check.check(options.folder, options.flows, options.seed)


COMMANDS = {"list": show, "install": install, "run": run, "fixture": fixture, "check": recheck}
