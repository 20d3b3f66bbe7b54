/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Preloaded into the commands as they are: a parser that a mail has taken over. It acts when a
 * thread of the scan unpacks an object, and once more when the main thread ends, and tells on
 *standard error what it could do: "attack: reader: ssh: refused: …" or "… got through".
 *
 *	ATTACK_HOME	a folder with .ssh/id
 *	ATTACK_CLONE	the git folder of the inbox
 *	ATTACK_SOCKET	a socket that somebody listens on; ATTACK_PORT the same of TCP
 */

static const char *who;
static bool active;

/* git, which starts the commands, is left alone, and so is what an attack starts. */
__attribute__((constructor)) static void at_start(void)
{
	active = !strncmp(program_invocation_short_name, "git-kvm-", strlen("git-kvm-"));
	if (active)
		unsetenv("LD_PRELOAD");
}

static void tell(const char *what, bool good)
{
	int saved = errno;

	fprintf(stderr, "attack: %s: %s: %s\n", who, what,
		good				    ? "got through"
		: saved == EPERM || saved == EACCES ? "refused"
						    : strerror(saved));
}

static const char *in(const char *variable, const char *name)
{
	static __thread char path[8192];

	snprintf(path, sizeof(path), "%s/%s", getenv(variable) ? getenv(variable) : "", name);
	return path;
}

static void close_good(const char *what, int fd)
{
	tell(what, fd >= 0);
	if (fd >= 0)
		close(fd);
}

static void read_files(void)
{
	char path[9000];

	close_good("ssh", open(in("ATTACK_HOME", ".ssh/id"), O_RDONLY));
	snprintf(path, sizeof(path), "/proc/self/root%s", in("ATTACK_HOME", ".ssh/id"));
	close_good("ssh-by-proc", open(path, O_RDONLY));
	close_good("home", open(in("ATTACK_HOME", ".ssh"), O_RDONLY | O_DIRECTORY));
	close_good("passwords", open("/etc/passwd", O_RDONLY));
	snprintf(path, sizeof(path), "/proc/%d/environ", (int)getppid());
	close_good("parent", open(path, O_RDONLY));
}

static void write_files(void)
{
	char id[8192], empty[8192], other[8192];

	snprintf(id, sizeof(id), "%s", in("ATTACK_HOME", ".ssh/id"));
	snprintf(empty, sizeof(empty), "%s", in("ATTACK_HOME", ".ssh/empty"));
	snprintf(other, sizeof(other), "%s", in("ATTACK_HOME", ".ssh/other"));
	close_good("plant", open(in("ATTACK_HOME", ".profile"), O_WRONLY | O_CREAT, 0666));
	close_good("hook", open(in("ATTACK_CLONE", "post-update"), O_WRONLY | O_CREAT, 0777));
	close_good("config", open(in("ATTACK_CLONE", "config"), O_WRONLY | O_APPEND));
	tell("truncate", !truncate(empty, 0));
	tell("chmod", !chmod(id, 0600));
	tell("rename", !rename(empty, other));
	tell("link", !symlink("other", in("ATTACK_HOME", ".ssh/link")));
	tell("unlink", !unlink(id) && !close(open(id, O_WRONLY | O_CREAT, 0600)));
	unlink(in("ATTACK_HOME", ".ssh/link"));
	rename(other, empty);
	tell("mkdir", !mkdir(other, 0777) && !rmdir(other));
}

static void connect_out(void)
{
	struct sockaddr_in host = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct sockaddr_un local = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(local.sun_path, sizeof(local.sun_path), "%s", getenv("ATTACK_SOCKET"));
	tell("unix", fd >= 0 && !connect(fd, (struct sockaddr *)&local, sizeof(local)));
	if (fd >= 0)
		close(fd);
	fd = socket(AF_INET, SOCK_STREAM, 0);
	host.sin_port = htons((uint16_t)atoi(getenv("ATTACK_PORT")));
	tell("tcp", fd >= 0 && !connect(fd, (struct sockaddr *)&host, sizeof(host)));
	if (fd >= 0)
		close(fd);
	close_good("udp", socket(AF_INET6, SOCK_DGRAM, 0));
}

