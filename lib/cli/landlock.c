/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/landlock.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* glibc has no functions for these, and headers are older than kernels: so all of it is spelt out.
 */
#if defined(__linux__) && !defined(SYS_landlock_create_ruleset) && !defined(__alpha__)
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

#ifdef SYS_landlock_create_ruleset

#define EXECUTE (1ULL << 0)
#define WRITE_FILE (1ULL << 1)
#define READ_FILE (1ULL << 2)
#define READ_DIR (1ULL << 3)
#define REMOVE_DIR (1ULL << 4)
#define REMOVE_FILE (1ULL << 5)
#define MAKE_DIR (1ULL << 7)
#define MAKE_REG (1ULL << 8)
#define REFER (1ULL << 13)
#define TRUNCATE (1ULL << 14)

#define OF_ABI_1 ((1ULL << 13) - 1)
#define OF_FILES (EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE)

#define NET_BIND_TCP (1ULL << 0)
#define NET_CONNECT_TCP (1ULL << 1)

#define SCOPE_ABSTRACT_UNIX_SOCKET (1ULL << 0)
#define SCOPE_SIGNAL (1ULL << 1)

#define CREATE_VERSION 1u
#define RULE_PATH_BENEATH 1

struct ruleset {
	uint64_t files, net, scoped;
};

struct path_beneath {
	uint64_t allowed;
	int32_t fd;
} __attribute__((packed));

static const uint64_t rights[] = {
	[LANDLOCK_READ] = READ_FILE | READ_DIR,
	[LANDLOCK_WRITE] = READ_FILE | READ_DIR | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR |
			   MAKE_REG | TRUNCATE | REFER,
	[LANDLOCK_DEVICE] = READ_FILE | WRITE_FILE,
};

/* What this kernel knows; it refuses a list with more. */
static struct ruleset known;

int landlock_begin(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_VERSION);
	size_t size = sizeof(known);

	if (version < 1)
		return -1;
	known.files = OF_ABI_1 | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0);
	known.net = version >= 4 ? NET_BIND_TCP | NET_CONNECT_TCP : 0;
	known.scoped = version >= 6 ? SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL : 0;
	if (version < 6)
		size = version < 4 ? sizeof(known.files) : 2 * sizeof(known.files);
	return (int)syscall(SYS_landlock_create_ruleset, &known, size, 0);
}

void landlock_allow_open(int rules, int fd, enum landlock_right right)
{
	struct path_beneath rule = { .allowed = rights[right] & known.files, .fd = fd };
	struct stat info;

	if (rules < 0 || fstat(fd, &info))
		return;
	if (!S_ISDIR(info.st_mode))
		rule.allowed &= OF_FILES;
	syscall(SYS_landlock_add_rule, rules, RULE_PATH_BENEATH, &rule, 0);
}

void landlock_allow(int rules, const char *path, enum landlock_right right)
{
	int fd = rules < 0 ? -1 : open(path, O_PATH | O_CLOEXEC);

	if (fd < 0)
		return;
	landlock_allow_open(rules, fd, right);
	close(fd);
}

bool landlock_finish(int rules)
{
	bool good;

	if (rules < 0)
		return false;
	good = !syscall(SYS_landlock_restrict_self, rules, 0);
	close(rules);
	return good;
}

#else

int landlock_begin(void)
{
	return -1;
}

void landlock_allow_open(int rules, int fd, enum landlock_right right)
{
	(void)rules, (void)fd, (void)right;
}

void landlock_allow(int rules, const char *path, enum landlock_right right)
{
	(void)rules, (void)path, (void)right;
}

bool landlock_finish(int rules)
{
	(void)rules;
	return false;
}

#endif
