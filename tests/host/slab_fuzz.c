/*
 * slab_fuzz.c - any sequence of operations on caches and kmalloc, four bytes
 * each, beside the reference model of slab_model.c.
 */
#include "host.h"
#include "boot_host.h"
#include "model.h"
#include "slab_ops.h"
#include <linux/slab.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static bool on;

	if (!on) {
		on = model_poison = true;
		host_map_pc(16 << 10);
		host_boot(&(struct host_setup){ .cpus = 4 });
	}
	slab_ops_begin();
	for (; size >= 4; data += 4, size -= 4)
		slab_ops_step(data[0], data[1], data[2] | data[3] << 8);
	slab_ops_end();
	return 0;
}