/* In a process of its own: what it gave up, its children have not. */
static void run_program(void)
{
	int status = -1;
	pid_t pid = fork();

	if (!pid) {
		execl("/bin/true", "true", (char *)NULL);
		_exit(errno == EPERM || errno == EACCES ? 2 : 3);
	}
	waitpid(pid, &status, 0);
	errno = WEXITSTATUS(status) == 2 ? EPERM : EINVAL;
	tell("exec", WIFEXITED(status) && !WEXITSTATUS(status));
}

static void reach_out(void)
{
	char parameters[256] = { 0 };
	int pid;

	tell("signal", !kill(getppid(), 0));
	tell("ptrace",
	     !ptrace(PTRACE_SEIZE, getppid(), 0, 0) && !ptrace(PTRACE_DETACH, getppid(), 0, 0));
	close_good("io_uring", (int)syscall(425, 1, parameters));
	tell("typing", !ioctl(STDIN_FILENO, TIOCSTI, "x"));
	pid = (int)syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
	if (!pid)
		_exit(0);
	tell("namespace", pid > 0);
}

/* The other process of ours is asked for what it must not do: see errands.c. */
static void ask(int fd, const char *name, const char *words, size_t len)
{
	struct {
		uint32_t what, len;
	} message = { 0, (uint32_t)len }, answer = { 0, 0 };
	char rest[4096], what[64];

	snprintf(what, sizeof(what), "errand-%s", name);
	if (write(fd, &message, sizeof(message)) < 0 || write(fd, words, len) < 0 ||
	    read(fd, &answer, sizeof(answer)) < 0 ||
	    (answer.len && read(fd, rest, sizeof(rest)) < 0))
		answer.what = 2;
	errno = answer.what == 2 ? EIO : EPERM;
	tell(what, answer.what == 1);
}

static void ask_errands(void)
{
	struct sockaddr_un name;
	int found = -1;

	for (int fd = 3; fd < 64; fd++) {
		socklen_t len = sizeof(name);

		if (!getsockname(fd, (struct sockaddr *)&name, &len) && name.sun_family == AF_UNIX)
			found = fd;
	}
	if (found < 0)
		return;
#define ASK(name, words) ask(found, name, words, sizeof(words))
	ASK("version", "version");
	ASK("list", "config\0--list");
	ASK("get", "config\0user.email");
	ASK("alias", "-c\0alias.x=!true\0x");
	ASK("file", "config\0--get-color\0--file=/etc/passwd\0x");
	ASK("dir", "--git-dir=/\0rev-parse\0--since=now");
	ASK("parse", "rev-parse\0--git-dir");
}

static void attack(const char *thread)
{
	who = thread;
	read_files();
	write_files();
	connect_out();
	run_program();
	reach_out();
}

enum libdeflate_result libdeflate_zlib_decompress(struct libdeflate_decompressor *inflater,
						  const void *in, size_t in_len, void *out,
						  size_t out_len, size_t *made)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static bool done;
	enum libdeflate_result (*real)(struct libdeflate_decompressor *, const void *, size_t,
				       void *, size_t, size_t *) =
		(enum libdeflate_result(*)(struct libdeflate_decompressor *, const void *, size_t,
					   void *, size_t, size_t *))dlsym(RTLD_NEXT, __func__);

	if (active && gettid() != getpid()) {
		pthread_mutex_lock(&lock);
		if (!done) {
			attack("reader");
			ask_errands();
		}
		done = true;
		pthread_mutex_unlock(&lock);
	}
	return real(inflater, in, in_len, out, out_len, made);
}

__attribute__((destructor)) static void at_end(void)
{
	if (active)
		attack("main");
}
