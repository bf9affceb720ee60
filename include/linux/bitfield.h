/*
 * bitfield.h - fields of a word, each named by the mask of its bits.
 */
#ifndef _LINUX_BITFIELD_H
#define _LINUX_BITFIELD_H

#include <linux/build_bug.h>
#include <linux/types.h>
#include <asm/byteorder.h>

#define __bf_shift(mask)	(__builtin_ffsll(mask) - 1)

/* The largest value the field takes; does @v fit; into its place; out of it. */
#define FIELD_MAX(mask)		((typeof(mask))((mask) >> __bf_shift(mask)))
#define FIELD_FIT(mask, v) \
	(!(((typeof(mask))(v) << __bf_shift(mask)) & ~(mask)))
#define FIELD_PREP(mask, v) \
	(((typeof(mask))(v) << __bf_shift(mask)) & (mask))
#define FIELD_GET(mask, reg)	((typeof(mask))(((reg) & (mask)) >> __bf_shift(mask)))
#define FIELD_MODIFY(mask, reg, v) \
	(*(reg) = (*(reg) & ~(mask)) | FIELD_PREP(mask, v))
/* For initialisers: @mask's lowest bit by division. */
#define FIELD_PREP_CONST(mask, v)	((v) * ((mask) & -(mask)) & (mask))

/* Compile-time misuse ends here. */
extern void __field_overflow(void)
	__compiletime_error("the value does not fit the field");

static __always_inline u64 field_multiplier(u64 field)
{
	return field & -field;
}

static __always_inline u64 field_mask(u64 field)
{
	return field / field_multiplier(field);
}

/* The same by type, with values of the machine's byte order and two others. */
#define __BITFIELD_OPS(type, base, to, from)				\
static __always_inline __##type type##_encode_bits(base v, base field)	\
{									\
	if (__builtin_constant_p(v) && (v & ~field_mask(field)))	\
		__field_overflow();					\
	return to((v & field_mask(field)) * field_multiplier(field));	\
}									\
static __always_inline __##type						\
type##_replace_bits(__##type old, base v, base field)			\
{									\
	return (old & ~to(field)) | type##_encode_bits(v, field);	\
}									\
static __always_inline void						\
type##p_replace_bits(__##type *p, base v, base field)			\
{									\
	*p = type##_replace_bits(*p, v, field);				\
}									\
static __always_inline base type##_get_bits(__##type v, base field)	\
{									\
	return (from(v) & field) / field_multiplier(field);		\
}

#define __bf_same(x)	(x)
__BITFIELD_OPS(u8, u8, __bf_same, __bf_same)
__BITFIELD_OPS(u16, u16, __bf_same, __bf_same)
__BITFIELD_OPS(u32, u32, __bf_same, __bf_same)
__BITFIELD_OPS(u64, u64, __bf_same, __bf_same)
__BITFIELD_OPS(le16, u16, cpu_to_le16, le16_to_cpu)
__BITFIELD_OPS(le32, u32, cpu_to_le32, le32_to_cpu)
__BITFIELD_OPS(le64, u64, cpu_to_le64, le64_to_cpu)
__BITFIELD_OPS(be16, u16, cpu_to_be16, be16_to_cpu)
__BITFIELD_OPS(be32, u32, cpu_to_be32, be32_to_cpu)
__BITFIELD_OPS(be64, u64, cpu_to_be64, be64_to_cpu)

#endif
