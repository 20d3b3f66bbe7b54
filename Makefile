# SPDX-License-Identifier: GPL-2.0-or-later
#
# make              the commands, in $(BUILD)/bin
# make demo         on a fresh Debian: install what is missing, build, show the series of a small list
# make test         on a fresh Debian: install what is missing, build, run every test
#                   (where nothing is missing, nothing is installed and no package manager asked)
# make run-tests    the tests alone, with what is built in $(BUILD)
# make check        the checks of the sources: formatting, lints, manual pages, completeness
# make readme       bring the examples of README.md, and its picture, up to date with what the commands print
# make deps         install what demo, test, check and fuzz need
# make man          the manual pages, in $(BUILD)/man
# make install      commands, manual pages, completions; prefix=, DESTDIR= as usual
# make uninstall    removes what install put there, and folders that are empty then
# make bench        INBOX=<bare clone>: our commands against git itself, BENCH_ARGS=--growth for long lists,
#                   BENCH_ARGS=--compare=<revision> against what they were then;
#                   with TREE=<work repository>: its commit table, and finding the posting of each commit
# make accuracy     INBOX=<bare clone>: how right series, versions and states are on a real list, ACCURACY_ARGS=--verbose;
#                   with TREE=<work repository>: and which posting a commit was made of
# make fuzz         run each fuzz target for FUZZ_TIME seconds, or those that FUZZ_TARGETS names
# make fuzz-coverage  how much of each room of lib/ the corpora reach, those that make fuzz found among them
# make coverage     how much of each room of lib/ the tests reach, or those that COVERAGE_TESTS names
# make tsan         what runs in threads, with TSan
# make compile_commands.json  what clangd, clang-tidy and others want to know, for the sources as they are built
# make mutate       whether tests notice 200 changes of conditions and numbers in lib/, see t/perf/mutate.py;
#                   MUTATE_ARGS=--seed=2 for others, or the sources meant
# make dist         git-kvm-$(VERSION).tar.gz of the last commit, with the manual pages ready to install
#
# DEVELOPER=1 makes warnings errors, SANITIZE=1 adds clang's ASan, UBSan and look at every number that leaves its
# range or loses something in a conversion, SANITIZE=thread TSan; BUILD= names another build folder.
# CC, CPPFLAGS, CFLAGS, LDFLAGS and LDLIBS are the user's: what the project itself needs is kept in
# variables of its own.

BUILD = build
VERSION := $(shell ./version.sh)

CC = cc
AR = ar
CFLAGS = -O2 -g
INSTALL = install
ASCIIDOCTOR = asciidoctor
PKG_CONFIG = pkg-config
PROVE = prove
CLANG = clang
FUZZ_TIME = 60
FUZZ_TARGETS =

prefix = /usr/local
bindir = $(prefix)/bin
# Beside the commands, wherever these are: that is where they look.
latedir = $(bindir)/../lib/git-kvm
datadir = $(prefix)/share
mandir = $(datadir)/man
bashdir = $(datadir)/bash-completion/completions
zshdir = $(datadir)/zsh/site-functions
fishdir = $(datadir)/fish/vendor_functions.d
fishconfdir = $(datadir)/fish/vendor_conf.d

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules

# What is there.

