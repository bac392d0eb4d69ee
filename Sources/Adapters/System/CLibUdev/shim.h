// libudev (Debian: libudev-dev), as it is.
#include <libudev.h>
