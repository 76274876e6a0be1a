// Package tracestart starts the trace of a compiler process. It is traceinject's, and no part of Go.
package tracestart

import (
	"flag"
	"internal/buildcfg"
	"os"
	"strings"

	"cmd/compile/internal/base"
	"cmd/internal/buildtrace"
)

// Start starts the trace with what the flags say. level is the value of the architecture's setting (GOAMD64 and so
// on), or "" for the environment's; its name comes first, as in buildcfg.GOGOARCH.
//
//go:noinline
func Start(_, level string) {
	if !buildtrace.On() {
		return
	}
	if level == "" {
		level = os.Getenv("GO" + strings.ToUpper(buildcfg.GOARCH))
	}
	buildtrace.Start(buildtrace.Process{
		Tool:      "compile",
		Package:   base.Ctxt.Pkgpath,
		BuildID:   base.Flag.BuildID,
		UserTrace: base.Flag.TraceProfile,
		Workers:   base.Flag.LowerC,
		Output:    base.Flag.LowerO,
		Start: &buildtrace.CompileStart{
			Files:       flag.Args(),
			Package:     base.Ctxt.Pkgpath,
			ImportPath:  os.Getenv("TOOLEXEC_IMPORTPATH"), // cmd/go sets it with and without -toolexec
			GoVersion:   buildcfg.Version,
			Goos:        buildcfg.GOOS,
			Goarch:      buildcfg.GOARCH,
			GoarchLevel: level,
			BuildTags:   buildTags(),
			Flags:       setFlags(),
		},
	})
}

// buildTags returns the user's, as far as traceinject tells them (cmd/go passes only files on), and those of the
// experiments.
func buildTags() []string {
	var tags []string
	if user := os.Getenv("TRACEINJECT_TAGS"); user != "" {
		tags = strings.Split(user, ",")
	}
	for _, experiment := range buildcfg.Experiment.Enabled() {
		tags = append(tags, "goexperiment."+experiment)
	}
	return tags
}

// flagsThatMatter are the flags that change what is compiled, or how.
var flagsThatMatter = map[string]bool{
	"+": true, "B": true, "N": true, "asan": true, "c": true, "complete": true, "d": true, "dwarf": true,
	"dynlink": true, "e": true, "installsuffix": true, "l": true, "lang": true, "m": true, "msan": true,
	"pgoprofile": true, "race": true, "shared": true, "smallframes": true, "spectre": true, "std": true,
	"trimpath": true, "wb": true,
}

// setFlags returns those that are set on the command line, as name=value, sorted.
func setFlags() []string {
	var flags []string
	flag.Visit(func(f *flag.Flag) {
		if flagsThatMatter[f.Name] {
			flags = append(flags, f.Name+"="+f.Value.String())
		}
	})
	return flags
}
