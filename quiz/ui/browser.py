"""Opening an address outside the terminal."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_web(url: str) -> bool:
    """Return whether an address is one of the web: nothing else is ever opened."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable()


def open_url(url: str) -> bool:
    """Open an address in a browser with a window of its own; return whether there is one.

    A browser that runs in the terminal would draw over the game. Takes time: call it in a thread.
    """
    import webbrowser  # deferred: few students open a source

    if not is_web(url):
        return False
    try:
        browser = webbrowser.get()
        in_terminal = type(browser) is webbrowser.GenericBrowser or (
            isinstance(browser, webbrowser.UnixBrowser) and not browser.background
        )
        return not in_terminal and browser.open(url)
    except (webbrowser.Error, OSError):
        return False
