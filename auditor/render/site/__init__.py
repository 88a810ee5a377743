"""A folder of pages that stand alone: every article, source and story of a run, and what all of them come to."""

from auditor.render.site.overview import Overview, ToldStory
from auditor.render.site.writer import SiteWriter, write_site

__all__ = ["Overview", "SiteWriter", "ToldStory", "write_site"]
