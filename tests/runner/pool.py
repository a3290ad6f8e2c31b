# SPDX-License-Identifier: GPL-2.0
"""Runs steps as what they need is there and slots are free."""
import os
import threading

GRACE = 15         # seconds for an interrupted step to remove what it made
BEAT = 30          # seconds of silence after which to say what is running
# At a time: guests wait as much as they compute. Fewer for a busy machine.
SLOTS = os.environ.get("SLOTS") or "4"
if not SLOTS.isdecimal() or int(SLOTS) == 0:
    raise SystemExit(f"check: SLOTS={SLOTS} is no number of VMs and steps")
SLOTS = int(SLOTS)


class Pool:
    """Steps in any order that their needs allow, the longest first; one that is due waits
    for its slots before others may take them. Builds take no slot: they run next to the
    guests, in the order given."""

    def __init__(self, steps, builds, ended):
        self.waiting = sorted(steps, key=lambda s: -s.seconds_usual * s.slots)
        self.builds = list(builds)
        self.ended, self.free = ended, SLOTS
        self.done, self.running, self.threads = {}, [], []
        self.change = threading.Condition()

    def run(self):
        with self.change:
            while True:
                self._start_all()
                if not self.running:
                    break
                self._wait()
        for thread in self.threads:
            thread.join()

    def _start_all(self):
        """What can begin now. What needs a build that failed is skipped."""
        again = True
        while again:
            again, full = False, False
            for step in [*self.builds, *self.waiting]:
                broken = [n for n in step.needs if n in self.done and not self.done[n].passed()]
                if broken:
                    self._take(step)
                    step.skip(f"needs {broken[0]}, which "
                              + ("was skipped" if self.done[broken[0]].skipped else "failed"))
                    self._conclude(step)
                    again = True
                elif not all(n in self.done for n in step.needs):
                    continue
                elif self._room(step) and not (full and not step.build):
                    self._take(step)
                    self._start(step)
                else:
                    full |= not step.build

    def _room(self, step):
        if step.build:
            # Two at a time: a kernel that takes minutes, and what all others wait for.
            return not any(s.build and s.instrumented() == step.instrumented()
                           for s in self.running)
        return min(step.slots, SLOTS) <= self.free

    def _take(self, step):
        (self.builds if step.build else self.waiting).remove(step)

    def _start(self, step):
        if not step.build:
            self.free -= min(step.slots, SLOTS)
        self.running.append(step)
        thread = threading.Thread(target=self._one, args=(step,))
        self.threads.append(thread)
        thread.start()

    def _wait(self):
        if not self.change.wait(BEAT):
            print("  ...   " + ", ".join(f"{s.name} ({s.running_for():.0f} s)"
                                         for s in self.running if s.started), flush=True)

    def _one(self, step):
        try:
            step.run()
        finally:
            with self.change:
                self.running.remove(step)
                if not step.build:
                    self.free += min(step.slots, SLOTS)
                self._conclude(step)
                self.change.notify()

    def _conclude(self, step):
        self.done[step.name] = step
        self.ended(step)

    def kill(self):
        """Ask them all to end, and give them time to clean up."""
        for step in list(self.running):
            step.kill()
        for thread in self.threads:
            thread.join(GRACE)
