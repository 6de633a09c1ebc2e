"""Languages by the names that libraries give them."""

from __future__ import annotations

import re

from quiz.exchange.sources.work import flat

_CODES = {
    "american": "en-US", "arabic": "ar", "australian": "en-AU", "austrian": "de-AT",
    "british": "en-GB", "bulgarian": "bg", "canadian": "en-CA", "catalan": "ca", "chinese": "zh",
    "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en",
    "estonian": "et", "finnish": "fi", "french": "fr", "german": "de", "greek": "el",
    "hebrew": "he", "hungarian": "hu", "icelandic": "is", "italian": "it", "japanese": "ja",
    "korean": "ko", "latin": "la", "latvian": "lv", "lithuanian": "lt", "naustrian": "de-AT",
    "ngerman": "de", "norwegian": "no", "nynorsk": "nn", "persian": "fa", "polish": "pl",
    "portuguese": "pt", "brazilian": "pt-BR", "romanian": "ro", "russian": "ru", "serbian": "sr",
    "slovak": "sk", "slovene": "sl", "slovenian": "sl", "spanish": "es", "swedish": "sv",
    "turkish": "tr", "ukrainian": "uk", "ukenglish": "en-GB", "usenglish": "en-US",
    "deutsch": "de", "français": "fr", "русский": "ru", "español": "es", "italiano": "it",
    "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "rus": "ru", "spa": "es",
}  # fmt: skip
_CODE = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")


def code_of(text: str) -> str:
    """Return the code of a language that is called by its name; a code stays, or the words do."""
    words = flat(text)
    known = _CODES.get(words.casefold())
    if known is None and (found := _CODE.fullmatch(words)):
        return found[1].lower() + found[2].replace("_", "-")
    return known or words
