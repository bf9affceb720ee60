# k896: `make run` boots it, `make test` tests it, `make help` lists the rest.
#
#   V=1            print whole commands
#   BUILD=debug    -Og and the slower checks, in build/debug (default: release)
#   LLVM=1         build with clang and lld · CROSS=prefix- names another gcc
#   WERROR=1       warnings are errors (CI)

goals  := $(or $(MAKECMDGOALS),all)
BUILD  ?= $(if $(filter coverage,$(goals)),coverage,$(if $(filter debug% gdb \
	  qemu-gdb,$(goals)),debug,release))
O      := build/$(BUILD)
PYTHON := /usr/bin/python3

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
ifeq ($(filter release debug coverage,$(BUILD)),)
$(error BUILD is release, debug or coverage, not '$(BUILD)')
endif

# Short lines: `CC mm/buddy.c`. With RUN= they go to standard error, because
# standard output belongs to the commands' own words.
Q   := $(if $(filter 1,$(V)),,@)
say  = @printf '  %-8s %s\n' $(1) $(2) $(if $(RUN),>&2)

# Goals that run something install their tools first; `make` alone never does.
# The neediest goal decides which packages: tools/setup run, debug, test or
# coverage.
wants := $(if $(filter run iso bench docs qemu modules,$(goals)),run)
wants := $(if $(filter debug debug-server gdb qemu-gdb,$(goals)),debug,$(wants))
wants := $(if $(filter test soak mutate,$(goals)),test,$(wants))
wants := $(if $(filter coverage setup,$(goals)),coverage,$(wants))
wants := $(if $(LLVM),$(if $(wants),test),$(wants))
SETUP := $(if $(wants),setup)
# QEMU's window is a package of its own, of use only where there is a screen.
GUI_PACKAGE := $(if $(and $(GUI),$(DISPLAY)$(WAYLAND_DISPLAY)),qemu-system-gui)
# FLOPPY=1 is a floppy that is made here.
FLOPPY_PACKAGE := $(if $(filter 1,$(FLOPPY)),mtools)

# The compiler's names live in a makefile that tools/toolchain writes; make
# reads this one again when that one is new.
TOOLCHAIN := build/toolchain-$(or $(CROSS),$(if $(LLVM),llvm,auto)).mk
ifneq ($(filter-out clean help doctor setup gdb,$(goals)),)
include $(TOOLCHAIN)
endif
ifeq ($(BUILD) $(CC_KIND),coverage clang)
$(error the coverage build counts with gcc, not with clang)
endif
$(TOOLCHAIN): tools/toolchain | $(SETUP)
	@mkdir -p $(@D)
	@tools/toolchain $(or $(CROSS),$(if $(LLVM),llvm)) > $@.new
	@mv $@.new $@

# ---- what is built -------------------------------------------------------

DIRS := boot kernel kernel/cpu mm mm/debug drivers lib fs monitor \
	tests/kernel tests/bench
