"""Reports of one happening become one event with its independent sources; articles of one happening, one story."""

from dragoman.merge.copies import Copy
from dragoman.merge.events import BlockMerger, merge_reports
from dragoman.merge.stories import StoryLine, group_articles

__all__ = ["BlockMerger", "Copy", "StoryLine", "group_articles", "merge_reports"]
