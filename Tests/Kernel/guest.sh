#!/bin/sh
# guest.sh UDEV BUNDLE SUITE...: inside the guest, as root in the host's files: udev, then the tests, suite by suite.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/run TMPDIR=/run/tests \
  SYSTEMD_IGNORE_CHROOT=1 NO_COLOR=1
udev=$1
bundle=$2
shift 2
# The package is not installed on the host; its files are laid into the guest's own layer.
cp -r "$udev/lib/udev" /usr/lib/
mkdir -p /etc/udev/rules.d
ln -sf "$udev/bin/udevadm" /usr/local/bin/udevadm
ln -s "$udev/bin/udevadm" /run/systemd-udevd
/run/systemd-udevd --daemon || echo "guest: udevd: $?"
udevadm trigger --action=add
udevadm settle
echo "guest: ready after $(cut -d' ' -f1 /proc/uptime) s"
mkdir -p /run/tests && cd /run/tests || exit 1
for suite in "$@"; do
  echo "KERNEL-TEST begin $suite"
  TILLKEEPER_KERNEL_TEST=1 timeout -k 5 300 "$bundle" --testing-library swift-testing --filter "$suite" </dev/null
  echo "KERNEL-TEST status $suite $?"
  echo "guest: $(cut -d' ' -f1 /proc/uptime) s"
done
