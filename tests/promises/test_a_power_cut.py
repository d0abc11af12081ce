"""Promise: a power cut loses nothing that was acknowledged.

The model is the worst honest disk: of the database's files nothing survives but what they held when
they were last synced. A library in front of the program copies a file at each fsync; after the kill
only the copies are put back.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.needs import program
from tests.promises.bot_process import BotProcess
from tests.promises.killing import kill_on_the_web

CUTS = 100 if os.environ.get("DOITHOAI_ALL") == "1" else 8

SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void keep(int fd) {
    char link[64], path[4096], part[4200], kept[4200], block[65536];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return;
    path[length] = 0;
    const char *name = strrchr(path, '/') + 1, *disk = getenv("SYNCED");
    if (!disk || strncmp(name, "doithoai.db", 11)) return;
    snprintf(part, sizeof part, "%s/.%s", disk, name);
    snprintf(kept, sizeof kept, "%s/%s", disk, name);
    int from = open(path, O_RDONLY), to = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    for (ssize_t n; from >= 0 && to >= 0 && (n = read(from, block, sizeof block)) > 0;)
        if (write(to, block, n) != n) abort();
    close(from);
    close(to);
    rename(part, kept);
}

int fsync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    int done = real(fd);
    if (!done) keep(fd);
    return done;
}

int fdatasync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    int done = real(fd);
    if (!done) keep(fd);
    return done;
}
"""


class Cut(BotProcess):
    """A program on a machine that loses its power when it is killed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.synced = folder / "synced"
        self.synced.mkdir()
        self.shim = folder / "synced.so"
        source = folder / "synced.c"
        source.write_text(SHIM, encoding="utf-8")
        build = [program("gcc"), "-shared", "-fPIC", "-O1", "-o", str(self.shim), str(source)]
        subprocess.run([*build, "-ldl"], check=True)
        self.cuts = 0

    def _environment(self, **settings: str) -> dict[str, str]:
        ours = {"LD_PRELOAD": str(self.shim), "SYNCED": str(self.synced)}
        return {**super()._environment(**settings), **ours}

    async def is_killed(self) -> None:
        """The power is gone: what was not synced is not there any more."""
        await super().is_killed()
        self.cuts += 1
        assert (self.synced / self.file.name).stat().st_size > 0
        for ending in ("", "-wal", "-shm"):
            file = Path(f"{self.file}{ending}")
            file.unlink(missing_ok=True)
            if (kept := self.synced / file.name).exists():
                shutil.copyfile(kept, file)


@pytest.mark.nasty("n239")
@pytest.mark.xdist_group("kills")
async def test_nothing_acknowledged_is_lost_by_a_power_cut(tmp_path: Path) -> None:
    machines: list[Cut] = []

    def machine(folder: Path) -> BotProcess:
        machines.append(Cut(folder))
        return machines[0]

    figures = await kill_on_the_web(
        tmp_path, kills=CUTS, people=6, thinks=0.05, seed=41, each_life=40, machine=machine
    )
    assert machines[0].cuts == figures.kills == CUTS
    assert figures.proposals > 0
    print(figures)
