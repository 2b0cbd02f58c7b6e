"""Run the programs of this folder, and write or check what they print.

  python expected.py make FOLDER...    writes NAME.txt beside each NAME.py (with real PyTorch and NumPy)
  python expected.py check FOLDER...   runs them under this interpreter's torch and numpy and compares

Memory addresses are masked. The texts in the repository were made with PyTorch 2.13.0, NumPy 2.4.6 and matplotlib 3.11.2
under Python 3.11.
"""
import difflib
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def run(program):
    done = subprocess.run([sys.executable, "-W", "ignore", program], capture_output=True, text=True)
    text = done.stdout + (f"*** ended with {done.returncode}\n{done.stderr}" if done.returncode else "")
    return re.sub(r" at 0x[0-9a-fA-F]+", " at 0x…", text)


def main(mode, folders):
    failed = count = 0
    for folder in folders:
        for program in sorted((HERE / folder).glob("*.py")):
            count += 1
            expected = program.with_suffix(".txt")
            text = run(program)
            if mode == "make":
                if "*** ended with" in text:
                    raise SystemExit(f"{program}\n{text}")
                expected.write_text(text)
            elif text != expected.read_text():
                failed += 1
                print(f"FAILED {folder}/{program.name}")
                lines = difflib.unified_diff(expected.read_text().splitlines(), text.splitlines(),
                                             "expected", "printed", lineterm="", n=1)
                print("\n".join(list(lines)[:40]))
    print(f"{count - failed} passed, {failed} failed" if mode == "check" else f"{count} written")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:] or ["nn", "optim", "numpy"]))