COMMANDS := $(patsubst cmd/%.c,%,$(sort $(wildcard cmd/git-kvm-*.c)))
# Objects that commands load late, and tests hold (lib/late/late.h).
LATE_SRC := $(sort $(wildcard lib/late/*table.c))
LIB_SRC := $(filter-out $(LATE_SRC),$(sort $(wildcard lib/*/*.c)))
CMD_SRC := $(sort $(wildcard cmd/*.c cmd/*/*.c))
UNIT_SRC := $(sort $(wildcard t/unit/test_*.c))
UNIT_HELPER_SRC := $(filter-out $(UNIT_SRC),$(sort $(wildcard t/unit/*.c)))
HELPER_SRC := $(sort $(wildcard t/helper/*.c))
PRELOAD_SRC := $(sort $(wildcard t/preload/*.c))
FUZZ_SRC := $(sort $(wildcard t/fuzz/fuzz_*.c))
FUZZ_HELPER_SRC := t/fuzz/parsers.c t/fuzz/shared.c t/unit/made_pack.c t/unit/made_tracking.c
# What the rows of an index are made by, see lib/index/version.h.
INDEX_SRC := $(sort $(foreach r,text mime patch body reply record inbox index tree compare,$(wildcard lib/$(r)/*.[ch])) \
	$(wildcard lib/report/version_change.[ch] lib/report/digest_words.c lib/report/digest_message.c))
# The longest come first, so that all cores have something to do to the end.
LONG_SCRIPTS := $(sort $(wildcard t/t[0-9]9*.t t/t0500-*.t t/t2300-*.t t/t3001-*.t t/t4190-*.t))
SCRIPTS := $(LONG_SCRIPTS) $(filter-out $(LONG_SCRIPTS),$(sort $(wildcard t/t[0-9]*.t)))

# A manual page's section is that of its title line, "= git-kvm-digest(1)".
ADOC := $(sort $(wildcard Documentation/git-kvm-*.adoc Documentation/gitkvm*.adoc))
INCLUDED_ADOC := $(sort $(wildcard Documentation/includes/*.adoc))
MAN := $(shell sed -n 's/^= \(git[a-z-]*\)(\([157]\))$$/\1.\2/p' $(ADOC) /dev/null)

LIB := $(BUILD)/libgitkvm.a
BIN := $(COMMANDS:%=$(BUILD)/bin/%)
LATE := $(patsubst %,$(BUILD)/lib/git-kvm/%.so,late git crypto)
LATE_OBJ := $(LATE_SRC:%.c=$(BUILD)/%.o)
UNIT := $(UNIT_SRC:%.c=$(BUILD)/%)
HELPER := $(HELPER_SRC:%.c=$(BUILD)/%)
MEASURED := $(addprefix $(BUILD)/t/helper/,index scan tree)
PRELOAD := $(PRELOAD_SRC:%.c=$(BUILD)/%.so)
REPLAY := $(FUZZ_SRC:%.c=$(BUILD)/%)
OBJ := $(patsubst %.c,$(BUILD)/%.o,$(LIB_SRC) $(LATE_SRC) $(CMD_SRC) $(UNIT_SRC) \
	$(UNIT_HELPER_SRC) $(HELPER_SRC) $(FUZZ_SRC) $(FUZZ_HELPER_SRC) t/fuzz/driver.c)

# Flags. The libraries are asked for only when something is compiled: deps must run without them.

MODULES = glib-2.0 gmime-3.0 json-glib-1.0 libcrypto libdeflate libgit2 libpcre2-8 sqlite3 zlib
comma = ,
pkg = $(shell $(PKG_CONFIG) $(1) $(2) || echo pkg-config-failed)

KVM_CFLAGS = -std=c11 -pthread -Wall
# Nothing newer than the GLib of Debian 12, and no warning of what a newer one deprecates.
GLIB_FLOOR = -DGLIB_VERSION_MIN_REQUIRED=GLIB_VERSION_2_74 -DGLIB_VERSION_MAX_ALLOWED=GLIB_VERSION_2_74
KVM_CPPFLAGS = -D_GNU_SOURCE -Ilib $(GLIB_FLOOR)
KVM_LDFLAGS = -pthread -Wl,--as-needed
ifdef DEVELOPER
KVM_CFLAGS += -Wextra -Werror
endif
# lib/text/integers.h says what "integer" finds; clang alone has it.
ifeq ($(SANITIZE),thread)
sanitizers = thread
else ifneq ($(SANITIZE)$(FUZZER),)
CC = $(CLANG)
sanitizers = address,undefined,integer
# As gcc tells it, and clang from 21 on.
KVM_CPPFLAGS += -D__SANITIZE_ADDRESS__=1
endif
ifdef sanitizers
KVM_CFLAGS += -fsanitize=$(if $(FUZZER),fuzzer-no-link$(comma))$(sanitizers) -fno-sanitize-recover=all -fno-omit-frame-pointer
KVM_LDFLAGS += -fsanitize=$(if $(FUZZER),fuzzer$(comma))$(sanitizers)
endif

COMPILE = $(CC) $(KVM_CPPFLAGS) $(CPPFLAGS) $(KVM_CFLAGS) $(CFLAGS)
LINK = $(CC) $(KVM_CFLAGS) $(CFLAGS) $(KVM_LDFLAGS) $(LDFLAGS)

ifneq ($(V),1)
QUIET = @echo '  $(1) $(@:$(BUILD)/%=%)';
endif

all: $(BIN) $(LATE)
	@:

# The file $(BUILD)/flags holds what objects were compiled and linked with: a change rebuilds them.

$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(COMPILE) / $(LINK) $(LDLIBS) / $(call pkg,--modversion,$(MODULES)))' >$@.new
	@if cmp -s $@.new $@; then rm -f $@.new; else mv $@.new $@; fi

$(BUILD)/pkg-cflags: $(BUILD)/flags
	@$(PKG_CONFIG) --cflags $(MODULES) >$@ || { echo >&2 "run 'make deps' to install what is missing"; exit 1; }

$(BUILD)/pkg-libs: $(BUILD)/flags
	@$(PKG_CONFIG) --libs $(MODULES) >$@

$(BUILD)/%.o: %.c $(BUILD)/pkg-cflags
	@mkdir -p $(@D)
	$(call QUIET,CC)$(COMPILE) @$(BUILD)/pkg-cflags -MMD -MP -c -o $@ $<

# Only this file knows the version, which is another one with each commit.
$(BUILD)/lib/cli/version.o: KVM_CPPFLAGS += -DGITKVM_VERSION='"$(VERSION)"'
$(BUILD)/lib/cli/version.o: $(BUILD)/VERSION

$(BUILD)/VERSION: FORCE
	@mkdir -p $(@D)
	@echo '$(VERSION)' | cmp -s - $@ || echo '$(VERSION)' >$@

$(LIB): $(LIB_SRC:%.c=$(BUILD)/%.o) $(BUILD)/sources
	$(call QUIET,AR)rm -f $@ && $(AR) rcs $@ $(filter %.o,$^)

$(BUILD)/lib/index/version.o: private KVM_CPPFLAGS += -DINDEX_SOURCES=$(shell cat $(INDEX_SRC) | cksum | cut -d' ' -f1)u
$(BUILD)/lib/index/version.o: $(INDEX_SRC) $(BUILD)/sources

LATE_HEADERS := $(sort $(wildcard lib/late/*.h))
$(LATE_OBJ) $(BUILD)/lib/late/late.o: $(LATE_HEADERS)
$(LATE_OBJ) $(BUILD)/lib/late/late.o: private KVM_CPPFLAGS += -DLATE_SUM=$(shell cat $(LATE_HEADERS) | cksum | cut -d' ' -f1)u
$(LATE_OBJ): private KVM_CFLAGS += -fPIC

# A removed source must leave the library too.
$(BUILD)/sources: FORCE
	@mkdir -p $(@D)
	@echo '$(LIB_SRC)' | cmp -s - $@ || echo '$(LIB_SRC)' >$@

# Subcommands have a folder: cmd/kvm-series/ is part of git-kvm-series.
$(foreach c,$(COMMANDS),$(eval $(BUILD)/bin/$(c): $(patsubst %.c,$(BUILD)/%.o,$(wildcard cmd/$(c:git-%=%)/*.c))))

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(LIB) $(BUILD)/pkg-libs
	@mkdir -p $(@D)
	$(call QUIET,LD)$(LINK) -o $@ $(filter %.o,$^) $(LIB) @$(BUILD)/pkg-libs $(LDLIBS)

# They call nothing of the C library, but a shared object has to name it (Debian's policy, 10.2).
$(BUILD)/lib/git-kvm/late.so: $(BUILD)/lib/late/table.o
$(BUILD)/lib/git-kvm/git.so: $(BUILD)/lib/late/git_table.o
$(BUILD)/lib/git-kvm/crypto.so: $(BUILD)/lib/late/crypto_table.o
$(LATE): $(BUILD)/pkg-libs
	@mkdir -p $(@D)
	$(call QUIET,LD)$(LINK) -shared -o $@ $(filter %.o,$^) @$(BUILD)/pkg-libs $(LDLIBS) \
		-Wl,--push-state,--no-as-needed -lc -Wl,--pop-state

$(BUILD)/t/unit/test_%: $(BUILD)/t/unit/test_%.o $(UNIT_HELPER_SRC:%.c=$(BUILD)/%.o) $(LATE_OBJ) $(LIB) $(BUILD)/pkg-libs
	$(call QUIET,LD)$(LINK) -o $@ $(filter %.o,$^) $(LIB) @$(BUILD)/pkg-libs -lcmocka $(LDLIBS)

# As commands are, since their time is measured.
$(MEASURED): $(BUILD)/t/helper/%: $(BUILD)/t/helper/%.o $(LIB) $(BUILD)/pkg-libs | $(LATE)
	$(call QUIET,LD)$(LINK) -o $@ $(filter %.o,$^) $(LIB) @$(BUILD)/pkg-libs $(LDLIBS)

# Programs that scripts use.
$(BUILD)/t/helper/body-agree: $(BUILD)/t/unit/body_gmime.o
$(BUILD)/t/helper/%: $(BUILD)/t/helper/%.o $(LATE_OBJ) $(LIB) $(BUILD)/pkg-libs
	$(call QUIET,LD)$(LINK) -o $@ $(filter %.o,$^) $(LIB) @$(BUILD)/pkg-libs $(LDLIBS)

# What scripts load into the commands; with sanitizers there is nothing to see, and they would have to come first.
$(BUILD)/t/preload/%.so: t/preload/%.c $(BUILD)/pkg-cflags
	@mkdir -p $(@D)
	$(call QUIET,LD)$(CC) $(KVM_CPPFLAGS) $(CPPFLAGS) $(filter-out -fsanitize%,$(KVM_CFLAGS)) $(CFLAGS) \
		@$(BUILD)/pkg-cflags -fPIC -shared -o $@ $< -ldl

# Without libFuzzer a target is a test: the driver replays the corpus.
$(BUILD)/t/fuzz/fuzz_%: $(BUILD)/t/fuzz/fuzz_%.o $(FUZZ_HELPER_SRC:%.c=$(BUILD)/%.o) \
		$(if $(FUZZER),,$(BUILD)/t/fuzz/driver.o) $(LATE_OBJ) $(LIB) $(BUILD)/pkg-libs
	$(call QUIET,LD)$(LINK) -o $@ $(filter %.o,$^) $(LIB) @$(BUILD)/pkg-libs $(LDLIBS)

-include $(wildcard $(OBJ:.o=.d))

# Manual pages. A tarball of ours has them ready in man/, for systems without asciidoctor; a clone
# without it has none.

HAS_ASCIIDOCTOR := $(shell command -v $(ASCIIDOCTOR) 2>/dev/null)
man_dir = man$(subst .,,$(suffix $(1)))
MAN_READY := $(wildcard $(MAN:%=man/%))
MAN_BUILT := $(foreach m,$(if $(HAS_ASCIIDOCTOR),$(MAN),$(notdir $(MAN_READY))),$(BUILD)/man/$(call man_dir,$(m))/$(m))

man: $(MAN_BUILT)
	@$(if $^,:,echo >&2 "the manual pages need asciidoctor, which is not installed"; exit 1)

define man_rule
$(BUILD)/man/man$(1)/%.$(1): $(if $(HAS_ASCIIDOCTOR),Documentation/%.adoc $(INCLUDED_ADOC) $(BUILD)/VERSION,man/%.$(1))
	@mkdir -p $$(@D)
	$$(call QUIET,MAN)$(if $(HAS_ASCIIDOCTOR),LC_ALL=C.UTF-8 $$(ASCIIDOCTOR) -b manpage --failure-level=WARN \
		-a manmanual='git-kvm manual' -a mansource='git-kvm $(VERSION)' -o $$@ $$<,cp $$< $$@)
endef
$(foreach section,1 5 7,$(eval $(call man_rule,$(section))))

# Installing. One list for both ways, of <folder>:<name>:<source>; the folders reach install.sh through
# the environment.

man1dir = $(mandir)/man1
man5dir = $(mandir)/man5
man7dir = $(mandir)/man7

LATE_FILES = $(foreach l,$(LATE),latedir:$(notdir $(l)):$(l))
BIN_FILES = $(foreach c,$(COMMANDS),bindir:$(c):$(BUILD)/bin/$(c))
COMPLETION_FILES = $(foreach c,$(COMMANDS),bashdir:$(c):completion/git-kvm.bash) \
	$(foreach f,_git_kvm $(COMMANDS:%=_%),zshdir:$(f):completion/$(f)) \
	fishdir:__fish_git_kvm.fish:completion/__fish_git_kvm.fish fishconfdir:git-kvm.fish:completion/git-kvm.conf.fish
MAN_FILES = $(foreach m,$(1),$(call man_dir,$(m))dir:$(m):$(BUILD)/man/$(call man_dir,$(m))/$(m))

install install-completion uninstall: export DESTDIR := $(DESTDIR)
install install-completion uninstall: export prefix := $(prefix)
$(foreach v,bindir latedir mandir bashdir zshdir fishdir fishconfdir man1dir man5dir man7dir,\
	$(eval install install-completion uninstall: export $(v) := $$($(v))))
install install-completion: export INSTALL := $(INSTALL)

install: all $(MAN_BUILT) install-completion
	@./install.sh install $(BIN_FILES) $(LATE_FILES) $(call MAN_FILES,$(notdir $(MAN_BUILT)))
	@$(if $(MAN_BUILT),:,echo >&2 "note: without manual pages: they need asciidoctor, which is not installed")

install-completion:
	@./install.sh install $(COMPLETION_FILES)

uninstall:
	@./install.sh uninstall $(LATE_FILES) $(BIN_FILES) $(COMPLETION_FILES) $(call MAN_FILES,$(MAN))

# Running and testing. Each way of building has a folder of its own below $(BUILD).

NPROC = $(shell nproc 2>/dev/null || echo 2)
SUBMAKE = $(MAKE) --no-print-directory $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(NPROC))

deps:
	@.ci/deps build test check fuzz

demo:
	@.ci/deps build
	@$(SUBMAKE) all
	@t/lib/demo.sh $(BUILD)

# The picture where there is chromium.
readme: all
	@t/lib/readme-update.sh $(BUILD)

# Scripts that look at the build and at the tests' own tools: sanitizers have nothing to see there.
NOT_OF_COMMANDS = t/t0000-build.t t/t0001-inbox-builder.t

test:
	@.ci/deps build test
	@$(SUBMAKE) DEVELOPER=1 BUILD=$(BUILD)/dev all man tests
	@$(SUBMAKE) CC=$(CLANG) DEVELOPER=1 SANITIZE=1 BUILD=$(BUILD)/asan CFLAGS='-O1 -g' all man tests
	@GITKVM_BUILD='$(abspath $(BUILD)/dev)' t/lib/run.sh '$(PROVE)' \
		$(SCRIPTS) $(foreach d,dev asan,$(UNIT_SRC:%.c=$(BUILD)/$(d)/%) $(FUZZ_SRC:%.c=$(BUILD)/$(d)/%))
	@echo '== the commands once more, with sanitizers'
	@TEST_SANITIZED=1 GITKVM_BUILD='$(abspath $(BUILD)/asan)' t/lib/run.sh '$(PROVE)' $(filter-out $(NOT_OF_COMMANDS),$(SCRIPTS))

run-tests:
	@GITKVM_BUILD='$(abspath $(BUILD))' t/lib/run.sh '$(PROVE)' $(SCRIPTS) $(UNIT) $(REPLAY)

tests: $(UNIT) $(REPLAY) $(HELPER) $(PRELOAD)
	@:

fuzzers: $(REPLAY)

lib: $(LIB)

check:
	@.ci/deps build test check
	@$(SUBMAKE) DEVELOPER=1 BUILD=$(BUILD)/dev all man
	@GITKVM_BUILD='$(abspath $(BUILD)/dev)' t/check/run.sh

fuzz:
	@.ci/deps build fuzz
	@$(SUBMAKE) CC=$(CLANG) FUZZER=1 CFLAGS='-O1 -g' BUILD=$(BUILD)/fuzz fuzzers
	@t/fuzz/run.sh $(BUILD)/fuzz $(FUZZ_TIME) $(FUZZ_TARGETS)

fuzz-coverage:
	@.ci/deps build fuzz
	@$(SUBMAKE) CC=$(CLANG) CFLAGS='-O1 -g -fprofile-instr-generate -fcoverage-mapping' BUILD=$(BUILD)/coverage fuzzers
	@t/fuzz/coverage.sh $(BUILD)/coverage $(BUILD)/fuzz

COVERAGE_TESTS = $(SCRIPTS) $(UNIT_SRC:%.c=$(BUILD)/covered/%)

coverage:
	@.ci/deps build test fuzz
	@$(SUBMAKE) CC=$(CLANG) CFLAGS='-O1 -g -fprofile-instr-generate -fcoverage-mapping' BUILD=$(BUILD)/covered all man tests
	@t/lib/coverage.sh '$(abspath $(BUILD)/covered)' '$(PROVE)' $(COVERAGE_TESTS)

# lib/inbox/scan_steps.c has all threads; these tests read ranges by them.
TSAN_UNIT = beside scan scan_ahead inbox range index index_ahead

tsan:
	@.ci/deps build test
	@$(SUBMAKE) SANITIZE=thread BUILD=$(BUILD)/tsan CFLAGS='-O1 -g' all $(TSAN_UNIT:%=$(BUILD)/tsan/t/unit/test_%)
	@GITKVM_BUILD='$(abspath $(BUILD)/tsan)' t/lib/run.sh '$(PROVE)' t/t1100-digest.t $(TSAN_UNIT:%=$(BUILD)/tsan/t/unit/test_%)

MUTATE = $(BUILD)/mutate
MUTATE_ARGS =

# All of lib/, with what notes the blocks that run; programs look into a changed file first, which is none as yet.
$(BUILD)/libsound.so: t/perf/trace.c $(LIB)
	$(call QUIET,LD)$(CC) -O1 -fPIC -shared -o $@ $< -Wl,--whole-archive $(LIB) -Wl,--no-whole-archive
	@$(CC) -shared -o $(@D)/libmutated.so -xc /dev/null

mutate:
	@.ci/deps build test
	@for goals in '$(MUTATE)/libsound.so' 'all man tests'; do \
		$(SUBMAKE) BUILD='$(MUTATE)' CFLAGS='-O1 -g -fPIC -fsanitize-coverage=trace-pc' \
			LDFLAGS='-Wl,--push-state,--no-as-needed -L$(MUTATE) -lmutated -lsound -Wl,--pop-state' $$goals || exit; done
	@t/perf/mutate.py --build='$(MUTATE)' --compile='$(COMPILE) $(shell $(PKG_CONFIG) --cflags $(MODULES)) -O1 -g0 -fPIC' \
		$(MUTATE_ARGS)

compile_commands.json: FORCE
	@t/lib/compile-commands.sh '$(COMPILE) $(shell $(PKG_CONFIG) --cflags $(MODULES))' $(LIB_SRC) $(CMD_SRC) $(UNIT_SRC) \
		$(UNIT_HELPER_SRC) $(HELPER_SRC) $(FUZZ_SRC) >$@

# Ratios within one run, appended to BENCH_LOG; nothing is judged.
BENCH_LOG = $(BUILD)/bench.jsonl
BENCH_ARGS =

bench:
	@test -n '$(INBOX)' || { echo >&2 'usage: make bench INBOX=<bare clone of a list> [TREE=<work repository>]'; exit 2; }
	@$(SUBMAKE) all $(HELPER)
	@t/perf/bench.py --bin='$(BUILD)/bin' --inbox='$(INBOX)' --tree='$(TREE)' --log='$(BENCH_LOG)' $(BENCH_ARGS)

# What is found of series, versions and states against what people say of them; JUDGED: topics that were read.
JUDGED = $(wildcard t/data/judged/$(basename $(notdir $(INBOX))).tsv)
THEN = $(wildcard $(JUDGED:.tsv=-then.tsv))

accuracy:
	@test -n '$(INBOX)' || { echo >&2 'usage: make accuracy INBOX=<bare clone of a list>'; exit 2; }
	@$(SUBMAKE) all $(HELPER)
	@$(BUILD)/t/helper/accuracy-links $(ACCURACY_ARGS) '$(INBOX)'
	@$(BUILD)/t/helper/accuracy-groups $(ACCURACY_ARGS) '$(INBOX)'
	@$(BUILD)/t/helper/accuracy-states $(ACCURACY_ARGS) $(JUDGED:%=--judged=%) '$(INBOX)'
	@$(foreach t,$(THEN),t/helper/accuracy-then.py $(ACCURACY_ARGS) --bin='$(BUILD)/bin' --judged=$(t) '$(INBOX)' &&) :
	@$(foreach t,$(TREE),$(BUILD)/t/helper/accuracy-tree $(ACCURACY_ARGS) '$(t)' '$(INBOX)' &&) :

dist:
	@git rev-parse -q --verify HEAD >/dev/null || { echo >&2 "make dist packs a commit: run it in a clone of git-kvm"; exit 1; }
	@$(if $(HAS_ASCIIDOCTOR),:,echo >&2 "make dist needs asciidoctor for the manual pages: run 'make deps'"; exit 1)
	@SOURCE_DATE_EPOCH="$$(git log -1 --format=%ct HEAD)" $(SUBMAKE) BUILD=$(BUILD)/dist man
	git archive --format=tar.gz --prefix=git-kvm-$(VERSION)/man/ $(MAN_BUILT:$(BUILD)/%=--add-file=$(BUILD)/dist/%) \
		--prefix=git-kvm-$(VERSION)/ --add-file=$(BUILD)/dist/VERSION -o git-kvm-$(VERSION).tar.gz HEAD
	@rm -r $(BUILD)/dist

clean:
	rm -rf $(addprefix $(BUILD)/,bin lib cmd t man dev asan tsan covered mutate fuzz coverage demo dist) $(addprefix $(BUILD)/,flags flags.new \
		pkg-cflags pkg-libs sources VERSION libgitkvm.a)
	@rmdir $(BUILD) 2>/dev/null || :

.PHONY: all lib man install install-completion uninstall deps demo readme test run-tests tests fuzzers check fuzz fuzz-coverage coverage tsan mutate bench accuracy dist clean FORCE
