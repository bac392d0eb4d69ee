#include "clibtiff.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

struct memory {
    uint8_t *bytes;
    size_t count, room, place, limit;
    int is_ours;
};

struct clibtiff {
    struct memory memory;
    TIFF *tiff;
    char message[256];
};

static tmsize_t read_bytes(thandle_t handle, void *to, tmsize_t wanted) {
    struct memory *memory = handle;
    size_t left = memory->place < memory->count ? memory->count - memory->place : 0;
    size_t count = wanted > 0 && (size_t)wanted < left ? (size_t)wanted : left;
    if (wanted <= 0) return 0;
    memcpy(to, memory->bytes + memory->place, count);
    memory->place += count;
    return (tmsize_t)count;
}

static tmsize_t write_bytes(thandle_t handle, void *from, tmsize_t wanted) {
    struct memory *memory = handle;
    if (!memory->is_ours || wanted < 0 || memory->place + (size_t)wanted > memory->limit) return -1;
    size_t end = memory->place + (size_t)wanted;
    if (end > memory->room) {
        size_t room = end * 2;
        uint8_t *grown = realloc(memory->bytes, room);
        if (!grown) return -1;
        memory->bytes = grown;
        memory->room = room;
    }
    if (memory->place > memory->count) memset(memory->bytes + memory->count, 0, memory->place - memory->count);
    memcpy(memory->bytes + memory->place, from, (size_t)wanted);
    memory->place = end;
    if (end > memory->count) memory->count = end;
    return wanted;
}

static toff_t seek_bytes(thandle_t handle, toff_t offset, int whence) {
    struct memory *memory = handle;
    toff_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? memory->place : memory->count;
    // offsets arrive as unsigned; a place beyond any file is no place
    toff_t place = base + offset;
    if (place > (toff_t)LLONG_MAX) return (toff_t)-1;
    memory->place = (size_t)place;
    return place;
}

static int close_bytes(thandle_t handle) {
    (void)handle;
    return 0;
}

static toff_t size_of_bytes(thandle_t handle) { return ((struct memory *)handle)->count; }

static int map_nothing(thandle_t handle, void **base, toff_t *size) {
    (void)handle, (void)base, (void)size;
    return 0;
}

static void unmap_nothing(thandle_t handle, void *base, toff_t size) { (void)handle, (void)base, (void)size; }

// Returns 1: libtiff's own handler, which prints, is not called.
static int complain(TIFF *tiff, void *user, const char *module, const char *format, va_list arguments) {
    (void)tiff, (void)module;
    struct clibtiff *file = user;
    if (file && !file->message[0]) vsnprintf(file->message, sizeof file->message, format, arguments);
    return 1;
}

static int ignore_warning(TIFF *tiff, void *user, const char *module, const char *format, va_list arguments) {
    (void)tiff, (void)user, (void)module, (void)format, (void)arguments;
    return 1;
}

static TIFF *open_memory(struct clibtiff *file, const char *mode, size_t largest_allocation) {
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (!options) return NULL;
    TIFFOpenOptionsSetErrorHandlerExtR(options, complain, file);
    TIFFOpenOptionsSetWarningHandlerExtR(options, ignore_warning, NULL);
    if (largest_allocation) TIFFOpenOptionsSetMaxSingleMemAlloc(options, (tmsize_t)largest_allocation);
    TIFF *tiff = TIFFClientOpenExt(
        "memory", mode, &file->memory, read_bytes, write_bytes, seek_bytes, close_bytes, size_of_bytes, map_nothing,
        unmap_nothing, options);
    TIFFOpenOptionsFree(options);
    return tiff;
}

struct clibtiff *clibtiff_open(const uint8_t *bytes, size_t count, size_t largest_allocation, char *message, size_t room) {
    struct clibtiff *file = calloc(1, sizeof *file);
    if (!file) return NULL;
    file->memory.bytes = (uint8_t *)bytes;
    file->memory.count = count;
    file->tiff = open_memory(file, "rm", largest_allocation);
    if (!file->tiff) {
        snprintf(message, room, "%s", file->message);
        free(file);
        return NULL;
    }
    return file;
}

