"""`python tests/benchmarks/ratios.py` builds the wheel and prints what its answers cost, as ratios measured in one run.

Every figure is a ratio to something run beside it, turn by turn in the same process: `json.loads` of the same body for
the normaliser, `from pydantic import BaseModel` for the import, a bare interpreter for the memory. `--write FILE`
writes
the page `docs/benchmarks.md`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMITS = {"known vendor": 1.5, "detected": 2.5, "import": 0.5, "memory (MiB)": 10.0, "check": 6.0}


def main() -> int:
    """Build, measure in child processes that see the wheel alone, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="write the page to this file as well")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="errnorm-bench-") as folder:
        site = unpacked_wheel(Path(folder))
        rows = run(site, "speed.py") + imports(site) + memory(site) + checks()
    page = table(rows)
    print(page)
    if options.write:
        options.write.write_text(HEAD + page + "\n", encoding="utf-8")
    return 0


def unpacked_wheel(folder: Path) -> Path:
    """Build the wheel and unpack it; give the folder to import from."""
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT],
        check=True,
    )
    site = folder / "site"
    with zipfile.ZipFile(next(folder.glob("errnorm-*.whl"))) as wheel:
        wheel.extractall(site)
    return site


def run(site: Path, script: str) -> list[dict[str, object]]:
    """Run one measuring script against the unpacked wheel and give its rows."""
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name(script)],
        env={"PYTHONPATH": str(site)},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def imports(site: Path) -> list[dict[str, object]]:
    """Compare `import errnorm` with `from pydantic import BaseModel`, each over a bare start, turn by turn."""
    statements = {"bare": "pass", "errnorm": "import errnorm", "pydantic": "from pydantic import BaseModel"}
    clock = "import time; a = time.perf_counter(); {}; print(time.perf_counter() - a)"
    times: dict[str, list[float]] = {name: [] for name in statements}
    for _ in range(15):
        for name, statement in statements.items():
            command = [sys.executable, "-c", clock.format(statement)]
            done = subprocess.run(command, env={"PYTHONPATH": str(site)}, check=True, capture_output=True, text=True)
            times[name].append(float(done.stdout))
    best = {name: min(found) for name, found in times.items()}
    ratio = (best["errnorm"] - best["bare"]) / (best["pydantic"] - best["bare"])
    return [
        {
            "what": "import errnorm",
            "beside": "from pydantic import BaseModel",
            "ratio": ratio,
            "limit": LIMITS["import"],
        }
    ]


def memory(site: Path) -> list[dict[str, object]]:
    """Give the resident memory over a bare interpreter's, in MiB, as ever more vendors are met."""
    bare = run_memory(site, "pass")
    body = {"error": {"message": "(#131049) x", "type": "OAuthException", "code": 131049}}
    every = "import errnorm\nfor vendor in errnorm._shipped.tables.vendors.values(): "
    steps = {
        "import errnorm (MiB)": ("import errnorm", None),
        "one vendor met (MiB)": (f"import errnorm; errnorm.normalize({body})", LIMITS["memory (MiB)"]),
        "all vendors met (MiB)": (every + "vendor.rules", None),
        "all vendors met, every verdict made (MiB)": (every + "[r.verdict for r in vendor.rules.by_id.values()]", None),
    }
    return [
        {"what": name, "beside": "bare interpreter", "ratio": run_memory(site, statement) - bare, "limit": limit}
        for name, (statement, limit) in steps.items()
    ]


def checks() -> list[dict[str, object]]:
    """Compare `errnorm check` of the shipped catalogs with reading the same files as plain YAML, turn by turn."""
    sys.path.insert(0, str(ROOT / "src"))
    import yaml

    from errnorm.check.run import check_files, files_in

    files = files_in(ROOT / "catalogs")
    steps = {
        "plain": lambda: [yaml.load(file.read_bytes(), yaml.CSafeLoader) for file in files],
        "check": lambda: check_files(files),
    }
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(3):
        for name, step in steps.items():
            begun = time.process_time()
            step()
            times[name].append(time.process_time() - begun)
    return [
        {
            "what": f"errnorm check of {len(files)} catalogs",
            "beside": "yaml.CSafeLoader over the same files",
            "ratio": min(times["check"]) / min(times["plain"]),
            "limit": LIMITS["check"],
        }
    ]


def run_memory(site: Path, statement: str) -> float:
    """Give the peak resident memory of a child that runs `statement`, in MiB.

    It is read from the kernel's account of the child's own pages: getrusage would count the parent's, from before exec.
    """
    code = f"{statement}\nprint([line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0])"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONPATH": str(site)}, check=True, capture_output=True, text=True
        )
        for _ in range(3)
    ]
    return min(int(done.stdout) for done in runs) / 1024


def table(rows: list[dict[str, object]]) -> str:
    """Give the rows as a Markdown table."""
    lines = ["| what | beside | ratio | limit |", "|---|---|---:|---:|"]
    for row in rows:
        limit = "" if row["limit"] is None else f"{row['limit']:g}"
        lines.append(f"| {row['what']} | {row['beside']} | {row['ratio']:.2f} | {limit} |")
    return "\n".join(lines)


HEAD = """# What an answer costs

Written by `python tests/benchmarks/ratios.py --write docs/benchmarks.md` on the built wheel; the machine has two
cores and is noisy.
Each figure is a ratio to what stands beside it, measured turn by turn in the same run, the best of many turns.
A limit is what the project promises; a row without one is a floor to compare with.

"""

if __name__ == "__main__":
    sys.exit(main())
