/*
 * Zones by name, as DMA, Normal or HighMem, in any case.
 *
 * Model: a zone's own name field is what is typed; NULL behind the last.
 * Invariants: an empty zone is found too: that it is empty is the answer.
 * Locking & context: zones[] is constant in shape.
 * In Linux: zone->name, as /proc/zoneinfo prints it.
 * Watch it: (gdb) p zones[0].name
 *           (gdb) break zone_parse
 */

#include "internal.h"
#include <linux/mmzone.h>
#include <linux/string.h>

const char *zone_arg_name(int i)
{
	return i < MAX_NR_ZONES ? zones[i].name : NULL;
}

/* zone_parse - the zone of that name; says so and returns NULL if none */
struct zone *zone_parse(const char *name)
{
	struct zone *zone;

	for_each_zone(zone)
		if (strcasecmp(zone->name, name) == 0)
			return zone;
	say("`%.40s` is no zone: there are DMA, Normal and HighMem\n", name);
	return NULL;
}
