"""`stance --help` must not import what it does not need."""

import subprocess
import sys


def test_help_imports_nothing_slow() -> None:
    script = (
        "import sys\nfrom pipeline.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "slow = {'sklearn', 'pandas', 'mlflow', 'datasets', 'pyarrow', 'trafilatura', 'numpy'} & set(sys.modules)\n"
        "sys.exit(f'imported {slow}' if slow else 0)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
