# SPDX-License-Identifier: GPL-2.0
"""Our vgem's IGT results against the in-tree module's and the floors."""


def floors(path):
    """group -> floor, in the order of tests/igt/tests."""
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


class Verdict:
    """The summary table, and every way in which ours falls short."""

    def __init__(self):
        self.rows, self.short = [], []

    def row(self, group, ours, peer, floor):
        mine, theirs = ({r: names(tests, group, r) for r in ("pass", "fail", "skip")}
                        for tests in (ours, peer))
        wrong = []
        if len(mine["pass"]) < floor:
            wrong.append(f"{len(mine['pass'])} passed, the floor is {floor}")
        # What fails outright is counted where it failed.
        lost = [n for n in theirs["pass"] if n not in mine["pass"] + mine["fail"]]
        if lost:
            wrong.append("passes in-tree, not with ours: " + ", ".join(lost))
        if not theirs["pass"]:
            wrong.append("nothing passed in-tree: no peer to compare with")
        if mine["fail"]:
            wrong = wrong or ["failed"]
        self.rows.append({"group": group, "floor": floor, "wrong": wrong,
                          "ours": {k: len(v) for k, v in mine.items()},
                          "intree": {k: len(v) for k, v in theirs.items()}})
        if not mine["fail"]:
            self.short += [f"{group}: {why}" for why in wrong]

    @property
    def table(self):
        def counts(c):
            return f"{c['pass']:>4} {c['fail']:>4} {c['skip']:>4}"
        lines = ["                                ours           in-tree",
                 "  IGT                     pass fail skip   pass fail skip  floor  verdict"]
        for r in self.rows:
            lines.append(f"  {r['group']:<24}{counts(r['ours'])}   {counts(r['intree'])}"
                         f"  {r['floor']:>5}  {'FAIL' if r['wrong'] else 'ok'}")
        return lines + [f"  FAIL  {s}" for s in self.short]

    def as_dict(self):
        def words(c):
            return ", ".join(f"{n} {w}" for w, n in zip(("passed", "failed", "skipped"),
                             (c["pass"], c["fail"], c["skip"])) if n) or "none"
        return {"groups": self.rows, "short": self.short,
                "rows": [[f"IGT {r['group']}", f"{sum(r['ours'].values())} subtests",
                          words(r["ours"]), words(r["intree"])] for r in self.rows]}


def compare(ours, peer, path):
    verdict = Verdict()
    for group, floor in floors(path).items():
        verdict.row(group, ours, peer, floor)
    return verdict