int clibtiff_page(struct clibtiff *file, uint16_t number, struct clibtiff_page *page) {
    if (TIFFSetDirectory(file->tiff, number) != 1) return -1;
    memset(page, 0, sizeof *page);
    if (TIFFGetField(file->tiff, TIFFTAG_IMAGEWIDTH, &page->width) != 1
        || TIFFGetField(file->tiff, TIFFTAG_IMAGELENGTH, &page->height) != 1)
        return -1;
    TIFFGetFieldDefaulted(file->tiff, TIFFTAG_BITSPERSAMPLE, &page->bits);
    TIFFGetFieldDefaulted(file->tiff, TIFFTAG_SAMPLESPERPIXEL, &page->samples);
    TIFFGetFieldDefaulted(file->tiff, TIFFTAG_COMPRESSION, &page->compression);
    TIFFGetFieldDefaulted(file->tiff, TIFFTAG_PLANARCONFIG, &page->planar);
    TIFFGetFieldDefaulted(file->tiff, TIFFTAG_ORIENTATION, &page->orientation);
    TIFFGetFieldDefaulted(file->tiff, TIFFTAG_FILLORDER, &page->fill_order);
    TIFFGetFieldDefaulted(file->tiff, TIFFTAG_RESOLUTIONUNIT, &page->resolution_unit);
    TIFFGetFieldDefaulted(file->tiff, TIFFTAG_ROWSPERSTRIP, &page->rows_per_strip);
    if (TIFFGetField(file->tiff, TIFFTAG_PHOTOMETRIC, &page->photometric) != 1) page->photometric = 0xFFFF;
    float x = 0, y = 0;
    if (TIFFGetField(file->tiff, TIFFTAG_XRESOLUTION, &x) == 1 && x > 0 && x < 100000)
        page->x_resolution = (uint32_t)(x * 1000 + 0.5f);
    if (TIFFGetField(file->tiff, TIFFTAG_YRESOLUTION, &y) == 1 && y > 0 && y < 100000)
        page->y_resolution = (uint32_t)(y * 1000 + 0.5f);
    page->is_tiled = TIFFIsTiled(file->tiff);
    return 0;
}

size_t clibtiff_row_bytes(struct clibtiff *file) {
    tmsize_t size = TIFFScanlineSize(file->tiff);
    return size > 0 ? (size_t)size : 0;
}

int clibtiff_row(struct clibtiff *file, uint32_t number, uint8_t *row) {
    return TIFFReadScanline(file->tiff, row, number, 0) == 1 ? 0 : -1;
}

const char *clibtiff_message(struct clibtiff *file) { return file->message; }

void clibtiff_close(struct clibtiff *file) {
    TIFFClose(file->tiff);
    free(file);
}

int clibtiff_write_group4(
    const uint8_t *rows, uint32_t width, uint32_t height, uint32_t dots_per_inch, uint8_t **out, size_t *count) {
    struct clibtiff file = {.memory = {.is_ours = 1, .limit = 64u << 20}};
    TIFF *tiff = open_memory(&file, "wl", 0);
    if (!tiff) return -1;
    float dots = (float)dots_per_inch;
    int good = TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width) && TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height)
        && TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1) && TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1)
        && TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4)
        && TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE)
        && TIFFSetField(tiff, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB)
        && TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT)
        && TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, height) && TIFFSetField(tiff, TIFFTAG_XRESOLUTION, dots)
        && TIFFSetField(tiff, TIFFTAG_YRESOLUTION, dots) && TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    size_t row_bytes = ((size_t)width + 7) / 8;
    uint8_t *row = malloc(row_bytes ? row_bytes : 1);
    good = good && row;
    for (uint32_t y = 0; good && y < height; y++) {
        // libtiff may turn the bits of what it is given
        memcpy(row, rows + y * row_bytes, row_bytes);
        good = TIFFWriteScanline(tiff, row, y, 0) == 1;
    }
    free(row);
    good = good && TIFFWriteDirectory(tiff);
    TIFFClose(tiff);
    if (!good) {
        free(file.memory.bytes);
        return -1;
    }
    *out = file.memory.bytes;
    *count = file.memory.count;
    return 0;
}

void clibtiff_free(uint8_t *block) { free(block); }

const char *clibtiff_version(void) { return TIFFGetVersion(); }
