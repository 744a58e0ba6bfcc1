"""Why the operating system refused, in words."""

import errno
import os

from refundcli.core.text import Said, say

_REASONS = {
    errno.ENOSPC: "os-disk-full",
    errno.EDQUOT: "os-disk-full",
    errno.EROFS: "os-read-only",
    errno.EACCES: "os-not-permitted",
    errno.EPERM: "os-not-permitted",
    errno.EIO: "os-device-fails",
    errno.ENOENT: "os-missing",
    errno.ENOTDIR: "os-not-a-folder",
    errno.EEXIST: "os-in-the-way",
    errno.EISDIR: "os-in-the-way",
    errno.ELOOP: "os-link-loop",
    errno.ENAMETOOLONG: "os-name-too-long",
    errno.EMFILE: "os-too-many-files",
    errno.ENFILE: "os-too-many-files",
    errno.EFBIG: "os-file-too-big",
    errno.ENOLCK: "os-no-locks",
    errno.ENOSYS: "os-no-locks",
    errno.EOPNOTSUPP: "os-no-locks",
}


def reason_of(error: OSError) -> Said:
    """Return why *error* happened, as a sentence; the system's own words where we have none.

    >>> reason_of(OSError(errno.ENOSPC, "")).key
    'os-disk-full'
    """
    key = _REASONS.get(error.errno or 0)
    if key is None:
        return say("os-other", words=os.strerror(error.errno or 0))
    return say(key)
