package buildtrace

import "syscall"

// peakRSS is the most memory that the process held at once, in bytes; 0 if the system does not tell.
func peakRSS() int64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return int64(usage.Maxrss) << 10
}
