"""Many legs at once: the core's work on a batch of packets or a turn of slots, in NumPy where all goes as usual.

What is usual is decided by the very arrays of the core; whatever else a packet or a leg is goes to the core's own
function, one at a time. So there is no second behaviour: the vectors of tests/media/core run against both.
"""

from ringback.media.batches.batches import Batches

__all__ = ["Batches"]
