"""The tail of the tags joined with the related articles: each entry's own first tag.

How: as many tags as there are entries, from the end, if what is left over can be the article's own.
Cost: linear in the tags. Rule: FORMAT 1.1: an inference, never a rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tazdump._values import set_topic
from tazdump.model import Entry, Tag

#: taz shows as many related articles at most; fewer may be a page that was cut off.
_MOST_RELATED: Final = 5
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "“", "‘", "«", '"', ")")


def with_topics(tags: Sequence[Tag], related: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries, just made, with their topics, where the counts and the order of the tags allow.

    They do not where nothing would be left as the article's own tag, where a tag would be its own
    twice (taz gives no tag twice), and where more entries may have followed the last one.
    """
    own = len(tags) - len(related)
    names = [tag.name for tag in tags]
    if own < 1 or not related or len(set(names[:own])) < own or _goes_on(related):
        return tuple(related)
    for entry, topic in zip(related, names[own:], strict=True):
        set_topic(entry, topic)
    return tuple(related)


def _goes_on(related: Sequence[Entry]) -> bool:
    """May the page have been cut off inside or behind the last entry?"""
    teaser = related[-1].teaser
    return len(related) < _MOST_RELATED and (teaser is None or not teaser.endswith(_SENTENCE_ENDS))
