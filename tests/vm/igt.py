# SPDX-License-Identifier: GPL-2.0
"""Judge IGT's results: those of our vgem against the in-tree module and the floors, those
for explicit sync against virtio-gpu and the known failures."""
import fnmatch


def floors(path):
    """{group: floor}, in the order of the list, such as tests/igt/tests."""
    found = {}
    with open(path) as lines:
        for line in lines:
            words = line.split("#")[0].split()
            if words:
                found.setdefault(words[0], 0)
                found[words[0]] += 0 if words[1] == "-" else int(words[1])
    return found


def names(tests, group, result):
    return [t.name for t in tests if t.name.split("/")[0] == group and t.result == result]


class Excuses:
    """The reasons for which a subtest for explicit sync may count as skipped: a line in
    tests/igt/known, or the same result on the peer."""

    def __init__(self, path, kernel):
        self.peer, self.known, self.used = {}, [], set()
        with open(path) as lines:
            for line in lines:
                words = line.split("#")[0].strip().split(maxsplit=3)
                if words and words[0] == kernel:
                    self.known.append(words[1:])

    def judge(self, test):
        for pattern, result, why in self.known:
            if fnmatch.fnmatchcase(test.name, pattern):
                self.used.add(pattern)
                return self._as_known(test, result, why)
        if test.result != "pass" and self.peer.get(test.name) == test.result:
            self._excuse(test, f"same on virtio-gpu: {test.result} {test.why}")
        elif test.result == "skip":
            self._blame(test, f"skipped: {test.why or 'same reason as the one before'}")

    def unused(self):
        return [f"tests/igt/known lists {pattern}, which did not run"
                for pattern, _result, _why in self.known if pattern not in self.used]

    def _as_known(self, test, result, why):
        if test.result == result:
            self._excuse(test, f"known to {result}: {why}")
        else:
            self._blame(test, f"{test.result}, but {result} according to tests/igt/known: {why}")

    @staticmethod
    def _excuse(test, why):
        test.result, test.why, test.output = "skip", why.rstrip(), []

    @staticmethod
    def _blame(test, why):
        test.result, test.why = "fail", why


class Verdict:
    """The summary table, and everything in which ours falls short."""
    title, peer = "IGT", "in-tree"

    def __init__(self):
        self.rows, self.short = [], []

    def row(self, group, ours, peer, floor):
        mine, theirs = ({r: names(tests, group, r) for r in ("pass", "fail", "skip")}
                        for tests in (ours, peer))
        wrong = self.wrong(mine, theirs, floor)
        if mine["fail"]:
            wrong = wrong or ["failed"]
        self.rows.append({"group": group, "floor": floor, "wrong": wrong,
                          "ours": {k: len(v) for k, v in mine.items()},
                          "peer": {k: len(v) for k, v in theirs.items()}})
        if not mine["fail"]:
            self.short += [f"{group}: {why}" for why in wrong]

    def wrong(self, mine, theirs, floor):
        wrong = []
        if len(mine["pass"]) < floor:
            wrong.append(f"{len(mine['pass'])} passed, the floor is {floor}")
        # Failures are counted separately.
        lost = [n for n in theirs["pass"] if n not in mine["pass"] + mine["fail"]]
        if lost:
            wrong.append("passes in-tree but not with ours: " + ", ".join(lost))
        if not theirs["pass"]:
            wrong.append("nothing passed in-tree: nothing to compare with")
        return wrong

    def theirs(self, words):
        return words

    @property
    def table(self):
        def counts(c):
            return f"{c['pass']:>4} {c['fail']:>4} {c['skip']:>4}"
        lines = [f"                                ours           {self.peer}",
                 "  IGT                     pass fail skip   pass fail skip  floor  verdict"]
        for r in self.rows:
            lines.append(f"  {r['group']:<24}{counts(r['ours'])}   {counts(r['peer'])}"
                         f"  {r['floor']:>5}  {'FAIL' if r['wrong'] else 'ok'}")
        return lines + [f"  FAIL  {s}" for s in self.short]

    def as_dict(self):
        def words(c):
            return ", ".join(f"{n} {w}" for w, n in zip(("passed", "failed", "skipped"),
                             (c["pass"], c["fail"], c["skip"])) if n) or "none"
        return {"groups": self.rows, "short": self.short,
                "rows": [[f"{self.title} {r['group']}", f"{sum(r['ours'].values())} subtests",
                          words(r["ours"]), self.theirs(words(r["peer"]))]
                         for r in self.rows]}


class SyncVerdict(Verdict):
    """For results that Excuses has already judged."""
    title, peer = "IGT, explicit sync:", "virtio-gpu"

    def wrong(self, mine, theirs, floor):
        came = sum(map(len, mine.values()))
        wrong = [f"{came} of {floor} subtests have a result"] * (came < floor)
        if any(theirs.values()) and not theirs["pass"]:
            wrong.append("nothing passed on virtio-gpu: nothing to compare with")
        return wrong

    def theirs(self, words):
        return "" if words == "none" else f"{self.peer}: {words}"


def compare(ours, peer, path, verdict):
    for group, floor in floors(path).items():
        verdict.row(group, ours, peer, floor)
    return verdict
