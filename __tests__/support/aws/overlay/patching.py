"""How moto's classes are changed while it runs; what is kept lies on its own objects, so that a reset clears it."""

import functools
import uuid

from moto.core.utils import utcnow

PATCHES = []


def patch(change):
    """Marks what `server.py` calls before moto serves."""
    PATCHES.append(change)
    return change


def store(backend, name):
    """A dictionary that lives on a backend of moto."""
    return backend.__dict__.setdefault("_overlay_" + name, {})


def wrap(cls, name):
    """Replaces `cls.name` by a function that is given the original, and then what that one was given."""
    original = getattr(cls, name)

    def decorate(changed):
        @functools.wraps(original)
        def method(self, *args, **kwargs):
            return changed(original, self, *args, **kwargs)

        setattr(cls, name, method)
        return method

    return decorate


def rid(length=17):
    return uuid.uuid4().hex[:length]


def iso(time=None):
    return (time or utcnow()).strftime("%Y-%m-%dT%H:%M:%S.000Z")
