#!/usr/bin/env bash
# run.sh [BUNDLE]: boots Debian's kernel under QEMU's emulation and runs the suites "InsideKernel..." of the test program BUNDLE
# inside (the *.xctest of the debug build when none is named). The guest sees the host's files as they are, read-only, and a
# layer of its own over them. No root needed. One to two minutes; KERNEL_TEST_LIMIT bounds it (seconds, 480).
# KERNEL_SUITES names other suites, KERNEL_CACHE another folder than .build/kernel for what is fetched.
#
# A tool that is missing is named and the test is left out (status 0), or fails when KERNEL_TEST=required.
# Everything that the guest said stays in .build/logs/kernel-console.log.
set -euo pipefail
bundle=${1:+$(readlink -f "$1")}
cd "$(dirname "$0")"
here=$PWD
root=$(cd ../.. && pwd)
cache=${KERNEL_CACHE:-$root/.build/kernel}
suites=${KERNEL_SUITES:-InsideKernelTests InsideKernelService KeysTests}
limit=${KERNEL_TEST_LIMIT:-480}
log=$root/.build/logs/kernel-console.log
export PATH=$PATH:/sbin:/usr/sbin

leave_out() {
  echo "kernel test not run: $*"
  if [ "${KERNEL_TEST:-}" = required ]; then exit 1; fi
  exit 0
}

if [ "$(uname -m)" != x86_64 ]; then leave_out "the guest is an x86_64 machine, this one is $(uname -m)"; fi
for tool in qemu-system-x86_64:qemu-system-x86 busybox:busybox-static cpio:cpio depmod:kmod dpkg-deb:dpkg apt-get:apt; do
  if ! command -v "${tool%%:*}" >/dev/null; then
    leave_out "${tool%%:*} is missing (apt-get install ${tool#*:})"
  fi
done

bundle=${bundle:-$(find "$root/.build/debug/" -maxdepth 1 -name '*.xctest' -print -quit 2>/dev/null || true)}
if [ ! -x "$bundle" ]; then
  echo "no test program: swift build --build-tests first" >&2
  exit 1
fi
bundle=$(readlink -f "$bundle")

# The kernel and udev as Debian packages, unpacked and not installed: an installed kernel would run the hooks of /boot.
fetch() {
  local package
  package=$(apt-cache depends linux-image-amd64 2>/dev/null | awk '/Depends: linux-image/ {print $2; exit}')
  [ -n "$package" ] || return 1
  rm -rf "$cache/debs"
  mkdir -p "$cache/debs"
  (cd "$cache/debs" && timeout 300 apt-get -qq -o APT::Sandbox::User=root -o Acquire::Retries=3 \
    -o Acquire::http::Timeout=30 download "$package" udev)
}
renew_lists() {
  local prefix=()
  if [ "$(id -u)" -ne 0 ]; then prefix=(sudo -n); fi
  "${prefix[@]}" timeout 300 apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 update >&2
}
mkdir -p "$cache"
if [ ! -d "$cache/linux" ] || [ ! -d "$cache/udev" ]; then
  if ! fetch && ! { renew_lists && fetch; }; then leave_out 'apt brings neither linux-image-amd64 nor udev'; fi
  for name in linux udev; do rm -rf "${cache:?}/$name.part"; done
  dpkg-deb -x "$cache"/debs/linux-image-*.deb "$cache/linux.part"
  dpkg-deb -x "$cache"/debs/udev_*.deb "$cache/udev.part"
  for name in linux udev; do rm -rf "${cache:?}/$name" && mv "$cache/$name.part" "$cache/$name"; done
  rm -rf "$cache/debs"
fi
kernel=$(basename "$(find "$cache/linux/boot" -name 'vmlinuz-*' -print -quit)")
version=${kernel#vmlinuz-}

# An initramfs of busybox, the modules and our init.
modules='virtio_pci 9pnet_virtio 9p overlay vhci-hcd usblp usbhid hid-generic cdc-acm evdev uinput'
fs=$cache/initramfs
rm -rf "$fs"
mkdir -p "$fs"/{bin,proc,sys,dev,lower,upper,host,"lib/modules/$version"}
cp "$(command -v busybox)" "$fs/bin/busybox"
for name in sh mount mkdir modprobe chroot poweroff cat echo ip; do ln -sf busybox "$fs/bin/$name"; done
depmod -b "$cache/linux" "$version"
for module in $modules; do
  modprobe -d "$cache/linux" -S "$version" --show-depends "$module" | awk '$1 == "insmod" {print $2}'
done | sort -u | while read -r file; do
  place=$fs/lib/modules/$version/${file##*/lib/modules/"$version"/}
  mkdir -p "$(dirname "$place")"
  cp "$file" "$place"
done
cp "$cache/linux/lib/modules/$version"/modules.{builtin,builtin.modinfo,order} "$fs/lib/modules/$version/"
depmod -b "$fs" "$version"
cp init "$fs/init"
chmod +x "$fs/init"
printf 'modules=%q\nguest=%q\nudev=%q\nbundle=%q\nsuites=%q\n' "$modules" "$here/guest.sh" "$cache/udev" "$bundle" "$suites" \
  >"$fs/names"
(cd "$fs" && find . | cpio -o -H newc --quiet | gzip -1) >"$cache/initramfs.gz"

# TCG, not KVM: it runs everywhere, and the same everywhere.
mkdir -p "$(dirname "$log")"
began=$(date +%s)
status=0
timeout -k 10 "$limit" qemu-system-x86_64 -M q35 -accel tcg,thread=single -m 1536 -smp 1 -nographic -no-reboot \
  -nodefaults -serial stdio -monitor none -kernel "$cache/linux/boot/$kernel" -initrd "$cache/initramfs.gz" \
  -append 'console=ttyS0 quiet panic=-1 loglevel=3 mitigations=off nokaslr' \
  -fsdev local,id=h,path=/,security_model=none,readonly=on,multidevs=remap -device virtio-9p-pci,fsdev=h,mount_tag=host \
  </dev/null 2>&1 | tr -d '\r' | tee "$log" \
  | grep --line-buffered -vE 'started\.$|^✔ Test "|SeaBIOS|iPXE|Booting from|^[[:space:]]*$' || status=${PIPESTATUS[0]}

# A guest that died before the tests says nothing; only the guest's own word counts, and only if tests were run.
for suite in $suites; do
  if ! awk -v suite="$suite" '
      $1 == "KERNEL-TEST" {within = $2 == "begin" && $3 == suite; if ($2 == "status" && $3 == suite) status = $4}
      within && /Test run with [1-9][0-9]* tests? .*passed/ {ran = 1}
      END {exit !(ran && status == "0")}' "$log"
  then
    echo "--- the guest's last words" >&2
    tail -n 40 "$log" >&2
    if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then echo "kernel test: the guest hung, no end after $limit s" >&2; fi
    echo "kernel test failed in $suite, all lines in $log" >&2
    exit 1
  fi
done
echo "kernel test: passed on Linux $version in $(($(date +%s) - began)) s ($suites)"
