#!/usr/bin/env bash
# run.sh [BUNDLE]: boots Debian's kernel under QEMU's emulation and runs the suites "InsideKernel" of the test program BUNDLE
# inside (the newest *.xctest of the debug build when none is named). The guest sees the host's files as they are, read-only,
# and a layer of its own over them. No root needed. About a minute; KERNEL_TEST_LIMIT bounds it (seconds, 300).
#
# A tool that is missing is named and the test is left out (status 0), or fails when KERNEL_TEST=required.
set -euo pipefail
bundle=${1:+$(readlink -f "$1")}
cd "$(dirname "$0")"
here=$PWD
root=$(cd ../.. && pwd)
cache=${KERNEL_CACHE:-$root/.build/kernel}

leave_out() {
  echo "kernel test left out: $*"
  if [ "${KERNEL_TEST:-}" = required ]; then exit 1; fi
  exit 0
}

for tool in qemu-system-x86_64:qemu-system-x86 busybox:busybox-static cpio:cpio depmod:kmod dpkg-deb:dpkg apt-get:apt; do
  if ! PATH=$PATH:/sbin:/usr/sbin command -v "${tool%%:*}" >/dev/null; then
    leave_out "${tool%%:*} is missing (apt-get install ${tool#*:})"
  fi
done
if [ "$(uname -m)" != x86_64 ]; then leave_out "the guest is an x86_64 machine, this one is $(uname -m)"; fi

bundle=${bundle:-$(find "$root/.build/debug/" -maxdepth 1 -name '*.xctest' -print -quit 2>/dev/null || true)}
if [ ! -x "$bundle" ]; then
  echo "no test program: swift build --build-tests first" >&2
  exit 1
fi
bundle=$(readlink -f "$bundle")

# The kernel and udev as Debian packages, unpacked and not installed.
mkdir -p "$cache"
if [ ! -d "$cache/linux" ] || [ ! -d "$cache/udev" ]; then
  package=$(apt-cache depends linux-image-amd64 2>/dev/null | awk '/Depends: linux-image/ {print $2; exit}')
  if [ -z "$package" ]; then leave_out "apt knows no linux-image-amd64 (apt-get update)"; fi
  rm -rf "$cache/debs"
  mkdir -p "$cache/debs"
  if ! (cd "$cache/debs" && apt-get -q download "$package" udev); then leave_out "$package and udev could not be fetched"; fi
  for name in linux udev; do rm -rf "${cache:?}/$name.part"; done
  dpkg-deb -x "$cache"/debs/linux-image-*.deb "$cache/linux.part"
  dpkg-deb -x "$cache"/debs/udev_*.deb "$cache/udev.part"
  for name in linux udev; do mv "$cache/$name.part" "$cache/$name"; done
  rm -rf "$cache/debs"
fi
kernel=$(basename "$(find "$cache/linux/boot" -name 'vmlinuz-*' -print -quit)")
version=${kernel#vmlinuz-}

# An initramfs of busybox, the modules and our init.
modules='virtio_pci 9pnet_virtio 9p overlay vhci-hcd usblp usbhid hid-generic cdc-acm'
fs=$cache/initramfs
rm -rf "$fs"
mkdir -p "$fs"/{bin,proc,sys,dev,lower,upper,host,"lib/modules/$version"}
cp "$(command -v busybox)" "$fs/bin/busybox"
for name in sh mount mkdir modprobe chroot poweroff cat echo; do ln -sf busybox "$fs/bin/$name"; done
export PATH=$PATH:/sbin:/usr/sbin
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
sed "s|@MODULES@|$modules|; s|@GUEST@|$here/guest.sh|; s|@UDEV@|$cache/udev|; s|@BUNDLE@|$bundle|" init >"$fs/init"
chmod +x "$fs/init"
(cd "$fs" && find . | cpio -o -H newc --quiet | gzip -1) >"$cache/initramfs.gz"

# TCG, not KVM: it runs everywhere, and the same everywhere.
log=$cache/console.log
status=0
timeout "${KERNEL_TEST_LIMIT:-300}" qemu-system-x86_64 -M q35 -accel tcg,thread=single -m 1024 -smp 1 -nographic -no-reboot \
  -nodefaults -serial stdio -monitor none -kernel "$cache/linux/boot/$kernel" -initrd "$cache/initramfs.gz" \
  -append 'console=ttyS0 quiet panic=-1 loglevel=3 mitigations=off nokaslr' \
  -fsdev local,id=h,path=/,security_model=none,readonly=on,multidevs=remap -device virtio-9p-pci,fsdev=h,mount_tag=host \
  </dev/null 2>&1 | tr -d '\r' | tee "$log" | grep --line-buffered -vE 'started\.$|SeaBIOS|Booting from' || status=${PIPESTATUS[0]}
if [ "$status" -eq 124 ]; then echo "kernel test: no end after ${KERNEL_TEST_LIMIT:-300} s" >&2; fi
# A guest that died before the tests says nothing; only the guest's own word counts, and only if tests were run.
if grep -q '^KERNEL-TEST status 0$' "$log" && grep -Eq 'Test run with [1-9][0-9]* tests? .*passed' "$log"; then exit 0; fi
echo "kernel test failed, all lines in $log" >&2
exit 1
