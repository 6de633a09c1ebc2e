"""Who sits at the desk, and what they have chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.play.modes import mode_of
from quiz.records import settings, students
from quiz.ui import theme
from quiz.ui.game import Part
from quiz.ui.wish import Wish

if TYPE_CHECKING:
    from quiz.records.students import Student
    from quiz.ui.screens.home import HomeScreen
    from quiz.ui.screens.options import OptionsScreen
    from quiz.ui.screens.students import StudentScreen


class AtDesk(Part):
    """The part of the game that is about the student and not about a pack."""

    def on_home_screen_students(self, _message: HomeScreen.Students) -> None:
        """Ask who plays."""
        try:
            answers = {user: share[0] for user, share in self.desk.log.shares().items()}
            known = self.students()
        except QuizError as error:
            self._say(str(error))
            return
        from quiz.ui.screens.students import StudentScreen  # deferred, as all pages but the first

        self.push_screen(StudentScreen(known, answers, playing=self.desk.user))

    def on_student_screen_chosen(self, message: StudentScreen.Chosen) -> None:
        """Let somebody else play, or nobody else."""
        if message.student is None or message.student.id == self.desk.user:
            self._back()
        else:
            self._seat(message.student)

    def on_student_screen_named(self, message: StudentScreen.Named) -> None:
        """Let somebody new play."""
        if self.desk.people is None:
            return
        try:
            known = self.desk.log.users()
            added = students.add(
                self.desk.people, message.name, known=known, new_id=self.desk.new_id
            )
        except QuizError as error:
            from quiz.ui.screens.students import StudentScreen

            if isinstance(self.screen, StudentScreen):
                self.screen.refuse(str(error))
        else:
            self._seat(added)

    def _seat(self, student: Student) -> None:
        """Begin again at home, as another student."""
        self.desk = replace(self.desk, user=student.id)
        self.settings = settings.read(self.desk.settings, student.id)
        known = self.settings.theme in self.available_themes
        self.theme = self.settings.theme if known else theme.DEFAULT
        self._wish = Wish(count=self.settings.count, mode=mode_of(self.settings.mode).id)
        self.go_home()

    def on_home_screen_options(self, _message: HomeScreen.Options) -> None:
        """Show what is chosen."""
        ours = [theme.INK.name, theme.PAPER.name]
        others = sorted(name for name in self.available_themes if name not in ours)
        from quiz.ui.screens.options import OptionsScreen

        screen = OptionsScreen(self.settings, [*ours, *others], student=self.student_name())
        self.push_screen(screen)

    def on_options_screen_changed(self, message: OptionsScreen.Changed) -> None:
        """Keep what was chosen, and show it where it can be seen."""
        self.settings = message.settings
        if self.settings.theme in self.available_themes:  # not one of a later version
            self.theme = self.settings.theme
        self.keep_settings()

    def on_options_screen_closed(self) -> None:
        """Back to home."""
        self._back()
