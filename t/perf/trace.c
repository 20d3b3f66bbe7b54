/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Notes which blocks of lib/ a test runs: "make mutate" compiles lib/ with gcc's
 * -fsanitize-coverage=trace-pc, which calls the function below at the begin of each. The file that
 * GITKVM_TRACE names has a byte for each byte of the shared object, so that all processes of a test
 * write into the same, however they end.
 */
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void __sanitizer_cov_trace_pc(void);

/* The linker's name of where the shared object begins. */
extern const char __ehdr_start[] __attribute__((visibility("hidden")));

static unsigned char *seen;
static size_t seen_size;

/* Before a command goes into its sandbox. */
__attribute__((constructor)) static void open_trace(void)
{
	const char *path = getenv("GITKVM_TRACE");
	struct stat status;
	void *map = MAP_FAILED;
	int fd;

	if (!path)
		return;
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return;
	if (!fstat(fd, &status))
		map = mmap(NULL, (size_t)status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return;
	seen_size = (size_t)status.st_size;
	seen = map;
}

void __sanitizer_cov_trace_pc(void)
{
	size_t at = (size_t)((const char *)__builtin_return_address(0) - __ehdr_start);

	if (seen && at < seen_size && !seen[at])
		seen[at] = 1;
}
