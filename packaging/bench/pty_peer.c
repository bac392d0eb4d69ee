/* The floor of a poll on a pseudo-terminal. pty_peer respond: makes one, says `node PATH`, answers five bytes to five.
   pty_peer ask PATH COUNT GAP_US: asks that often, with a gap, and says `pty P50 P99` in microseconds. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static const unsigned char poll_bytes[5] = {0xFC, 0x05, 0x11, 0x27, 0x56}, answer[5] = {0xFC, 0x05, 0x1A, 0x70, 0x4A};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static int compare(const void *one, const void *other) {
    double a = *(const double *)one, b = *(const double *)other;
    return a < b ? -1 : a > b;
}

static int five(int file) {
    unsigned char bytes[64];
    for (ssize_t have = 0, got; have < 5; have += got)
        if ((got = read(file, bytes, sizeof bytes)) <= 0) return 0;
    return 1;
}

static void raw(int file) {
    struct termios settings;
    tcgetattr(file, &settings);
    cfmakeraw(&settings);
    tcsetattr(file, TCSANOW, &settings);
}

int main(int count, char **words) {
    if (count == 2 && !strcmp(words[1], "respond")) {
        int control = posix_openpt(O_RDWR | O_NOCTTY);
        if (control < 0 || grantpt(control) || unlockpt(control)) return 1;
        int held = open(ptsname(control), O_RDWR | O_NOCTTY); /* so that the first host to leave ends nothing */
        raw(held);
        printf("node %s\n", ptsname(control));
        fflush(stdout);
        while (five(control))
            if (write(control, answer, 5) != 5) return 1;
        return 0;
    }
    if (count != 5 || strcmp(words[1], "ask")) return 2;
    int file = open(words[2], O_RDWR | O_NOCTTY), times = atoi(words[3]), gap = atoi(words[4]);
    double *took = malloc(sizeof(double) * (size_t)times);
    if (file < 0 || !took) return 1;
    raw(file);
    for (int number = 0; number < times; number++) {
        usleep((useconds_t)gap);
        double start = now();
        if (write(file, poll_bytes, 5) != 5 || !five(file)) return 1;
        took[number] = now() - start;
    }
    qsort(took, (size_t)times, sizeof(double), compare);
    printf("pty %.1f %.1f\n", took[times / 2], took[times * 99 / 100]);
    return 0;
}
