# SPDX-License-Identifier: GPL-2.0
"""One QEMU guest: its command line, its two serial ports, its end."""
import collections
import ctypes
import os
import re
import selectors
import signal
import subprocess
import time

# What a kernel says when something is wrong with it. A guest that says any of
# this has failed, whatever its job reported.
TROUBLE = re.compile(
    r"Kernel panic|Oops:|BUG: |WARNING: |general protection fault|"
    r"INFO: task .* blocked|detected stall|self-detected stall|soft lockup|"
    r"hard LOCKUP|UBSAN: |KASAN: |KCSAN: |refcount_t: |"
    r"possible (recursive|circular) locking|suspicious RCU usage|"
    r"unable to handle|Attempted to kill init")

# A warning of the kernel ends the boot, and a boot that ends is never restarted
# (QEMU has -no-reboot): nothing bad goes on unseen. The kernel's own time limits are
# for real CPUs; a virtual one may wait for a busy machine's.
STRICT = ("panic=-1 oops=panic panic_on_warn=1 softlockup_panic=1 hung_task_panic=1 "
          "sysctl.kernel.panic_on_rcu_stall=1 sysctl.kernel.hung_task_timeout_secs=120 "
          "sysctl.kernel.watchdog_thresh=30 rcupdate.rcu_cpu_stall_timeout=60 no_timer_check")

# One CPU whose clock ticks once an instruction, and nothing from outside: boots
# repeat to the last nanosecond.
INSTRUCTION_CLOCK = ["-accel", "tcg,thread=single", "-icount", "shift=0,sleep=off",
                     "-seed", "42", "-rtc", "base=2026-01-01T00:00:00,clock=vm",
                     "-nodefaults"]

# Without page tables of five levels: while 6.1 looks at its CPU, it forgets for a
# moment that they have that many, and KASAN reports an interrupt that comes then.
CPU = "max,la57=off"

# On a busy machine 6.1 under TCG has stood still early in its boot, without a timer
# interrupt. A guest that says nothing for so many seconds before its init is up, and
# nothing bad till then, is booted again, up to so many times in all.
SILENCE = 120
BOOTS = 3

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]")


def have_kvm():
    """KVM where the CPU has it: /dev/kvm alone may exist and yet hang."""
    try:
        with open("/proc/cpuinfo") as info:
            flags = set(re.findall(r"\b(?:vmx|svm)\b", info.read()))
    except OSError:
        flags = set()
    return bool(flags) and os.access("/dev/kvm", os.R_OK | os.W_OK)


