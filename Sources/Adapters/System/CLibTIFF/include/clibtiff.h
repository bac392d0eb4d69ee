#ifndef CLIBTIFF_H
#define CLIBTIFF_H

// libtiff over memory, without its global error handlers: thin, no logic. For CheckImages and its tests only.
#include <stddef.h>
#include <stdint.h>

// What a page says of itself. A number that the file does not tell is the default of TIFF 6.0.
struct clibtiff_page {
    uint32_t width, height;
    uint16_t bits, samples, photometric, compression, planar, orientation, fill_order, resolution_unit;
    // Dots an inch, in thousandths, so that no floating point leaves here.
    uint32_t x_resolution, y_resolution;
    uint32_t rows_per_strip;
    int is_tiled;
};

struct clibtiff;

// Opens a file in memory; the bytes have to outlive it. NULL: no TIFF, and `message` says why.
struct clibtiff *clibtiff_open(const uint8_t *bytes, size_t count, size_t largest_allocation, char *message, size_t room);

// Goes to a page, 0 for the first one, and describes it. 0: good.
int clibtiff_page(struct clibtiff *file, uint16_t number, struct clibtiff_page *page);

// Bytes of one decoded row of the present page, as libtiff counts them.
size_t clibtiff_row_bytes(struct clibtiff *file);

// Decodes one row into `row`, which has `clibtiff_row_bytes`. 0: good.
int clibtiff_row(struct clibtiff *file, uint32_t number, uint8_t *row);

// The first complaint since the file was opened; empty: none.
const char *clibtiff_message(struct clibtiff *file);

void clibtiff_close(struct clibtiff *file);

// Writes one bitonal page (1 is black, rows filled up to bytes) as little-endian TIFF, CCITT Group 4, one strip.
// 0: good; then `out` and `count` hold a block for `clibtiff_free`.
int clibtiff_write_group4(
    const uint8_t *rows, uint32_t width, uint32_t height, uint32_t dots_per_inch, uint8_t **out, size_t *count);

void clibtiff_free(uint8_t *block);

// The library's own version, for the doctor's page.
const char *clibtiff_version(void);

#endif
