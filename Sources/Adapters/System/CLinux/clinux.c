#define _GNU_SOURCE
#include "clinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <linux/serial.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/sysmacros.h>
#include <sys/timex.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

const int clinux_bit_cts = TIOCM_CTS;
const int clinux_bit_dsr = TIOCM_DSR;
const int clinux_bit_ring = TIOCM_RI;
const int clinux_bit_carrier = TIOCM_CD;
const uint32_t clinux_flag_crtscts = CRTSCTS;
const uint32_t clinux_flag_cmspar = CMSPAR;

int clinux_poll(struct pollfd *descriptors, size_t count, int64_t timeout_ns) {
    struct timespec limit = {.tv_sec = timeout_ns / 1000000000, .tv_nsec = timeout_ns % 1000000000};
    int ready = ppoll(descriptors, count, timeout_ns < 0 ? NULL : &limit, NULL);
    return ready < 0 ? -errno : ready;
}

int64_t clinux_now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int clinux_clock_in_step(void) {
    struct timex clock = {.modes = 0};
    int state = adjtimex(&clock);
    if (state < 0) return -errno;
    return state != TIME_ERROR && !(clock.status & STA_UNSYNC);
}

int clinux_wake_create(void) {
    int descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

void clinux_wake_raise(int descriptor) {
    // EAGAIN means that the counter is full, and so raised already.
    uint64_t one = 1;
    while (write(descriptor, &one, sizeof one) < 0 && errno == EINTR) {}
}

void clinux_wake_lower(int descriptor) {
    uint64_t count;
    while (read(descriptor, &count, sizeof count) < 0 && errno == EINTR) {}
}

struct start {
    void (*entry)(void *);
    void *context;
};

static void *run_entry(void *argument) {
    struct start start = *(struct start *)argument;
    free(argument);
    start.entry(start.context);
    return NULL;
}

int clinux_thread_start(pthread_t *thread, size_t stack, const char *name, void (*entry)(void *), void *context) {
    struct start *start = malloc(sizeof *start);
    if (!start) return -ENOMEM;
    start->entry = entry;
    start->context = context;

    // The new thread inherits the mask: process signals go elsewhere, faults of the thread itself still reach it.
    sigset_t mine, before;
    sigfillset(&mine);
    sigdelset(&mine, SIGSEGV);
    sigdelset(&mine, SIGBUS);
    sigdelset(&mine, SIGILL);
    sigdelset(&mine, SIGFPE);
    sigdelset(&mine, SIGTRAP);
    sigdelset(&mine, SIGABRT);
    pthread_sigmask(SIG_SETMASK, &mine, &before);

    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    int error = pthread_attr_setstacksize(&attributes, stack);
    if (!error) error = pthread_create(thread, &attributes, run_entry, start);
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (error) {
        free(start);
        return -error;
    }
    char kept[16] = {0};
    for (int i = 0; i < 15 && name[i]; i++) kept[i] = name[i];
    pthread_setname_np(*thread, kept);
    return 0;
}

int clinux_thread_realtime(int priority) {
    struct sched_param parameters = {.sched_priority = priority};
    return -pthread_setschedparam(pthread_self(), SCHED_RR, &parameters);
}

static __thread void *current_loop;

void *clinux_current_loop(void) { return current_loop; }

void clinux_set_current_loop(void *loop) { current_loop = loop; }

int clinux_pty_open(char *path, size_t size) {
    int descriptor = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return -errno;
    int error = 0;
    if (grantpt(descriptor) < 0 || unlockpt(descriptor) < 0) error = errno;
    if (!error) error = ptsname_r(descriptor, path, size);
    if (error) {
        close(descriptor);
        return -error;
    }
    return descriptor;
}

int clinux_is_pty_slave(uint64_t device) { return major(device) >= 136 && major(device) <= 143; }
unsigned int clinux_major(uint64_t device) { return major(device); }
unsigned int clinux_minor(uint64_t device) { return minor(device); }

int clinux_watch_opens(const char *path) {
    int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0) return -errno;
    if (inotify_add_watch(descriptor, path, IN_OPEN) < 0) {
        int error = errno;
        close(descriptor);
        return -error;
    }
    return descriptor;
}

void clinux_drain(int descriptor) {
    char scrap[1024];
    for (;;) {
        ssize_t count = read(descriptor, scrap, sizeof scrap);
        if (count > 0) continue;
        if (count < 0 && errno == EINTR) continue;
        return;
    }
}

static int checked(int result) { return result < 0 ? -errno : result; }

int clinux_accept(int descriptor) {
    return checked(accept4(descriptor, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC));
}

int clinux_tty_set_exclusive(int descriptor, int on) { return checked(ioctl(descriptor, on ? TIOCEXCL : TIOCNXCL)); }

int clinux_tty_is_exclusive(int descriptor) {
    int on = 0;
    int result = checked(ioctl(descriptor, TIOCGEXCL, &on));
    return result < 0 ? result : on != 0;
}

int clinux_tty_output_queued(int descriptor) {
    int count = 0;
    int result = checked(ioctl(descriptor, TIOCOUTQ, &count));
    return result < 0 ? result : count;
}

int clinux_tty_modem_lines(int descriptor, int *bits) { return checked(ioctl(descriptor, TIOCMGET, bits)); }

int clinux_tty_low_latency(int descriptor) {
    struct serial_struct state;
    int result = checked(ioctl(descriptor, TIOCGSERIAL, &state));
    if (result < 0) return result;
    if (state.flags & ASYNC_LOW_LATENCY) return 0;
    state.flags |= ASYNC_LOW_LATENCY;
    return checked(ioctl(descriptor, TIOCSSERIAL, &state));
}

int clinux_input_version(int descriptor) {
    int version = 0;
    return checked(ioctl(descriptor, EVIOCGVERSION, &version));
}

int clinux_input_grab(int descriptor, int on) { return checked(ioctl(descriptor, EVIOCGRAB, on)); }
