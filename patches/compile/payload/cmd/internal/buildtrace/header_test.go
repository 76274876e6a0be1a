package buildtrace

import (
	"encoding/json"
	"os"
	"runtime"
	"strings"
	"testing"
)

func TestTheFileNameHoldsOnlySafeCharacters(t *testing.T) {
	for buildID, want := range map[string]string{
		"":                              "none",
		"/":                             "none",
		"jk10dFUi5dUPd4nAcNse/content":  "jk10dFUi5dUPd4nAcNse",
		"a-b_C9":                        "a-b_C9",
		"../../etc/passwd":              "none",
		"a b\x00c\\d.é/":                "abcd",
		strings.Repeat("0123456789", 9): strings.Repeat("0123456789", 9)[:64],
	} {
		if got := action(buildID); got != want {
			t.Errorf("action(%q) = %q, want %q", buildID, got, want)
		}
	}
}

func TestTheHeaderTellsOfProcessAndClocks(t *testing.T) {
	for _, name := range []string{"GOOS", "GOARCH", "TOOLEXEC_IMPORTPATH"} {
		t.Setenv(name, "")
	}
	keys := decodeHeader(t, header{
		about: Process{Tool: "link", Package: "a\"b", Workers: 4}, level: LevelPass, begin: anchor{1, 2, 3},
	})
	for key, want := range map[string]interface{}{
		"format": 3.0, "schema": float64(schemaVersion), "level": "pass", "tool": "link", "package": "a\"b", "workers": 4.0,
		"pid": float64(os.Getpid()), "ppid": float64(os.Getppid()),
		"goVersion": runtime.Version(), "goos": runtime.GOOS, "goarch": runtime.GOARCH,
		"importPath": nil, "action": nil, "runtimeTrace": nil,
	} {
		if keys[key] != want {
			t.Errorf("%s is %v, want %v", key, keys[key], want)
		}
	}
	clocks, _ := keys["anchor"].(map[string]interface{})
	if clocks["mono0"] != "1" || clocks["wall"] != "2" || clocks["mono1"] != "3" {
		t.Errorf("anchor is %v", keys["anchor"])
	}
	if boot, _ := keys["bootId"].(string); runtime.GOOS == "linux" && len(boot) != 36 {
		t.Errorf("bootId is %v", keys["bootId"])
	}
}

func TestTheHeaderTellsOfTargetAndAction(t *testing.T) {
	t.Setenv("GOOS", "plan9")
	t.Setenv("GOARCH", "arm")
	t.Setenv("TOOLEXEC_IMPORTPATH", "lib [lib.test]")
	keys := decodeHeader(t, header{about: Process{BuildID: "x/y"}, level: LevelPhase, runtimeTrace: "z.trace"})
	for key, want := range map[string]interface{}{
		"goos": "plan9", "goarch": "arm", "importPath": "lib [lib.test]", "action": "x/y", "runtimeTrace": "z.trace",
	} {
		if keys[key] != want {
			t.Errorf("%s is %v, want %v", key, keys[key], want)
		}
	}
}

func decodeHeader(t *testing.T, h header) map[string]interface{} {
	t.Helper()
	var keys map[string]interface{}
	if err := json.Unmarshal(h.json(), &keys); err != nil {
		t.Fatal(err)
	}
	return keys
}
