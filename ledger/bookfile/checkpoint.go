package bookfile

// MaxCheckpoint is the longest state of a checkpoint in bytes.
const MaxCheckpoint = 64 << 20
