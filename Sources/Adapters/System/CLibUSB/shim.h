// libusb 1.0 (Debian: libusb-1.0-0-dev), as it is.
#include <libusb.h>
