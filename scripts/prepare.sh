# Sourced by scripts/demo and scripts/test: brings a fresh clone to where it can run. Installs nothing that is there.

fail() { # MESSAGE REMEDY
  printf '%s\n  Remedy: %s\n' "$1" "$2" >&2
  exit 2
}

step() { printf '\n== %s\n' "$*" >&2; }

need_node() {
  command -v node >/dev/null && command -v npm >/dev/null ||
    fail "There is no Node.js with npm on PATH." "Install Node.js 20.19 or later (Debian: apt-get install nodejs npm)."
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old." "Install Node.js 20.19 or later."
}

# npm packages, unless what is installed is what the lock file says. Arguments go to `npm ci`.
install_packages() {
  [ -e "$1" ] && [ node_modules/.package-lock.json -nt package-lock.json ] && return
  step "Installing npm packages"
  npm ci --no-audit --no-fund "${@:2}" >&2 ||
    fail "npm could not install the packages." "Check the network, and the registry in \`npm config get registry\`."
}

as_root_with_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >&2 && return
  apt-get update >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >&2
}

# A Go on PATH or in $GOROOT; without one, Debian's.
need_go() {
  command -v go >/dev/null && return
  [ -n "${GOROOT:-}" ] && [ -x "$GOROOT/bin/go" ] && export PATH="$GOROOT/bin:$PATH" && return
  as_root_with_apt ||
    fail "There is no Go on PATH, and GOROOT does not name one." \
      "Install it (Debian: apt-get install golang-go; others: https://go.dev/dl), or name one with --goroot DIR or --go go1.N.N."
  step "Installing Debian's golang-go"
  apt_install golang-go golang-src || fail "apt-get could not install golang-go." "Install Go by hand: https://go.dev/dl"
}
