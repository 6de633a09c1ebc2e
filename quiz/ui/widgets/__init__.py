"""Widgets: they are told what to show, and send messages up. None of them knows a screen."""
