package buildtrace

import (
	"fmt"
	"testing"
)

func TestALevelThatIsNoneIsUnset(t *testing.T) {
	for name, want := range map[string]Level{
		"package": LevelPackage, "phase": LevelPhase, "function": LevelFunction, "pass": LevelPass,
		"": LevelFunction, "PASS": LevelFunction, "2": LevelFunction, "all": LevelFunction,
	} {
		if got := readSettings(environment("LEVEL=" + name)).level; got != want {
			t.Errorf("%q is %v, want %v", name, got, want)
		}
	}
}

func TestAMinimumThatMakesNoSenseIsUnset(t *testing.T) {
	for list, want := range map[string]string{
		"":                            "0 0",
		"function=10us,pass=1us":      "10000 1000",
		" pass = 2ms ":                "0 2000000",
		"pass=1us,pass=3us":           "0 3000",
		"function=-1us,pass=x":        "0 0",
		"function,pass=,=1us,phase=1": "0 0",
		"function=10,pass=1us":        "0 1000",
	} {
		s := readSettings(environment("MIN=" + list))
		if got := fmt.Sprint(s.minFunction, " ", s.minPass); got != want {
			t.Errorf("%q: got %s, want %s", list, got, want)
		}
	}
}

func TestAPackageThatTheFilterLeavesOutIsRecordedAsAPackageOnly(t *testing.T) {
	for importPath, want := range map[string]Level{
		"lib": LevelPass, "lib [lib.test]": LevelPass, "lib/sub": LevelPackage, "lib_test [lib.test]": LevelPackage,
	} {
		s := readSettings(environment("LEVEL=pass", "PACKAGES=lib"))
		if s.narrow(importPath); s.level != want {
			t.Errorf("%s: %v, want %v", importPath, s.level, want)
		}
	}
}
