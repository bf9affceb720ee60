# k896: `make run` boots it, `make test` tests it, `make help` lists the rest.

BUILD   ?= release
O       := build/$(BUILD)
CROSS   ?= i686-linux-gnu-
CC      := $(CROSS)gcc
LD      := $(CROSS)ld
NM      := $(CROSS)nm
OBJCOPY := $(CROSS)objcopy
PYTHON  := /usr/bin/python3

CFLAGS  := -m32 -march=i686 -std=gnu11 -ffreestanding -fno-pie -fno-pic \
	   -mgeneral-regs-only -fno-stack-protector \
	   -fno-asynchronous-unwind-tables -fno-strict-aliasing -fno-common \
	   -fno-omit-frame-pointer -mregparm=3 -mtune=generic \
	   -mpreferred-stack-boundary=2 -g \
	   -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare \
	   -Wframe-larger-than=256 -Werror=frame-larger-than=256
CFLAGS.release := -O2
CFLAGS.debug   := -Og -DCONFIG_DEBUG=1
INCLUDES = -nostdinc -Iinclude -isystem $(shell $(CC) -print-file-name=include) \
	   -idirafter /usr/i686-linux-gnu/include -idirafter /usr/include/multiboot \
	   -include include/linux/kconfig.h
ALLFLAGS = $(CFLAGS) $(CFLAGS.$(BUILD)) $(INCLUDES)

DIRS := boot kernel kernel/cpu mm mm/debug drivers lib fs monitor \
	tests/kernel tests/bench
SRCS := $(sort $(foreach d,$(DIRS),$(wildcard $(d)/*.c $(d)/*.S)))
OBJS := $(patsubst %,$(O)/%.o,$(basename $(SRCS)))

all: $(O)/k896.elf

$(O)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALLFLAGS) -MMD -MP -c $< -o $@

$(O)/%.o: %.S
	@mkdir -p $(@D)
	$(CC) $(ALLFLAGS) -D__ASSEMBLY__ -MMD -MP -c $< -o $@

LDFLAGS := -m elf_i386 -static -nostdlib --build-id=none -z noexecstack \
	   --orphan-handling=error -T linker.ld
LIBGCC   = $(shell $(CC) -m32 -print-libgcc-file-name)

# Two links: the first gives the addresses, the second carries the symbol table.
$(O)/k896.elf: $(OBJS) linker.ld tools/mksymbols.py
	$(LD) $(LDFLAGS) -o $(O)/k896.1.elf $(OBJS) $(LIBGCC)
	$(NM) -n $(O)/k896.1.elf | $(PYTHON) tools/mksymbols.py > $(O)/symbols.S
	$(CC) $(ALLFLAGS) -D__ASSEMBLY__ -c $(O)/symbols.S -o $(O)/symbols.o
	$(LD) $(LDFLAGS) -o $@ $(OBJS) $(O)/symbols.o $(LIBGCC)

clean:
	rm -rf build

-include $(OBJS:.o=.d)
.PHONY: all clean
