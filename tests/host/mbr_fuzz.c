/*
 * mbr_fuzz.c - any bytes as a disk: its partitions lie on it, and no chain of
 * tables is followed for ever.
 */
#include "host.h"
#include "partitions.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

/*
 * The first two bytes are the length of the disk. Then tables: where, and 64
 * bytes of entries.
 */
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	if (size < 2)
		return 0;
	memset(&td, 0, sizeof(td));
	td.bad = -1;
	td.capacity = data[0] | data[1] << 8;
	for (data += 2, size -= 2; size >= 65; data += 65, size -= 65) {
		u8 *sector = td.data[data[0] % DISK_SECTORS];

		memcpy(sector + 446, data + 1, 64);
		sector[510] = 0x55;
		sector[511] = 0xaa;
		for (int i = 0; i < 4 && data[0] & 0x40; i++)
			sector[446 + 16 * i] = 0;
	}
	parse();
	return 0;
}
