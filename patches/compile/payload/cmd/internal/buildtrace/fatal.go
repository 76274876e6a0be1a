package buildtrace

import (
	"io"
	"strings"
)

// A fatalWriter is where package log writes to. The message of a log.Fatal is the process's last one: the trace is
// stopped. Others are diagnostics of cmd/asm and cmd/link, which go on. All messages pass unchanged.
type fatalWriter struct {
	process *process
	out     io.Writer
}

func (w fatalWriter) Write(message []byte) (int, error) {
	if inFatal() {
		w.process.stop(1)
	}
	return w.out.Write(message)
}

// inFatal tells whether log.Fatal, log.Fatalf or log.Fatalln is among the callers, or one of a Logger.
func inFatal() (fatal bool) {
	eachCaller(func(function string) {
		if strings.HasPrefix(function, "log.Fatal") || strings.HasPrefix(function, "log.(*Logger).Fatal") {
			fatal = true
		}
	})
	return fatal
}
