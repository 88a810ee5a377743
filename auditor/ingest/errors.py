"""What every reader raises."""


class InputError(ValueError):
    """An input that cannot be read; the message says where, what is wrong and what would be right."""


class NotAnArticle(Exception):
    """A record that is well made and no article, as a picture in a web archive; it is passed over and counted."""
