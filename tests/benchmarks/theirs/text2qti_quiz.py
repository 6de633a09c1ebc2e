"""Runs among the peers: microseconds of the processor that text2qti takes to write a question.

text2qti_quiz.py FOLDER QUESTIONS
"""

import sys
import time
from pathlib import Path

from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz


def main() -> None:
    """Write a quiz and say what each question cost."""
    folder, questions = Path(sys.argv[1]), int(sys.argv[2])
    blocks = [
        f"{number}. In which county does parish {number} lie?\n... A warden counted it.\n"
        f"*a) county {number % 12}\nb) county {number % 12 + 12}\n"
        f"c) county {number % 12 + 24}\nd) county {number % 12 + 36}\n"
        for number in range(1, questions + 1)
    ]
    began = time.process_time()
    text = "Quiz title: Parishes\n\n" + "\n".join(blocks)
    QTI(Quiz(text, config=Config(), source_name="parishes")).save(folder / "quiz.zip")
    print(1e6 * (time.process_time() - began) / questions)


main()
