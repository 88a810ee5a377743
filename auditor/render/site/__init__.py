"""A folder of pages that stand alone: every article, source and story of a run, and what all of them come to."""

from auditor.render.site.names import article_page
from auditor.render.site.overview import Overview, ToldStory
from auditor.render.site.pages import FOLDERS, write_source, write_story
from auditor.render.site.writer import SitePart, SiteWriter, write_site

__all__ = [
    "FOLDERS", "Overview", "SitePart", "SiteWriter", "ToldStory", "article_page", "write_site", "write_source",
    "write_story",
]  # fmt: skip
