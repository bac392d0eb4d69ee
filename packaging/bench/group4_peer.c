/* Group 4 by libtiff, in memory, one strip, as our own way to it asks for: group4_peer FOLDER COUNT.
   Says `picture MICROSECONDS BYTES`. FOLDER holds the checks that the bench drew, as NN.pbm. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>
#include <time.h>

struct memory {
    unsigned char *bytes;
    toff_t size, place, room;
};

static tmsize_t give(thandle_t handle, void *to, tmsize_t count) {
    struct memory *m = handle;
    if (m->place + (toff_t)count > m->size) count = (tmsize_t)(m->size - m->place);
    memcpy(to, m->bytes + m->place, (size_t)count);
    m->place += (toff_t)count;
    return count;
}

static tmsize_t take(thandle_t handle, void *from, tmsize_t count) {
    struct memory *m = handle;
    if (m->place + (toff_t)count > m->room) {
        m->room = (m->place + (toff_t)count) * 2;
        m->bytes = realloc(m->bytes, m->room);
        if (!m->bytes) exit(1);
    }
    memcpy(m->bytes + m->place, from, (size_t)count);
    m->place += (toff_t)count;
    if (m->place > m->size) m->size = m->place;
    return count;
}

static toff_t seek(thandle_t handle, toff_t offset, int from) {
    struct memory *m = handle;
    m->place = from == SEEK_SET ? offset : from == SEEK_CUR ? m->place + offset : m->size + offset;
    return m->place;
}

static int leave(thandle_t handle) { return handle == NULL; }
static toff_t size(thandle_t handle) { return ((struct memory *)handle)->size; }

int main(int count, char **words) {
    enum { CHECKS = 16 };
    unsigned char *pictures[CHECKS];
    int width = 0, height = 0;
    if (count != 3) return 2;
    for (int number = 0; number < CHECKS; number++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%02d.pbm", words[1], number);
        FILE *file = fopen(path, "rb");
        if (!file || fscanf(file, "P4\n%d %d", &width, &height) != 2) return 1;
        fgetc(file);
        size_t bytes = (size_t)((width + 7) / 8) * (size_t)height;
        pictures[number] = malloc(bytes);
        if (!pictures[number] || fread(pictures[number], 1, bytes, file) != bytes) return 1;
        fclose(file);
    }
    int times = atoi(words[2]);
    unsigned long long sum = 0;
    struct memory memory = {0};
    struct timespec start, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    for (int number = 0; number < times; number++) {
        memory.size = memory.place = 0;
        TIFF *tiff = TIFFClientOpen("memory", "wm", &memory, give, take, seek, leave, size, NULL, NULL);
        if (!tiff) return 1;
        TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width);
        TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height);
        TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1);
        TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
        TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
        TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
        TIFFSetField(tiff, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
        TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
        TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, height);
        TIFFSetField(tiff, TIFFTAG_XRESOLUTION, 200.0);
        TIFFSetField(tiff, TIFFTAG_YRESOLUTION, 200.0);
        TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
        tmsize_t bytes = (tmsize_t)((width + 7) / 8) * height;
        if (TIFFWriteEncodedStrip(tiff, 0, pictures[number % CHECKS], bytes) < 0) return 1;
        TIFFClose(tiff);
        sum += memory.size;
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    double used = (double)(end.tv_sec - start.tv_sec) * 1e6 + (double)(end.tv_nsec - start.tv_nsec) / 1e3;
    printf("picture %.1f %llu\n", used / times, sum / (unsigned long long)times);
    return 0;
}
