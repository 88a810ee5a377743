"""Reader of plain text: the whole file is one article."""

from auditor.article import Article
from auditor.ingest.errors import InputError


def decode(data: bytes, name: str) -> str:
    """`data` as UTF-8 (UTF-16 with a byte order mark too), line ends kept. Raises InputError."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not {encoding.upper()}: {error.reason} at byte {error.start}") from None


def read_text(data: bytes, name: str) -> Article:
    """The article in a plain text file."""
    return Article(text=decode(data, name), id=name)
