"""A folder of pages that stand alone: every article, source and story of a run, and what all of them come to."""

from auditor.render.site.overview import Overview, ToldStory
from auditor.render.site.writer import ARTICLES, FOLDERS, SiteWriter, write_article, write_site

__all__ = ["ARTICLES", "FOLDERS", "Overview", "SiteWriter", "ToldStory", "write_article", "write_site"]