def die_with_parent():
    """Even a killed `run` leaves no QEMU behind."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def clean(raw):
    return ESCAPES.sub("", raw.decode("utf-8", "replace")).replace("\r", "")


class Machine:
    """A guest that runs one job. lines() streams its results port."""

    def __init__(self, kernel, image, console, job, args=(), cpus=2, memory=512,
                 append="", timeout=300, known=None, icount=False, devices=(),
                 usual_boot=15):
        self.kernel, self.image, self.console = kernel, image, console
        self.job, self.args, self.append = job, args, append
        self.cpus, self.memory, self.timeout = cpus, memory, timeout
        self.known = known   # kcsan.Known: then its races do not end the boot
        self.icount, self.devices = icount, devices
        self.usual_boot = usual_boot   # seconds until init is up
        self.process = None
        self.timed_out = self.wedged = self.cancelled = False
        self.boots = 0

    def command_line(self):
        # Not sdrm.job=: modprobe would hand that to the module sdrm.
        words = ["console=ttyS0,115200", STRICT, "loglevel=7",
                 "panic_on_warn=0" if self.known else "", self.append,
                 f"guest.job={self.job}"]
        if self.args:
            words.append('guest.args="%s"' % " ".join(self.args))
        return " ".join(w for w in words if w)

    def accelerator(self):
        if self.icount:
            return INSTRUCTION_CLOCK
        return ["-accel", "kvm" if have_kvm() else "tcg,thread=multi"]

    def qemu(self, serial):
        return ["qemu-system-x86_64", *self.accelerator(), "-cpu", CPU,
                "-smp", f"{self.cpus},sockets={self.cpus},cores=1",
                "-m", str(self.memory), "-display", "none", "-vga", "none",
                "-nic", "none", "-no-reboot", *serial,
                *(word for device in self.devices for word in ("-device", device)),
                "-kernel", self.kernel, "-initrd", self.image,
                "-append", self.command_line()]

    def shell(self):
        """The console on the caller's terminal, until the guest is off."""
        return subprocess.call(self.qemu(["-serial", "mon:stdio"]))

    def start(self):
        open(self.console, "wb").close()
        self.started = time.monotonic()
        self.boots += 1
        self.awake = self.asleep = self.late = False
        self.boot_seconds = None
        self.process = subprocess.Popen(
            self.qemu(["-monitor", "none", "-serial", f"file:{self.console}",
                       "-serial", "stdio"]),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, preexec_fn=die_with_parent)

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def cancel(self):
        """The caller gives up: nothing is to be read into how this ended."""
        self.cancelled = True
        self.kill()

    def seconds(self):
        return time.monotonic() - self.started

    def lines(self):
        """Lines of the results port as they come, until the guest is off; None
        for each second without any."""
        yield from self._lines()
        while self.asleep and self.boots < BOOTS and not self.troubles():
            yield f"## silent for {SILENCE} s while it booted: once more"
            self.start()
            yield from self._lines()

    def _lines(self):
        """Of one boot."""
        pending = b""
        with selectors.DefaultSelector() as ready:
            ready.register(self.process.stdout, selectors.EVENT_READ)
            while not self._overdue():
                yield from self._given_more()
                if not ready.select(timeout=1):
                    yield None
                    continue
                data = os.read(self.process.stdout.fileno(), 65536)
                if not data:
                    break
                if not self.awake:
                    self.awake, self.boot_seconds = True, self.seconds()
                *whole, pending = (pending + data).split(b"\n")
                yield from map(clean, whole)
            else:
                self.kill()
        self.process.wait()
        if pending:
            yield clean(pending)

    def limit(self):
        """Seconds that the guest has: more on a machine on which it was slow to boot."""
        return self.timeout * max(1, (self.boot_seconds or 0) / self.usual_boot)

    def _given_more(self):
        """A line that says so, once."""
        if self.late or self.seconds() < self.timeout or self.limit() == self.timeout:
            return []
        self.late = True
        return [f"## given more time: {self.limit():.0f} s in place of {self.timeout},"
                f" as the boot took {self.boot_seconds:.0f} s"]

    def _overdue(self):
        """Past the time limit, stuck after a panic, or never awake."""
        now = time.monotonic()
        if now - self.started > self.limit():
            self.timed_out = True
        elif "Kernel panic" in self.log():
            # A panic reboots, and that ends QEMU; it has a while to do so.
            self.panicked = getattr(self, "panicked", now)
            self.wedged = now - self.panicked > 15
        elif not self.awake:
            self.asleep = time.time() - os.path.getmtime(self.console) > SILENCE
        return self.timed_out or self.wedged or self.asleep

    def log(self):
        try:
            with open(self.console, "rb") as console:
                return clean(console.read())
        except OSError:
            return ""

    def races(self):
        """Known ones, counted."""
        return self._sorted()[0]

    def troubles(self):
        """The console's lines of trouble."""
        _known, race, lines = self._sorted()
        lines = [line.strip() for line in lines if TROUBLE.search(line)]
        return lines or [line.strip() for line in race[:1]]

    def trouble(self):
        """The first of them, or None."""
        return next(iter(self.troubles()), None)

    def _sorted(self):
        if self.known:
            return self.known.sort(self.log())
        return collections.Counter(), [], self.log().splitlines()

    def report(self, length=40):
        """What to show of the console: from the first trouble, or its end."""
        _known, race, log = self._sorted()
        for at, line in enumerate(log):
            if TROUBLE.search(line):
                return log[max(0, at - 3):at + length]
        return race or log[-length:]

    def complaint(self):
        """QEMU's own words, when it could not run."""
        return clean(self.process.stderr.read()).strip()