DIRS.coverage := tests/coverage
DIRS += $(DIRS.$(BUILD))
SRCS := $(sort $(foreach d,$(DIRS),$(wildcard $(d)/*.c $(d)/*.S)))
OBJS := $(patsubst %,$(O)/%.o,$(basename $(SRCS)))
# What only modules call: an archive, of which each module gets what it uses (and
# the kernel what its suites test).
MODLIB      := $(O)/lib/modules.a
MODLIB_SRCS := $(sort $(wildcard lib/modules/*.c))
MODLIB_OBJS := $(MODLIB_SRCS:%.c=$(O)/%.o)

CFLAGS := -m32 -march=i686 -std=gnu11 -ffreestanding -fno-pie -fno-pic \
	  -mgeneral-regs-only -fno-stack-protector \
	  -fno-asynchronous-unwind-tables -fno-strict-aliasing -fno-common \
	  -fno-omit-frame-pointer -mregparm=3 -mtune=generic -g \
	  -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare \
	  -Wframe-larger-than=256 -Werror=frame-larger-than=256
CFLAGS.gcc     := -mpreferred-stack-boundary=2
CFLAGS.clang   := -mstack-alignment=4 -fno-strict-overflow \
		  -Wno-unknown-warning-option
CFLAGS.release := -O2
CFLAGS.debug   := -Og -fno-optimize-sibling-calls -DCONFIG_DEBUG=1
CFLAGS.debug.gcc := -fno-inline-small-functions \
		    -fno-inline-functions-called-once
# The debug build again, and it counts how often each line of mm/ and lib/ ran
# (COUNTED). Nothing is inlined there: a copy would have counts of its own.
CFLAGS.coverage     := $(CFLAGS.debug)
CFLAGS.coverage.gcc := $(CFLAGS.debug.gcc)
COUNTED  := -fprofile-arcs -ftest-coverage -fprofile-info-section -fno-inline \
	    -DCONFIG_COVERAGE
LIBGCOV   = $(shell $(CC) -m32 -print-file-name=libgcov.a)
INCLUDES := -nostdinc -Iinclude -isystem $(CC_INCLUDE) -idirafter $(UAPI) \
	    -idirafter /usr/include/multiboot -include include/linux/kconfig.h
ALLFLAGS := $(CFLAGS) $(CFLAGS.$(CC_KIND)) $(CFLAGS.$(BUILD)) \
	    $(CFLAGS.$(BUILD).$(CC_KIND)) $(INCLUDES) \
	    $(if $(filter 1,$(WERROR)),-Werror)
ASFLAGS  := -D__ASSEMBLY__
LDFLAGS  := -m elf_i386 -static -nostdlib --build-id=none -z noexecstack \
	    --orphan-handling=error -T linker.ld
LDFLAGS.coverage := --wrap=kernel_power_off --wrap=kernel_restart
LDLIBS.coverage   = $(LIBGCOV)

all: $(O)/k896.elf compile_commands.json

# Two files that change only when their content does: compiler and flags
# (everything is rebuilt), and the list of sources (linked again).
define remember
	@mkdir -p $(@D)
	@echo '$(1)' | cmp -s - $@ || echo '$(1)' > $@
endef
$(O)/flags: FORCE
	$(call remember,$(CC_NAME): $(CC) $(ALLFLAGS))
$(O)/sources: FORCE
	$(call remember,$(SRCS) $(MODLIB_SRCS))

# The suites are run once and read often, the prompt waits for people: small is
# better than fast, and the ISO boots in 4 MB.
build/release/tests/kernel/%.o: ALLFLAGS += -Os
build/release/monitor/%.o: ALLFLAGS += -Os
build/release/lib/modules/%.o: private ALLFLAGS += -Os
build/coverage/mm/%.o build/coverage/lib/%.o: ALLFLAGS += $(COUNTED)

$(O)/%.o: %.c $(O)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALLFLAGS) -MMD -MP -c $< -o $@

$(O)/%.o: %.S $(O)/flags
	@mkdir -p $(@D)
	$(call say,AS,$<)
	$(Q)$(CC) $(ALLFLAGS) $(ASFLAGS) -MMD -MP -c $< -o $@

$(MODLIB): $(MODLIB_OBJS) $(O)/sources
	@rm -f $@
	$(call say,AR,$@)
	$(Q)$(NM:nm=ar) rcs $@ $(MODLIB_OBJS)

# Two links: the first gives the addresses, the second carries the symbol table.
define link
	$(call say,LD,$@)
	$(Q)$(LD) $(LDFLAGS) $(LDFLAGS.$(BUILD)) -o $@.1 $(1) $(LDLIBS.$(BUILD))
	$(Q)$(NM) -n $@.1 | $(PYTHON) tools/mksymbols.py > $(2).S
	$(Q)$(CC) $(ALLFLAGS) $(ASFLAGS) -c $(2).S -o $(2).o
	$(Q)$(LD) $(LDFLAGS) $(LDFLAGS.$(BUILD)) -o $@ $(1) $(2).o $(LDLIBS.$(BUILD))
endef

$(O)/k896.elf: $(OBJS) $(MODLIB) $(O)/sources linker.ld tools/mksymbols.py
	$(call link,$(OBJS) $(MODLIB),$(O)/symbols)

# The same without suites and benchmarks, a third of it: for 4 MB, where GRUB has
# no room to load the whole.
SMALL := $(filter-out $(O)/tests/%,$(OBJS))
$(O)/k896-small.elf: $(SMALL) $(O)/sources linker.ld tools/mksymbols.py
	$(call link,$(SMALL),$(O)/symbols-small)

# For clangd and other editors; it describes the build made last.
compile_commands.json: tools/compdb.py $(O)/flags $(O)/sources
	$(Q)$(PYTHON) tools/compdb.py $(O) $(CC) $(ALLFLAGS) -- $(SRCS) \
		$(MODLIB_SRCS) > $@

# ---- modules -------------------------------------------------------------

# Compiled as the kernel is, with the warnings that a stranger's code deserves,
# and none that stops it, or that Linux has off. A call stays a call, so that its
# line can be named.
MODFLAGS = $(filter-out -Werror% -Wextra -Wframe%,$(CFLAGS)) $(CFLAGS.$(CC_KIND)) \
	   $(CFLAGS.$(BUILD)) -Wno-pointer-sign -fno-optimize-sibling-calls \
	   $(INCLUDES)
MODULES := $(O)/modules
M ?= labs

$(MODULES)/flags: FORCE
	$(call remember,$(CC_NAME): $(CC) $(MODFLAGS))

# $(call make_modules,DIR)
make_modules = @$(MAKE) --no-print-directory -f tools/modules.mk \
	M='$(abspath $(1))' OUT=$(MODULES) MODCC='$(CC)' MODLD='$(LD)' \
	MODFLAGS='$(MODFLAGS)' MODDEPS=$(MODULES)/flags MODLIB=$(MODLIB) \
	MODLINES='tools/modlines.py $(NM:nm=objdump) $(NM:nm=objcopy)' \
	$(if $(RUN),>&2)

modules: $(MODULES)/flags $(MODLIB) | $(SETUP) ## every module of a directory, for make run: M=DIR (default: labs)
	+$(call make_modules,$(M))

# The labs are always there.
labs: $(MODULES)/flags $(MODLIB) | $(SETUP) $(filter modules,$(goals))
	+$(call make_modules,labs)

# What the prompt finds under /: rootfs/, the labs, other modules made so far.
$(O)/initramfs.cpio: labs
	@OBJCOPY=$(NM:nm=objcopy) tools/mkinitramfs $@ rootfs $(MODULES)

# ---- the ISO -------------------------------------------------------------

# GRUB would load the debug sections too: the ISO's kernel goes without them.
$(O)/%.stripped: $(O)/%.elf
	$(Q)$(STRIP) -o $@ $<

$(O)/k896.iso: $(O)/k896.stripped $(O)/k896-small.stripped iso/grub.cfg \
		tools/mkiso $(O)/initramfs.cpio
	$(call say,ISO,$@)
	$(Q)tools/mkiso $@ $< iso/grub.cfg $(O)/k896-small.stripped \
		$(O)/initramfs.cpio

# CDROM=1 is the release build's, whichever is run.
CD := $(if $(filter 1,$(CDROM)),$(if $(filter release,$(BUILD)),$(O)/k896.iso,release-iso))
release-iso:
	@$(MAKE) BUILD=release iso

iso: $(O)/k896.iso ## the ISO image: boots from CD, disk or USB stick

# ---- run it --------------------------------------------------------------

# tools/run.py reads MEM CPUS GUI KERNEL FLOPPY DISK CDROM CMDLINE RUN QEMUEXTRA from the
# environment, where make puts what stands on its command line: no quote in them meets a shell.
export BUILD

run: $(O)/k896.elf $(O)/initramfs.cpio $(CD) $(if $(KERNEL)$(RUN),,$(O)/k896.iso) ## boot to the prompt: MEM=1G CPUS=2 GUI=1 KERNEL=1 FLOPPY=1 CMDLINE="..." RUN="cmd; cmd"
	@$(PYTHON) tools/run.py

debug: $(O)/k896.elf $(O)/initramfs.cpio $(CD) ## QEMU stopped and gdb attached, in this terminal (debug build)
	@$(PYTHON) tools/debug.py

debug-server: $(O)/k896.elf $(O)/initramfs.cpio $(CD) ## QEMU stopped, waiting for `make gdb` in another terminal
	@$(PYTHON) tools/debug.py --server

gdb: | setup ## attach gdb to `make debug-server`
	@$(PYTHON) tools/debug.py --attach

qemu: run
qemu-gdb: debug-server

# ---- test and measure ----------------------------------------------------

test: all iso ## every test, at most 12 minutes
	@$(PYTHON) tests/run

soak: all iso ## the same tests at full length
	@$(PYTHON) tests/run --soak

coverage: $(O)/k896.elf ## what the tests reach of mm/ and lib/, 3 minutes: a table, and build/coverage/html
	+$(Q)$(MAKE) --no-print-directory -C tests/host COVERAGE=1 all
	@$(PYTHON) tools/coverage.py $(RUNS)

bench: $(O)/k896.elf $(O)/k896.stripped $(O)/k896-small.stripped ## instruction counts beside other kernels', and build/bench.tsv
	@$(PYTHON) tools/bench.py $(BENCH)

mutate: | $(SETUP) ## do the tests notice a changed line of mm/? N=200 SEED=1 MUTATE=mm/slab.c
	@$(PYTHON) -B tools/mutate.py

# ---- the rest ------------------------------------------------------------

docs: ## check the lab book; as HTML in build/docs where pandoc is installed
	@$(PYTHON) tools/docs.py

setup: ## install the missing packages of packages.txt (root or sudo)
	@tools/setup $(wants) $(GUI_PACKAGE) $(FLOPPY_PACKAGE) >&2

doctor: ## which tools are there, which are missing, what they are for
	@tools/doctor

clean: ## remove everything that was built
	rm -rf build compile_commands.json

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | \
		expand -t 22
	@sed -n '3,6s/^#  /  /p' Makefile

FORCE:
.PHONY: all iso release-iso modules labs run qemu debug debug-server qemu-gdb gdb test \
	soak coverage bench mutate docs setup doctor clean help FORCE
-include $(OBJS:.o=.d) $(MODLIB_OBJS:.o=.d)
