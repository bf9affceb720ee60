# Modules of one directory, as kbuild makes them: called by `make modules`, from
# the top of the tree, with
#
#   M=DIR          where the sources are
#   OUT=DIR        where NAME.ko goes, objects in OUT/.obj/NAME/
#   MODFLAGS=...   how the kernel is compiled; MODCC, MODLD the tools
#   MODLIB=...     what the kernel has no use for: a module gets what it calls
#   MODLINES=...   what notes the source's lines in a .ko
#
# A Makefile or Kbuild there says what to make, in kbuild's words: obj-m lists
# the modules, NAME-objs (or NAME-y) the files of one that has several, ccflags-y
# or EXTRA_CFLAGS what the compiler is told. Without one, or if it names no
# module, every .c is a module.

MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := modules
.SUFFIXES:

# What such a Makefile asks before it speaks kbuild's language: where it stands,
# as if make had been called there; what the kernel was told, to include as
# $(KDIR)/.config and in obj-$(CONFIG_SMP); and what those of Linux Device Drivers
# hand down to themselves.
KERNELRELEASE := k896
PWD := $(M)
override KDIR := $(OUT)
config := $(OUT)/.config
told = /^\#define CONFIG_/ { v[$$2] = $$3 } \
	END { for (n in v) { x = v[n] in v ? v[v[n]] : v[n]; \
		if (x == 1) print n "=y"; else if (x) print n "=" x } }
$(shell mkdir -p $(OUT); $(MODCC) $(MODFLAGS) -dM -E -x c /dev/null | \
	awk '$(told)' > $(config))
include $(config)
LDDINC ?= $(M)/../include
src := $(M)
obj := $(M)
obj-m :=
kbuild := $(firstword $(wildcard $(M)/Kbuild $(M)/Makefile $(M)/makefile))
ifneq ($(kbuild),)
include $(kbuild)
endif
# Its own goals are not ours.
.DEFAULT_GOAL := modules

obj-m += $(filter %.o,$(obj-y))
ifeq ($(strip $(obj-m)),)
obj-m := $(patsubst $(M)/%.c,%.o,$(filter-out %.mod.c,$(wildcard $(M)/*.c)))
endif
names := $(sort $(basename $(filter %.o,$(obj-m))))
parts = $(filter %.o,$($(1)-objs) $($(1)-y))

# A lone -I, of a variable that nobody has set, would swallow the next word.
asked = $(filter-out -I,$(subdir-ccflags-y) $(ccflags-y) $(EXTRA_CFLAGS) \
	$(CFLAGS_$(1)))

# A source of LDD3 has a function that the kernel came to have later, too, under
# the same name: such a source isn't shown the kernel's.
own = $$(grep -q '\<simple_open *(struct' $(1) && echo -DOWN_SIMPLE_OPEN)

Q := $(if $(filter 1,$(V)),,@)

# $(call object,NAME,PART): where it goes. A file that several modules share may
# be above them, its object is each one's own.
object = $(OUT)/.obj/$(1)/$(subst ..,__,$(2))

# $(call compile,NAME,PART): an object of a module, named for that module.
define compile
$(call object,$(1),$(2)): $(M)/$(2:.o=.c) $(MODDEPS)
	@mkdir -p $$(@D)
	@printf '  %-8s %s\n' "CC [M]" $$<
	$(Q)$(MODCC) $(MODFLAGS) -I$(M) -DMODULE \
		-DKBUILD_MODNAME='"$(subst -,_,$(1))"' \
		-DKBUILD_BASENAME='"$(subst -,_,$(basename $(notdir $(2))))"' \
		$(call asked,$(2)) $$(call own,$$<) \
		-MMD -MP -c $$< -o $$@
-include $(call object,$(1),$(2:.o=.d))
endef

# $(call module,NAME): its objects, made one.
define module
$(foreach part,$(or $(call parts,$(1)),$(1).o),
$(call compile,$(1),$(part)))
$(OUT)/$(1).ko: $(foreach part,$(or $(call parts,$(1)),$(1).o),$(call \
	object,$(1),$(part))) $(MODLIB)
	@mkdir -p $$(@D)
	@printf '  %-8s %s\n' "LD [M]" $$@
	$(Q)$(MODLD) -m elf_i386 -r -o $$@ $$^
	$(Q)$(MODLINES) $$@
endef

$(foreach name,$(names),$(eval $(call module,$(name))))

modules: $(addprefix $(OUT)/,$(addsuffix .ko,$(names)))
	@: $(if $(names),,$(error no module in $(M): no .c there, no obj-m))
.PHONY: modules
