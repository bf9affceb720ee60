/*
 * host.h - what a host test has besides the kernel's own headers.
 *
 * A test program is a C file built like a piece of the kernel. Each HOST_TEST()
 * in it runs in a child process of its own, so every one starts with an
 * untouched kernel and a crash costs one test; the parent prints TAP. The
 * functions below live in shim/, the only code here that sees the C library's
 * headers.
 */
#ifndef HOST_H
#define HOST_H

#ifdef HOST_SHIM		/* the C library's side */
#include <stdint.h>
#include <stdbool.h>
#include <stddef.h>
typedef uint32_t u32;
typedef uint64_t u64;
#else				/* the kernel's side */
#include <linux/types.h>
#endif

/* ---- tests (shim/tap.c) ---- */

struct host_test {
	const char *name;
	void (*fn)(void);
};

#define HOST_TEST(test)							\
	static void test(void);						\
	static const struct host_test __host_##test			\
	__attribute__((used, section("host_tests"), aligned(4))) = {	\
		#test, test						\
	};								\
	static void test(void)

/* Ends the test that runs, as failed. */
void host_fail(const char *file, int line, const char *fmt, ...)
	__attribute__((noreturn, format(printf, 3, 4)));
/* A line of commentary: "# ...". */
void host_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#define CHECK(cond)							\
	do {								\
		if (!(cond))						\
			host_fail(__FILE__, __LINE__, "%s", #cond);	\
	} while (0)
#define CHECK_MSG(cond, fmt, ...)					\
	do {								\
		if (!(cond))						\
			host_fail(__FILE__, __LINE__, "%s: " fmt,	\
				  #cond, ##__VA_ARGS__);		\
	} while (0)
#define CHECK_EQ(a, b)							\
	do {								\
		long long __a = (long long)(a), __b = (long long)(b);	\
		if (__a != __b)						\
			host_fail(__FILE__, __LINE__,			\
				  "%s == %s: %lld (%#llx), %lld (%#llx)", \
				  #a, #b, __a, __a, __b, __b);		\
	} while (0)

/* How often to do something: @test in `make test`, @soak with SOAK=1. */
u32 host_rounds(u32 test, u32 soak);

/* ---- random numbers, from SEED= (shim/tap.c) ---- */

u32 host_rand(void);
u32 host_below(u32 n);			/* 0 .. n-1; n > 0 */

/* ---- what the kernel printed, how it complained (report.c) ---- */

extern int host_warnings;		/* WARN and bad_page reports so far */
const char *host_log(void);		/* all of it since host_log_clear() */
void host_log_clear(void);
bool host_log_has(const char *text);

/* True if @stmt panicked or hit a BUG: control comes back here either way. */
#define PANICS(stmt)							\
({									\
	host_expecting = 1;						\
	if (!_setjmp(host_escape)) {					\
		stmt;							\
		host_expecting = 0;					\
	}								\
	!host_expecting ? false : (host_expecting = 0, true);		\
})

/* True if @stmt touched an address that has no (fitting) translation. */
#define FAULTS(stmt)	PANICS(stmt)

extern volatile int host_expecting;
extern void *host_escape[64];
int _setjmp(void **env) __attribute__((returns_twice));
void host_stop(const char *why) __attribute__((noreturn));

/* ---- the machine (shim/machine.c) ---- */

/* A machine with frames 0 .. @end of physical memory, in the state in which
 * boot/head.S leaves it: 16 MB mapped at PAGE_OFFSET, CPU 0, interrupts off. */
void host_machine(u64 end);
void host_phys_read(u64 phys, void *buf, u32 len);
void host_phys_write(u64 phys, const void *buf, u32 len);
void host_set_cpu(u32 percpu_offset);	/* %fs: become another CPU */
void host_load_fs(u32 base);
u32 host_tlb_count(void);		/* translations held now */
extern bool host_open_bus;		/* reading where no RAM is gives ones */
extern u32 host_tlb_flushes;		/* flushes asked for so far */
bool host_translated(u32 addr);		/* a translation is held for it */

/* Free memory is poison: the sanitizer reports whoever touches it. */
void host_poison(u32 addr, u32 len);
void host_unpoison(u32 addr, u32 len);
bool host_is_poisoned(u32 addr);

/* ---- a disk (disk.c) ---- */

/* The one device, "fd0": it has @image for a medium, blocks of @block bytes. */
void host_disk(void *image, size_t size, u32 block);
extern long long host_bad_sector;	/* reading it fails; -1: none */
extern int host_disk_held;		/* buffers that are held now */
extern u32 host_disk_reads;

/* ---- the C library, to compare with (shim/libc.c) ---- */

struct host_string {
	void *(*memcpy)(void *, const void *, size_t);
	void *(*memmove)(void *, const void *, size_t);
	void *(*memset)(void *, int, size_t);
	int (*memcmp)(const void *, const void *, size_t);
	void *(*memchr)(const void *, int, size_t);
	size_t (*strlen)(const char *);
	size_t (*strnlen)(const char *, size_t);
	int (*strcmp)(const char *, const char *);
	int (*strncmp)(const char *, const char *, size_t);
	int (*strcasecmp)(const char *, const char *);
	int (*strncasecmp)(const char *, const char *, size_t);
	char *(*strchr)(const char *, int);
	char *(*strrchr)(const char *, int);
	char *(*strstr)(const char *, const char *);
	size_t (*strspn)(const char *, const char *);
	size_t (*strcspn)(const char *, const char *);
	char *(*strpbrk)(const char *, const char *);
	char *(*strcpy)(char *, const char *);
	char *(*strncpy)(char *, const char *, size_t);
	char *(*strcat)(char *, const char *);
	char *(*strncat)(char *, const char *, size_t);
	char *(*strsep)(char **, const char *);
	char *(*strchrnul)(const char *, int);
};
extern const struct host_string host_string;

int host_vsnprintf(char *buf, size_t n, const char *fmt, __builtin_va_list ap);
int host_snprintf(char *buf, size_t n, const char *fmt, ...);
void *host_malloc(size_t n);		/* red zones at both ends */
void host_free(void *p);
u64 host_strtoull(const char *s, char **end, int base, int *err);
char *host_read_file(const char *path, size_t *len);	/* host_malloc()ed */
int host_glob(const char *pattern, char ***paths);
double host_seconds(void);
/* The whole file, private to this process: what is written stays here. */
void *host_map_file(const char *path, size_t *len);

#endif
