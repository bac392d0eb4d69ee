#!/usr/bin/env bash
# Makes a machine ready to build and test: the Swift toolchain is checked, missing Debian packages are installed.
# Installs only what is missing, so that a machine that has all is left alone and needs no network.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "setup: $*" >&2; }

# apt-get with bounds, three times: mirrors and locks of other runs pass.
apt() {
  local prefix=() try
  if [ "$(id -u)" -ne 0 ]; then prefix=(sudo -n); fi
  for try in 1 2 3; do
    if "${prefix[@]}" env DEBIAN_FRONTEND=noninteractive timeout 600 \
      apt-get -q -o Acquire::Retries=3 -o Acquire::http::Timeout=30 -o DPkg::Lock::Timeout=120 "$@" >&2; then
      return 0
    fi
    say "apt-get $1 failed (try $try of 3)"
    sleep $((try * 5))
  done
  return 1
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]; }

check_packages() {
  if ! command -v dpkg-query >/dev/null; then
    say "this is no Debian: what packaging/apt.txt names must be there already"
    return 0
  fi
  local needed=() wished=() name
  while read -r name; do
    case $name in
      \?*) installed "${name#\?}" || wished+=("${name#\?}") ;;
      ?*) installed "$name" || needed+=("$name") ;;
    esac
  done < <(sed 's/#.*//; s/[[:space:]]//g' packaging/apt.txt)
  if [ $((${#needed[@]} + ${#wished[@]})) -eq 0 ]; then return 0; fi

  if [ "$(id -u)" -ne 0 ] && ! sudo -n true 2>/dev/null; then
    if [ ${#needed[@]} -eq 0 ]; then
      say "not installed, some checks are left out: ${wished[*]}"
      return 0
    fi
    say "packages are missing. As root, please:"
    say "apt-get install ${needed[*]} ${wished[*]}"
    exit 1
  fi
  say "installing ${needed[*]} ${wished[*]}"
  apt update || say "apt-get update failed, the lists that are there are used"
  if [ ${#needed[@]} -gt 0 ] && ! apt install --yes --no-install-recommends "${needed[@]}"; then
    say "not installed: ${needed[*]}"
    exit 1
  fi
  if [ ${#wished[@]} -gt 0 ] && ! apt install --yes --no-install-recommends "${wished[@]}"; then
    say "not installed, some checks are left out: ${wished[*]}"
  fi
}

check_swift() {
  if ! command -v swift >/dev/null; then
    say "no Swift toolchain: install 6.2 or later (swift.org/install) and put it on PATH"
    exit 1
  fi
  local version major minor
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  major=${version%%.*}
  minor=${version#*.}
  if [ -z "$version" ] || [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
    say "Swift 6.2 or later is needed, this is ${version:-unknown}"
    exit 1
  fi
}

check_swift
check_packages
