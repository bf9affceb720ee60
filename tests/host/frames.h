/*
 * frames.h - what must hold after every boot, whatever map it had.
 */
#ifndef FRAMES_H
#define FRAMES_H

#include <linux/e820.h>

/* Upwards, without gaps of nothing, overlaps, or neighbours of one type. */
void check_map_sorted(const struct e820_map *map);
/* What @map says of the byte at @addr; 0: nothing. */
u32 type_in(const struct e820_map *map, u64 addr);
/* The machine is up: the map, memblock, zones, free blocks, each frame. */
void check_every_frame(void);

#endif
