package buildtrace

import "io"

// A fatalWriter is where package log writes to. The compiler uses log for log.Fatal only, so whatever comes is the
// process's last message: the trace is stopped, and the message goes on unchanged.
type fatalWriter struct {
	process *process
	out     io.Writer
}

func (w fatalWriter) Write(message []byte) (int, error) {
	w.process.stop(1)
	return w.out.Write(message)
}
