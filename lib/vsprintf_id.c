/*
 * vsprintf_id.c - what %p can print of numbers that name things.
 *
 *	%pUb %pUB	a uuid_t; in capitals (%pU is %pUb)
 *	%pUl %pUL	a guid_t; in capitals
 *	%pM %pMR %pMF	the six bytes of a network card's address: with ':', the
 *			last byte first, with '-'; %pm, %pmR: with nothing
 *	%pI4 %pi4	an Internet address 10.0.2.15; 010.000.002.015
 *
 * Model: the bytes are taken in an order, and each is two digits.
 * Locking, context: none; any context.
 * Linux: lib/vsprintf.c (uuid_string, mac_address_string, ip4_string).
 * gdb: `break out_id`, `x/16xb $ecx`.
 */
#include <linux/kernel.h>
#include "printf.h"

static void out_byte(struct out *o, u8 byte, bool capitals)
{
	const char *digits = capitals ? hex_asc_upper : hex_asc;

	out_char(o, digits[byte >> 4]);
	out_char(o, digits[byte & 15]);
}

/* A guid_t's first three numbers, 4, 2 and 2 bytes, are stored backwards. */
static void out_uuid(struct out *o, const u8 *p, bool guid, bool capitals)
{
	int i;

	for (i = 0; i < 16; i++) {
		int turn = !guid || i >= 8 ? 0 : i < 4 ? 3 : 1;

		if (i == 4 || i == 6 || i == 8 || i == 10)
			out_char(o, '-');
		out_byte(o, p[i ^ turn], capitals);
	}
}

static void out_mac(struct out *o, const u8 *p, bool backwards, char between)
{
	int i;

	for (i = 0; i < 6; i++) {
		if (i && between)
			out_char(o, between);
		out_byte(o, p[backwards ? 5 - i : i], false);
	}
}

static void out_ip4(struct out *o, const u8 *p, bool zeros)
{
	int i;

	for (i = 0; i < 4; i++) {
		if (i)
			out_char(o, '.');
		if (zeros && p[i] < 100)
			out_char(o, '0');
		if (zeros && p[i] < 10)
			out_char(o, '0');
		out_dec(o, p[i]);
	}
}

void out_id(struct out *o, const char *ext, const void *ptr)
{
	switch (*ext) {
	case 'U':
		out_uuid(o, ptr, ext[1] == 'l' || ext[1] == 'L',
			 ext[1] == 'B' || ext[1] == 'L');
		break;
	case 'M':
		out_mac(o, ptr, ext[1] == 'R', ext[1] == 'F' ? '-' : ':');
		break;
	case 'm':
		out_mac(o, ptr, ext[1] == 'R', '\0');
		break;
	case 'I': case 'i':
		out_ip4(o, ptr, *ext == 'i');
		break;
	}
}
