/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/errands.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cli/die.h"
#include "inbox/oid.h"
#include "mime/limits.h"

/* Who asks may have been taken over by a mail: sizes have a limit, and words are looked at. */
#define MAX_PAYLOAD ((guint32)MAIL_MAX_BYTES + (1u << 20))
#define MAX_WORDS 600

enum errand { ERRAND_GIT, ERRAND_ANSWER, ERRAND_FETCH, ERRAND_PAGER, ERRAND_CALL };

struct message {
	guint32 what; /* enum errand; or of an answer, whether it could be done */
	guint32 len;  /* of the bytes behind it */
};

static struct {
	volatile sig_atomic_t running;
	GPid pid;
	int fd;	      /* of the socket to the other process, -1: none */
	bool tidies;  /* it has something to remove, or a pager to wait for */
	int pager[2]; /* a pipe, where standard output is a terminal; else -1 */
} state = { .fd = -1, .pager = { -1, -1 } };

static bool write_whole(int fd, const void *bytes, size_t len)
{
	const char *p = bytes;

	while (len) {
		ssize_t n = write(fd, p, len);

		if (n < 0 && errno != EINTR)
			return false;
		n = MAX(n, 0);
		p += n;
		len -= (size_t)n;
	}
	return true;
}

static bool read_whole(int fd, void *bytes, size_t len)
{
	char *p = bytes;

	while (len) {
		ssize_t n = read(fd, p, len);

		if (!n || (n < 0 && errno != EINTR))
			return false;
		n = MAX(n, 0);
		p += n;
		len -= (size_t)n;
	}
	return true;
}

static bool send_message(guint32 what, const char *bytes, size_t len)
{
	struct message message = { what, (guint32)len };

	return len <= MAX_PAYLOAD && write_whole(state.fd, &message, sizeof(message)) &&
	       write_whole(state.fd, bytes, len);
}

/* The bytes are terminated by a NUL more; NULL where the other process is gone or talks nonsense.
 */
static char *receive(guint32 *what, size_t *len)
{
	struct message message;
	char *bytes;

	if (!read_whole(state.fd, &message, sizeof(message)) || message.len > MAX_PAYLOAD)
		return NULL;
	bytes = g_malloc(message.len + 1);
	bytes[message.len] = '\0';
	*what = message.what;
	*len = message.len;
	if (read_whole(state.fd, bytes, message.len))
		return bytes;
	g_free(bytes);
	return NULL;
}

/* In the other process. */

static bool is_listed(const GPtrArray *inboxes, const GPtrArray *remotes, const char *inbox,
		      const char *remote)
{
	for (guint i = 0; i < inboxes->len; i++)
		if (!strcmp(inboxes->pdata[i], inbox))
			return !remote || !g_strcmp0(remotes->pdata[i], remote);
	return false;
}

static bool are_ids(char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) != GIT_OID_HEXSZ ||
		    strspn(*words, "0123456789abcdef") != GIT_OID_HEXSZ)
			return false;
	return true;
}

/*
 * What only tells something: `git [--git-dir=<inbox>] rev-parse --since=…`, `config --get-color
 * <key> <default>`, `rev-parse --show-prefix`, `version`,
 * `name-rev --tags --name-only <id>…`. No other option gets through.
 */
static bool is_harmless(const struct errands_setup *setup, char *const *words)
{
	static const char git_dir[] = "--git-dir=";
	bool dates = true;

	if (*words && g_str_has_prefix(*words, git_dir)) {
		if (!is_listed(setup->inboxes, NULL, *words + strlen(git_dir), NULL))
			return false;
		words++;
	}
	if (!*words)
		return false;
	if (!strcmp(words[0], "version"))
		return !words[1];
	if (!strcmp(words[0], "config"))
		return words[1] && !strcmp(words[1], "--get-color") && words[2] && words[3] &&
		       *words[2] != '-' && *words[3] != '-' && !words[4];
	if (!strcmp(words[0], "name-rev"))
		return words[1] && !strcmp(words[1], "--tags") && words[2] &&
		       !strcmp(words[2], "--name-only") && are_ids(words + 3);
	if (strcmp(words[0], "rev-parse"))
		return false;
	if (words[1] && !strcmp(words[1], "--show-prefix"))
		return !words[2];
	for (char *const *word = words + 1; *word; word++)
		dates = dates && g_str_has_prefix(*word, "--since=");
	return dates;
}

static void do_git(const struct errands_setup *setup, const char *bytes, size_t len, bool silent)
{
	char *words[MAX_WORDS + 1] = { NULL }, *answer = NULL;
	size_t nr = 0;

	for (const char *p = bytes; p < bytes + len && nr < MAX_WORDS; p += strlen(p) + 1)
		words[nr++] = (char *)p;
	if (nr < MAX_WORDS && is_harmless(setup, words))
		answer = (silent ? setup->answer : setup->git)((const char *const *)words);
	send_message(answer != NULL, answer, answer ? strlen(answer) : 0);
	g_free(answer);
}

/* The path, the remote's name, then ids. */
static void do_fetch(const struct errands_setup *setup, const char *bytes, size_t len)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(git_oid));
	const char *remote = bytes + strlen(bytes) + 1, *p;
	bool good =
		remote < bytes + len && is_listed(setup->inboxes, setup->remotes, bytes, remote);

	if (good) {
		p = remote + strlen(remote) + 1;
		if (p < bytes + len)
			g_array_append_vals(ids, p,
					    (guint)((size_t)(bytes + len - p) / sizeof(git_oid)));
		good = setup->fetch(bytes, remote, ids);
	}
	send_message(good, NULL, 0);
}

