#!/bin/sh
# guest.sh UDEV BUNDLE: inside the guest, as root in the host's files: udev, then the tests.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/run TMPDIR=/tmp SYSTEMD_IGNORE_CHROOT=1
udev=$1
bundle=$2
# The package is not installed on the host; its files are laid into the guest's own layer.
cp -r "$udev/lib/udev" /usr/lib/
mkdir -p /etc/udev/rules.d
ln -sf "$udev/bin/udevadm" /usr/local/bin/udevadm
ln -s "$udev/bin/udevadm" /run/systemd-udevd
/run/systemd-udevd --daemon || echo "guest: udevd: $?"
udevadm trigger --action=add
udevadm settle
echo "guest: ready after $(cut -d' ' -f1 /proc/uptime) s"
cd /tmp || exit 1
TILLKEEPER_KERNEL_TEST=1 "$bundle" --testing-library swift-testing --filter InsideKernel </dev/null
echo "KERNEL-TEST status $?"
