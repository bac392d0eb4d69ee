// What Swift's Glibc module lacks, as thin wrappers. No logic lives here.
// Every function that can fail returns the negative error number, so that no caller has to read errno in time.
#ifndef CLINUX_H
#define CLINUX_H

#include <poll.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

// Waits for events on `count` descriptors. `timeout_ns` below zero waits for ever.
// Returns the number of ready descriptors, 0 at the timeout, or a negative error number (-EINTR included).
int clinux_poll(struct pollfd *_Nonnull descriptors, size_t count, int64_t timeout_ns);

// CLOCK_MONOTONIC in nanoseconds.
int64_t clinux_now_ns(void);

// Whether somebody keeps the kernel's wall clock in step: 1 yes, 0 no, or a negative error number. Changes nothing.
int clinux_clock_in_step(void);

// An eventfd that wakes a poll: create, raise from any thread, lower on the polling thread.
int clinux_wake_create(void);
void clinux_wake_raise(int descriptor);
void clinux_wake_lower(int descriptor);

// Starts a thread with this stack size and name (15 characters are kept). Asynchronous signals stay away from it.
int clinux_thread_start(pthread_t *_Nonnull thread, size_t stack, const char *_Nonnull name,
                        void (*_Nonnull entry)(void *_Nullable), void *_Nullable context);
// Asks for round-robin real-time scheduling of the calling thread.
int clinux_thread_realtime(int priority);

// One pointer per thread: the loop that the calling thread belongs to.
void *_Nullable clinux_current_loop(void);
void clinux_set_current_loop(void *_Nullable loop);

// A pseudo-terminal's master end, unlocked; the path of its slave goes into `path`.
int clinux_pty_open(char *_Nonnull path, size_t size);
// Nonzero when this device number is a Unix 98 pty slave.
int clinux_is_pty_slave(uint64_t device);
unsigned int clinux_major(uint64_t device);
unsigned int clinux_minor(uint64_t device);

// An inotify descriptor that becomes readable whenever somebody opens `path`; `clinux_drain` empties it.
int clinux_watch_opens(const char *_Nonnull path);
void clinux_drain(int descriptor);

// Accepts one connection, non-blocking and closed on exec.
int clinux_accept(int descriptor);

// Terminal ioctls.
int clinux_tty_set_exclusive(int descriptor, int on);
int clinux_tty_is_exclusive(int descriptor);
int clinux_tty_output_queued(int descriptor);
int clinux_tty_modem_lines(int descriptor, int *_Nonnull bits);
int clinux_tty_low_latency(int descriptor);

// Input devices: whether the descriptor is one at all, and whether its events come to us alone.
int clinux_input_version(int descriptor);
int clinux_input_grab(int descriptor, int on);

// Modem bits and termios flags that are macros Swift does not see, or sees with the wrong sign.
extern const int clinux_bit_cts, clinux_bit_dsr, clinux_bit_ring, clinux_bit_carrier;
extern const uint32_t clinux_flag_crtscts, clinux_flag_cmspar;

#endif
