"""Files from strangers, by the thousand: whatever stands in them, a message and no traceback.

    python -m tests.fuzz --packs 10000 --tables 1000 --imports 1000 --seed 1

mutates real packs, CSV files and other programs' question files, and puts each through all that
the program does with it, in a process with a bounded memory that is ended where it hangs. What it
finds lies in a folder afterwards. A short run is in the gate; `tests.fuzz.guided` is the one that
follows the branches of the code, in an environment of its own.
"""