/* The pipe's end is the pager's alone, so that writing to it fails when the pager has gone. */
static GPid do_pager(const struct errands_setup *setup, const char *command)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	GPid pid = -1;

	if (null >= 0 && state.pager[0] >= 0 && dup2(state.pager[0], STDIN_FILENO) >= 0) {
		close(state.pager[0]);
		state.pager[0] = -1;
		pid = setup->pager(command, NULL);
		dup2(null, STDIN_FILENO);
	}
	if (null >= 0)
		close(null);
	send_message(pid > 0, NULL, 0);
	return pid;
}

static void do_call(const struct errands_setup *setup, guint32 call, const char *bytes, size_t len)
{
	g_autoptr(GString) in = g_string_new_len(bytes, (gssize)len);
	g_autoptr(GString) answer = call < ERRANDS_CALLS ? setup->calls[call](in) : NULL;

	send_message(answer != NULL, answer ? answer->str : NULL, answer ? answer->len : 0);
}

static void wait_for(GPid pid)
{
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

static void nothing(int signal_number)
{
	(void)signal_number;
}

/* The terminal's signals come to all of its processes: this one goes when the others have gone.
 * What it starts has them as usual. */
static void outlive_signals(void)
{
	static const int signals[] = { SIGINT, SIGQUIT, SIGHUP, SIGTERM };
	struct sigaction action = { .sa_handler = nothing, .sa_flags = SA_RESTART };

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < G_N_ELEMENTS(signals); i++)
		sigaction(signals[i], &action, NULL);
}

static G_NORETURN void run_errands(const struct errands_setup *setup)
{
	GPid pager = -1;
	guint32 what;
	char *bytes;
	size_t len;

	outlive_signals();
	while ((bytes = receive(&what, &len))) {
		if (what == ERRAND_GIT || what == ERRAND_ANSWER)
			do_git(setup, bytes, len, what == ERRAND_ANSWER);
		else if (what == ERRAND_FETCH)
			do_fetch(setup, bytes, len);
		else if (what == ERRAND_PAGER && pager < 0)
			pager = do_pager(setup, bytes);
		else if (what >= ERRAND_CALL)
			do_call(setup, what - ERRAND_CALL, bytes, len);
		g_free(bytes);
	}
	for (guint i = 0; i < setup->folders->len; i++)
		rmdir(setup->folders->pdata[i]);
	if (pager > 0)
		wait_for(pager);
	_exit(EXIT_OK);
}

/* In ours. */

void errands_start(const struct errands_setup *setup)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		die("cannot make a socket pair, which kvm.sandbox needs: %s", strerror(errno));
	if (isatty(STDOUT_FILENO) && pipe2(state.pager, O_CLOEXEC))
		state.pager[0] = state.pager[1] = -1;
	state.pid = fork();
	if (state.pid < 0)
		die("cannot fork, which kvm.sandbox needs: %s", strerror(errno));
	state.fd = ends[0];
	close(ends[state.pid ? 1 : 0]);
	if (!state.pid) {
		state.fd = ends[1];
		if (state.pager[1] >= 0)
			close(state.pager[1]);
		run_errands(setup);
	}
	if (state.pager[0] >= 0)
		close(state.pager[0]);
	state.tidies = setup->folders->len;
	state.running = 1;
}

bool errands_running(void)
{
	return state.running;
}

/* The answer's bytes; NULL where it could not be done. */
static char *ask_for(guint32 errand, const GString *question, size_t *answer_len)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, old;
	char *bytes = NULL;
	guint32 good = 0;
	size_t len;

	sigaction(SIGPIPE, &ignore, &old);
	if (send_message(errand, question->str, question->len))
		bytes = receive(&good, &len);
	sigaction(SIGPIPE, &old, NULL);
	if (!good)
		g_clear_pointer(&bytes, g_free);
	*answer_len = bytes ? len : 0;
	return bytes;
}

static char *ask(enum errand errand, const GString *question)
{
	size_t unused;

	return ask_for(errand, question, &unused);
}

GString *errands_call(enum errands_call call, const GString *in)
{
	g_autofree char *bytes = NULL;
	size_t len;

	bytes = ask_for(ERRAND_CALL + call, in, &len);
	return bytes ? g_string_new_len(bytes, (gssize)len) : NULL;
}

char *errands_git(const char *const *args, bool silent)
{
	g_autoptr(GString) question = g_string_new(NULL);

	for (; *args; args++)
		g_string_append_len(question, *args, (gssize)strlen(*args) + 1);
	return ask(silent ? ERRAND_ANSWER : ERRAND_GIT, question);
}

bool errands_fetch(const char *inbox, const char *remote, const GArray *ids)
{
	g_autoptr(GString) question = g_string_new(NULL);
	g_autofree char *answer = NULL;

	g_string_append_len(question, inbox, (gssize)strlen(inbox) + 1);
	g_string_append_len(question, remote, (gssize)strlen(remote) + 1);
	g_string_append_len(question, ids->data, (gssize)(ids->len * sizeof(git_oid)));
	answer = ask(ERRAND_FETCH, question);
	return answer;
}

int errands_pager(const char *command)
{
	g_autoptr(GString) question = NULL;
	g_autofree char *answer = NULL;
	bool good;

	if (state.pager[1] < 0)
		return -1;
	question = g_string_new(command);
	answer = ask(ERRAND_PAGER, question);
	good = answer;
	state.tidies |= good;
	return good ? state.pager[1] : -1;
}

void errands_end(void)
{
	if (!state.running)
		return;
	close(state.fd);
	if (state.tidies)
		wait_for(state.pid);
	state.running = 0;
}
