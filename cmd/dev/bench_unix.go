//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// residentMost is the most memory that a process that has ended had resident, in bytes.
func residentMost(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}
